/* What was typed into a form of an item is not lost to another act on it: the act is refused, and says why. */
const FIELD = "textarea, select, input:not([type=hidden], [type=radio], [type=submit])";
const ACT = ".review-page a[hx-boost]";

function isChanged(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const before = [...field.options].findIndex((one) => one.defaultSelected);
  return field.selectedIndex !== Math.max(before, 0);
}

/* The forms of the item in which something stands that was not stored. */
export function changedForms() {
  const forms = document.querySelectorAll("[data-item]:not([aria-busy], [hidden]) form[data-typed]:not([data-no-draft])");
  const holds = (form) => "changed" in form.dataset || [...form.querySelectorAll(FIELD)].some(isChanged);
  return [...forms].filter(holds);
}

function throwAway(forms) {
  for (const form of forms) form.setAttribute("data-no-draft", "");
  document.dispatchEvent(new Event("discard"));
  location.assign(forms[0].dataset.fresh);
}

function goTo(form) {
  const fold = form.closest("details");
  if (fold) fold.open = true;
  const fields = [...form.querySelectorAll(FIELD)];
  (fields.find(isChanged) ?? fields[0])?.focus();
}

function button(words, act) {
  const made = document.createElement("button");
  [made.type, made.className, made.textContent] = ["button", "btn btn-sm btn-outline-secondary", words];
  made.addEventListener("click", act);
  return made;
}

function refuse(event, own) {
  const forms = changedForms().filter((form) => form !== own);
  if (!forms.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const note = document.createElement("div");
  note.className = "alert alert-warning d-flex flex-wrap gap-2 align-items-center";
  const names = forms.map((form) => form.dataset.typed);
  const back = button(`Back to ${names[0]}`, () => goTo(forms[0]));
  note.append(`You changed fields in ${names.join(" and ")}: save them, or throw them away. Nothing else was done.`, back);
  note.append(button("Throw them away", () => throwAway(forms)));
  document.querySelector("main [role=status]").replaceChildren(note);
  back.focus();
}

document.addEventListener("submit", (event) => event.target.closest(".review-page") && refuse(event, event.target), true);
document.addEventListener("click", (event) => {
  const own = event.target.closest("form");
  if (event.target.closest("[data-discard]")) {
    refuse(event, own);
    if (event.defaultPrevented) return;
    event.preventDefault();
    throwAway([own]);
  } else if (event.target.closest(ACT) && !event.ctrlKey && !event.metaKey) refuse(event, own);
}, true);
