/* Small helps; every page works without them. */
(() => {
  // A changed filter sends its form; without this there is a button.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.type !== "search") form.requestSubmit();
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

  // The drop zone takes what is dropped into its file field.
  document.querySelectorAll("[data-dropzone]").forEach((zone) => {
    const field = zone.querySelector("input[type=file]");
    const note = zone.querySelector("[data-dropzone-note]");
    const tell = () => {
      const count = field.files.length;
      note.textContent = count === 1 ? field.files[0].name : count ? `${count} files chosen` : "";
    };
    for (const name of ["dragenter", "dragover"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add("is-over");
      });
    }
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      field.files = event.dataTransfer.files;
      tell();
    });
    field.addEventListener("change", tell);
  });
})();
