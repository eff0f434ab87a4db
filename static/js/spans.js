/* Text and statements beside it: what belongs together lights up together, and [ and ] walk from one
   statement to the next. Without this every number is a link to its statement, and back. */
const notes = [...document.querySelectorAll("[data-note]")];
const numberOf = (note) => document.querySelector(`.note-number[href="#note-${note.dataset.note}"]`);

function light(ids) {
  for (const one of document.querySelectorAll(".is-lit")) one.classList.remove("is-lit");
  for (const id of ids) {
    document.getElementById(`note-${id}`)?.classList.add("is-lit");
    for (const one of document.querySelectorAll(`mark[data-notes~="${id}"], .note-number[href="#note-${id}"]`)) one.classList.add("is-lit");
  }
}

function idsAt(target) {
  const mark = target.closest?.("mark[data-notes]");
  if (mark) return mark.dataset.notes.split(" ");
  const number = target.closest?.(".note-number")?.hash.slice("#note-".length);
  const note = number ?? target.closest?.("[data-note]")?.dataset.note;
  return note ? [note] : null;
}

for (const name of ["mouseover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const ids = idsAt(event.target);
    if (ids) light(ids);
  });
}

/* The statement at which the reader is: the focused one, the one of the address, or none. */
let at = -1;
const place = (id) => notes.findIndex((note) => note.dataset.note === id);
document.addEventListener("focusin", (event) => {
  const ids = idsAt(event.target);
  if (ids) at = place(ids[0]);
});

function walk(step) {
  for (let next = at + step; next >= 0 && next < notes.length; next += step) {
    const number = numberOf(notes[next]);
    if (!number) continue;
    number.closest("details")?.setAttribute("open", "");
    number.focus({ preventScroll: true });
    number.scrollIntoView({ block: "center" });
    notes[next].scrollIntoView({ block: "nearest" });
    at = next;
    return;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-walk]");
  if (!link || !notes.length) return;
  event.preventDefault();
  walk(Number(link.dataset.walk));
});
// On the window, so that a list of keys on the document comes first.
window.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.shortcuts === "off") return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const link = document.querySelector(`[data-walk][data-hotkey="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
