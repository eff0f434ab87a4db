/* What is selected in the text goes into the form that adds a statement; it can be pasted as well. */
const region = document.querySelector("[data-selectable]");
const form = document.querySelector("[data-from-selection]");

const plain = (text) => text.replace(/\s+/g, " ").trim();

// The text of a range, without the numbers of statements and what is said about it.
const textOf = (range) => {
  const copy = range.cloneContents();
  copy.querySelectorAll(".note-number, .margin, .small-print, summary").forEach((one) => one.remove());
  return copy.textContent;
};

/* What of the selection stands in the text; a whole last paragraph reaches beyond it. */
const chosen = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!region.contains(range.startContainer)) return null;
  if (!region.contains(range.endContainer)) range.setEnd(region, region.childNodes.length);
  return range;
};

const take = () => {
  const range = chosen();
  if (!range) return;
  const words = plain(textOf(range));
  const before = document.createRange();
  before.setStart(region, 0);
  before.setEnd(range.startContainer, range.startOffset);
  form.elements.words.value = words;
  form.elements.occurrence.value = words && plain(textOf(before)).split(words).length;
};

/* The form comes to where the words are chosen, and goes back with its button. */
const panel = form?.closest("details");
const close = form?.querySelector("[data-close-selection]");

const show = () => {
  if (!chosen() || !form.elements.words.value) return;
  panel.open = true;
  panel.classList.add("is-beside");
  close.hidden = false;
  form.querySelector("[data-selected]").textContent = "The words you selected stand in the form “Add a statement”. Go on leads to it.";
};

if (region && form) {
  document.addEventListener("selectionchange", take);
  document.addEventListener("pointerup", (event) => region.contains(event.target) && setTimeout(show));
  document.addEventListener("keyup", (event) => event.shiftKey && event.key.startsWith("Arrow") && show());
  close.addEventListener("click", () => {
    panel.open = false;
    panel.classList.remove("is-beside");
    close.hidden = true;
    document.getSelection().removeAllRanges();
  });
}
