/* A button that copies the text it names; without this the text can be selected by hand. */
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    const told = document.getElementById(button.dataset.copyTold);
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = "Copied.";
    } catch {
      told.textContent = "The browser did not allow it; select the text and copy it by hand.";
    }
  });
}
