/* Working through a queue without waiting: the next item is fetched while this one is read, and shown as
   soon as this one is sent, at rest until the server has leased it. Works without: forms and links. */
let ahead = null;
let waiting = null;

const page = () => document.querySelector("[data-review]");

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

function arrive() {
  waiting = null;
  document.querySelector("[data-focus]")?.focus({ preventScroll: true });
  lookAhead();
}

function goBack(words) {
  if (waiting) {
    waiting.shown.remove();
    waiting.item.hidden = false;
    waiting = null;
  }
  said(words);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { detail } = event;
  const item = document.querySelector("[data-item]");
  if (!detail.elt.matches("form, a") || !detail.boosted) return;
  if (waiting) return void event.preventDefault();
  const shown = document.createElement("div");
  shown.inert = true;
  shown.setAttribute("data-item", "");
  shown.setAttribute("aria-busy", "true");
  if (detail.elt.matches("[data-moves-on]") && ahead && item) {
    shown.append(...ahead.cloneNode(true).children);
    for (const one of shown.querySelectorAll("[id]")) one.removeAttribute("id");
    item.hidden = true;
    item.after(shown);
    scrollTo(0, 0);
  }
  waiting = { item: item ?? shown, shown };
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // What was wrong with a form, and what somebody else did meanwhile, are pages like any other.
  if ([409, 422].includes(detail.xhr.status)) [detail.shouldSwap, detail.isError] = [true, false];
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id === "main" || detail.elt.id === "main") arrive();
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.boosted) goBack(`The server could not do it (${detail.xhr.status}). Nothing was stored; what you wrote is still here.`);
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.boosted) goBack("The server does not answer. Nothing was stored; what you wrote is still here. Send it again later.");
});

arrive();
