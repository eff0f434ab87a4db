/* What was typed into a form survives a sign-out, a conflict of sessions, a server error or a step to another
   page: it is kept in this tab when a form is sent or left, and given back when its page is there again. */
import { forms, putBack, typed } from "./typed.js";
import { changedForms } from "./unsaved.js";

const KEY = "drafts";
const MOST = 5;
const root = document.documentElement;
const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
const write = (drafts) => sessionStorage.setItem(KEY, JSON.stringify(drafts));
// htmx changes the address without a new page.
const isHere = (draft) => draft.page === location.pathname;

// `isDue`: it did not arrive, and is to be given back.
function keep(isDue) {
  const draft = { page: location.pathname, person: root.dataset.person, kept: typed(), isDue };
  write([...read().filter((one) => !isHere(one)), draft].slice(-MOST));
}

/* What was sent last did not arrive. */
function failed() {
  const drafts = read();
  if (drafts.length) drafts.at(-1).isDue = true;
  write(drafts);
}

function giveBack() {
  const due = read().filter((one) => one.isDue && one.person === root.dataset.person);
  write(due.filter((one) => !isHere(one)));
  const here = due.find(isHere);
  if (!here || !putBack(here.kept)) return;
  const note = document.createElement("p");
  note.className = "alert alert-warning";
  note.textContent = "What you had typed is back. It has not been sent yet.";
  document.querySelector("main [role=status]").append(note);
}

// Sign-in, and pages about an error.
if ("keepDrafts" in root.dataset) failed();
else giveBack();
document.addEventListener("submit", (event) => {
  if (forms().includes(event.target)) keep(false);
  else if (event.target.getAttribute("action")?.endsWith("/logout/")) sessionStorage.removeItem(KEY);
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")?.includes("/account/login/")) keep(true);
});
document.addEventListener("discard", () => write(read().filter((one) => !isHere(one))));
for (const failure of ["htmx:sendError", "htmx:responseError"]) document.addEventListener(failure, failed);
document.addEventListener("htmx:afterSettle", () => read().some((one) => one.isDue) && giveBack());
addEventListener("pagehide", () => changedForms().length && keep(true));
