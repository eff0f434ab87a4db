/* After a facet changed: what was unfolded stays so, the focus stays where it was, and what was typed is
   there again when the browser comes back. */
let open = [];
let focused = "";

const isList = (event) => event.detail.target?.id === "results";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isList(event)) return;
  open = [...document.querySelectorAll("#claims details")].map((one) => [one.id, one.open]);
  focused = document.activeElement?.id ?? "";
});

/* Pages to go back to are kept as they are written, and fields that are typed in are not written anew. */
function writeDown() {
  const asked = new URLSearchParams(location.search);
  for (const field of document.querySelectorAll("#q, #after, #before, #min_origins")) {
    const inForce = asked.get(field.name) ?? "";
    if (field.defaultValue !== inForce) field.defaultValue = inForce;
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "results") writeDown();
  for (const [id, wasOpen] of open) {
    const now = document.getElementById(id);
    // What was chosen in it unfolds it; nothing folds it but a person.
    if (now) now.open = wasOpen || now.open;
  }
  // Who has gone on meanwhile stays there.
  if (focused && document.activeElement === document.body) {
    (document.getElementById(focused) ?? document.getElementById("results-head"))?.focus({ preventScroll: true });
  }
  open = [];
  focused = "";
});
