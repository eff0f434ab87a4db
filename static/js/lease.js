/* Whoever is at an item goes on having it; whoever leaves frees it. */
const EVERY = 60_000;
let held = null;
let since = 0;

const lease = () => document.querySelector("[data-lease][data-stamp]");
const address = () => document.querySelector("[data-review]").dataset.review;

function form(values) {
  const csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return new URLSearchParams({ csrfmiddlewaretoken, ...values });
}

async function renew() {
  const mine = lease();
  if (!mine) return;
  if (mine !== held) [held, since] = [mine, Date.now()];
  if (Date.now() - since < EVERY) return;
  since = Date.now();
  const queue = new URLSearchParams(location.search).get("queue") ?? "";
  const answer = await fetch(`${address()}renew/`, { method: "POST", body: form({ queue }) }).catch(() => null);
  if (!answer?.ok || answer.redirected || !mine.isConnected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-lease]");
  if (fresh) mine.replaceWith(fresh);
}

for (const kind of ["keydown", "pointerdown", "scroll"]) {
  document.addEventListener(kind, renew, { passive: true });
}
let isKept = false;
document.addEventListener("click", (event) => (isKept = Boolean(event.target.closest("[data-keeps-lease]"))));
addEventListener("pagehide", () => {
  // A page of the same item goes on with it.
  const mine = isKept ? null : lease();
  if (mine) navigator.sendBeacon(`${address()}release/`, form({ stamp: mine.dataset.stamp }));
});
addEventListener("pageshow", (event) => event.persisted && location.reload());
