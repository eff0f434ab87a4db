/* Working through a queue without waiting: the next item is fetched while this one is read, and shown, at
   rest, while this one is saved. Works without: forms and links. */
import { saving, shownMeanwhile } from "./meanwhile.js";

let ahead = null;
let waiting = null;

const page = () => document.querySelector("[data-review]");
const undoButton = () => document.querySelector(".review-bar .last button");

async function lookAhead() {
  ahead = null;
  const address = page()?.dataset.ahead;
  if (!address) return;
  const answer = await fetch(address).catch(() => null);
  if (answer?.status !== 200 || answer.redirected || page()?.dataset.ahead !== address) return;
  ahead = new DOMParser().parseFromString(await answer.text(), "text/html").body;
}

function said(words) {
  const note = document.createElement("p");
  note.className = "alert alert-danger";
  note.textContent = words;
  document.querySelector("main [role=status]").replaceChildren(note);
}

function arrive(isStored) {
  const isUndone = waiting?.isUndone && isStored;
  waiting = null;
  document.querySelector("[data-focus]")?.focus({ preventScroll: true });
  if (isUndone && undoButton()) undoButton().click();
  else lookAhead();
}

function goBack(words) {
  for (const restore of waiting?.restoring ?? []) restore();
  waiting = null;
  said(words);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { detail } = event;
  if (!detail.elt.matches("form, a") || !detail.boosted) return;
  if (waiting) return void event.preventDefault();
  const item = document.querySelector("[data-item]") ?? document.createElement("div");
  const isLast = detail.elt.matches("[data-moves-on]");
  const mine = { isUndone: false, restoring: [shownMeanwhile(item, isLast && item.isConnected ? ahead : null)] };
  if (detail.elt.matches("form")) mine.restoring.push(saving(isLast, () => (mine.isUndone = true)));
  waiting = mine;
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // What was wrong with a form, and what somebody else did meanwhile, are pages like any other.
  if ([409, 422].includes(detail.xhr.status)) [detail.shouldSwap, detail.isError] = [true, false];
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id === "main" || detail.elt.id === "main") arrive(detail.xhr.status < 400);
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.boosted) goBack(`The server could not do it (${detail.xhr.status}). Nothing was stored; what you wrote is still here.`);
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.boosted) goBack("The server does not answer. Nothing was stored; what you wrote is still here. Send it again later.");
});

arrive(false);
