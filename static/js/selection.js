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

const take = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!region.contains(range.commonAncestorContainer)) return;
  const words = plain(textOf(range));
  const before = document.createRange();
  before.setStart(region, 0);
  before.setEnd(range.startContainer, range.startOffset);
  form.elements.words.value = words;
  form.elements.occurrence.value = plain(textOf(before)).split(words).length;
};

if (region && form) document.addEventListener("selectionchange", take);
