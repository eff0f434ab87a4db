/* The list of keys in a dialog; without it the link leads to the page. */
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-hotkey='?']");
  if (!link || event.ctrlKey || event.metaKey || document.querySelector("main [data-shortcut-list]")) return;
  event.preventDefault();
  let dialog = document.querySelector("dialog.shortcuts");
  if (!dialog) {
    const answer = await fetch(link.href).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const list = page.querySelector("[data-shortcut-list]");
    if (!list) return void location.assign(link.href);
    dialog = document.createElement("dialog");
    dialog.className = "shortcuts";
    dialog.setAttribute("aria-labelledby", "shortcuts-title");
    const close = document.createElement("button");
    close.className = "btn btn-outline-secondary";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(list, close);
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
});
