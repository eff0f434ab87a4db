/* Small helps; every page works without them. */
(() => {
  // A changed filter sends its form; without this there is a button.
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && event.target.type !== "search") form.requestSubmit();
  });

  // "/" goes to the search field, unless single keys are switched off in the preferences.
  document.addEventListener("keydown", (event) => {
    if (document.documentElement.dataset.shortcuts === "off") return;
    if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
    const field = document.querySelector("input[type=search]");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });
})();
