/* Small helps; every page works without them. */
(() => {
  // A changed filter sends its form; without this there is a button.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.type !== "search") form.requestSubmit();
  });
})();
