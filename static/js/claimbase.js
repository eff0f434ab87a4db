/* Small helps; every page works without them. */
(() => {
  // A changed filter sends its form; without this there is a button.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && event.target.type !== "search") form.requestSubmit();
  });
})();
