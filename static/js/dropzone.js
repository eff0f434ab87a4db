/* Files, folders and archives by drop or choice; the form works without any of this. */
import { sendAll } from "./sending.js";

const form = document.querySelector("form[data-dropzone]");
const zone = form.querySelector(".dropzone");
const find = (name) => form.querySelector(`[data-${name}]`);
const inputs = [...form.querySelectorAll("input[type=file]")];
let dropped = [];

const chosen = () =>
  new Map([
    ...inputs.flatMap((input) => [...input.files].map((file) => [file.webkitRelativePath || file.name, file])),
    ...dropped,
  ]);

function tell() {
  const names = [...chosen().keys()];
  find("note").textContent = names.length > 1 ? `${names.length} files chosen: ${names[0]} and others` : (names[0] ?? "");
  find("clear").hidden = !names.length;
}

async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => entry.file(found, failed));
    dropped.push([entry.fullPath.slice(1), file]);
    return;
  }
  const reader = entry.createReader();
  const some = () => new Promise((found, failed) => reader.readEntries(found, failed));
  // A reader gives a folder in parts, and an empty one at the end.
  for (let part = await some(); part.length; part = await some()) for (const inner of part) await walk(inner);
}

for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", name.startsWith("dragen") || name === "dragover");
  });
}
zone.addEventListener("drop", async (event) => {
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  for (const entry of entries) await walk(entry);
  tell();
});
form.addEventListener("change", tell);
find("clear").addEventListener("click", () => {
  for (const input of inputs) input.value = "";
  dropped = [];
  tell();
});

form.addEventListener("submit", async (event) => {
  const files = chosen();
  if (!files.size) return;
  event.preventDefault();
  const [bar, button] = [find("sent"), form.querySelector("button:not([type])")];
  [bar.hidden, button.disabled] = [false, true];
  find("problems").textContent = "";
  const answer = await sendAll(form, files, (sent, total) => {
    [bar.max, bar.value] = [total, sent];
    find("note").textContent = `${sent} of ${total} files sent`;
  });
  if (!answer.problems) return location.assign(answer.batch ?? form.action);
  [bar.hidden, button.disabled] = [true, false];
  find("problems").textContent = answer.problems.join(" ");
});
tell();
