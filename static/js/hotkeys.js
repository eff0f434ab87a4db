/* A key clicks, or focuses, the visible element that carries it as data-hotkey: what a key does is what a
   button does. The keys are named by the server, in one list. */
const root = document.documentElement;
const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
const FIELD = "textarea, select, input:not([type=hidden])";
const PAUSE = 1000;
let before = "";
let pressedAt = 0;

const isUsable = (one) => !one.disabled && !one.closest("[inert]") && (one.checkVisibility?.() ?? true);

function carrier(key) {
  const found = [...document.querySelectorAll("[data-hotkey]")].find((one) => one.dataset.hotkey === key && isUsable(one));
  return found ?? (key === "/" ? [...document.querySelectorAll("input[type=search]")].find(isUsable) : undefined);
}

function act(one) {
  if (one.matches(TYPED)) {
    one.focus();
  } else if (one.matches("summary")) {
    // What was typed there stays in sight.
    if (!one.parentElement.open) one.click();
    one.parentElement.querySelector(FIELD)?.focus();
  } else {
    one.click();
    if (one.dataset.then) document.getElementById(one.dataset.then)?.focus();
  }
}

/* Out of the field; a form that was folded out is folded in again, and keeps what was typed. */
function leave(field) {
  const fold = field.closest("[data-item] details");
  field.blur();
  if (!fold) return;
  fold.open = false;
  fold.querySelector("summary").focus();
}

function inField(event) {
  if (event.key === "Escape" && event.target.matches(TYPED)) leave(event.target);
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button:not([type=button])"));
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat) return;
  inField(event);
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey) && event.key.length === 1;
  if (!isPlain || event.defaultPrevented || root.dataset.shortcuts === "off") return;
  if (event.target.matches(TYPED) || document.querySelector("dialog[open]")) return;
  const pair = event.timeStamp - pressedAt < PAUSE ? `${before} ${event.key}` : "";
  const one = carrier(pair) ?? carrier(event.key);
  [before, pressedAt] = [event.key, event.timeStamp];
  if (!one) return;
  before = "";
  event.preventDefault();
  act(one);
});
