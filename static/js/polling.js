/* Watching a batch: asks only while the page is seen, and says aloud only what matters. */
const watched = document.querySelector("[data-poll]");
const aloud = document.querySelector("[data-aloud]");

const read = () => {
  const { percent, failed, said } = watched.querySelector("[data-percent]").dataset;
  return { quarter: Math.floor(percent / 25), failed: Number(failed), said };
};
let last = read();

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt === watched && (document.hidden || last.quarter === 4)) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) htmx.trigger(watched, "seen");
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== watched) return;
  const now = read();
  if (now.quarter > last.quarter || now.failed > last.failed) aloud.textContent = now.said;
  last = now;
});
