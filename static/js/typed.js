/* What stands in the forms of a page, to be kept and put back. */
export function forms() {
  return [...document.querySelectorAll("form")].filter(
    (form) => form.matches("[method=post], [hx-post]") && !form.matches("[data-no-draft]"),
  );
}

function fields(form) {
  return [...form.elements].filter(
    (field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=password], [type=file])"),
  );
}

const actionOf = (form) => form.getAttribute("action") ?? form.getAttribute("hx-post");
const isBox = (field) => field.matches("[type=checkbox], [type=radio]");

export function typed() {
  return forms().map((form) => ({
    action: actionOf(form),
    values: fields(form).map((f) => [f.name, f.type, isBox(f) ? [f.value, f.checked] : f.value]),
  }));
}

/* Put what was kept into the forms it came from, in sight; true when that changed something. */
export function putBack(kept) {
  let isChanged = false;
  for (const form of forms()) {
    const at = kept.findIndex((one) => one.action === actionOf(form));
    if (at < 0) continue;
    const [{ values }] = kept.splice(at, 1);
    for (const field of fields(form)) {
      const found = values.findIndex(([name, type]) => name === field.name && type === field.type);
      if (found < 0) continue;
      const [[, , value]] = values.splice(found, 1);
      const isOther = isBox(field) ? field.checked !== value[1] : field.value !== value;
      if (!isOther) continue;
      isChanged = true;
      if (isBox(field)) field.checked = value[1];
      else field.value = value;
      for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
  }
  return isChanged;
}
