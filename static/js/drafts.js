/* What was typed into a form survives a sign-out, a conflict of sessions or a server error: it is kept in
   this tab when a form is sent, and given back on the same page after signing in or after the error. */
const KEY = "drafts";
const root = document.documentElement;
// htmx changes the address without a new page.
const page = () => location.pathname + location.search;

function forms() {
  return [...document.querySelectorAll("form")].filter(
    (form) => form.matches("[method=post], [hx-post]") && !form.matches("[data-no-draft]"),
  );
}

function fields(form) {
  return [...form.elements].filter(
    (field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=password], [type=file])"),
  );
}

function keep() {
  const kept = forms().map((form) => ({
    action: form.getAttribute("action") ?? form.getAttribute("hx-post"),
    values: fields(form).map((f) => [f.name, f.type, f.matches("[type=checkbox], [type=radio]") ? [f.value, f.checked] : f.value]),
  }));
  sessionStorage.setItem(KEY, JSON.stringify({ page: page(), person: root.dataset.person, kept, isDue: false }));
}

function giveBack(kept) {
  let isChanged = false;
  for (const form of forms()) {
    const action = form.getAttribute("action") ?? form.getAttribute("hx-post");
    const at = kept.findIndex((one) => one.action === action);
    if (at < 0) continue;
    const [{ values }] = kept.splice(at, 1);
    for (const field of fields(form)) {
      const found = values.findIndex(([name, type]) => name === field.name && type === field.type);
      if (found < 0) continue;
      const [[, , value]] = values.splice(found, 1);
      const isBox = Array.isArray(value);
      isChanged ||= isBox ? field.checked !== value[1] : field.value !== value;
      if (isBox) field.checked = value[1];
      else field.value = value;
    }
  }
  if (!isChanged) return;
  const note = document.createElement("p");
  note.className = "alert alert-warning";
  note.textContent = "What you had typed is back. It has not been sent yet.";
  document.querySelector("main [role=status]").append(note);
}

const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
if (draft) {
  if ("keepDrafts" in root.dataset) {
    // Sign-in, or an error: the form did not arrive, so it is due back.
    sessionStorage.setItem(KEY, JSON.stringify({ ...draft, isDue: true }));
  } else {
    sessionStorage.removeItem(KEY);
    if (draft.isDue && draft.page === page() && draft.person === root.dataset.person) giveBack(draft.kept);
  }
}

document.addEventListener("submit", (event) => {
  if (forms().includes(event.target)) keep();
  else if (event.target.getAttribute("action")?.endsWith("/logout/")) sessionStorage.removeItem(KEY);
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")?.includes("/account/login/")) keep();
});
