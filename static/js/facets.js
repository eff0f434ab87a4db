/* After a facet changed: what was unfolded stays so, and the focus stays where it was. */
let open = [];
let focused = "";

const isList = (event) => event.detail.target?.id === "results";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isList(event)) return;
  open = [...document.querySelectorAll("#claims details")].map((one) => [one.id, one.open]);
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSettle", () => {
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
