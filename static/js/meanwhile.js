/* What the page of an item shows while an act on it is on its way. */

/* The next item under its own heading, if it is known (`next`); else the item, at rest. */
export function shownMeanwhile(item, next) {
  const shown = document.createElement("div");
  if (next) {
    shown.append(...next.cloneNode(true).children);
    for (const one of shown.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const one of [document.querySelector("[data-focus]"), item]) one.hidden = true;
    shown.setAttribute("data-item", "");
    item.after(shown);
    scrollTo(0, 0);
  }
  const resting = next ? shown : item;
  [resting.inert, resting.ariaBusy] = [true, "true"];
  return () => {
    shown.remove();
    [item.inert, item.ariaBusy] = [false, null];
    for (const one of [item, document.querySelector("[data-focus]")]) one.hidden = false;
  };
}

/* “Saving…” in the place of the last step. What finishes an item (`isLast`) can be undone at once: it is
   taken back as soon as it is there (`undo` is told). */
export function saving(isLast, undo) {
  const bar = document.querySelector(".review-bar[data-said], .review-bar [data-said]");
  const words = document.querySelector("template[data-saving]")?.content.cloneNode(true);
  if (!bar || !words) return () => {};
  const before = [...bar.childNodes];
  const button = words.querySelector("button");
  button.addEventListener("click", () => {
    bar.replaceChildren("Saving, then taking it back…");
    undo();
  });
  if (!isLast) button.remove();
  bar.replaceChildren(words);
  return () => bar.replaceChildren(...before);
}
