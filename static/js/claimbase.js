/* Small helps; every page works without them. */
(() => {
  // A changed filter sends its form; without this there is a button. A date or a number is typed key by
  // key: it is sent after a pause, or when the focus goes on to something that is not typed.
  const PAUSE = 600;
  const TYPED = "[type=date], [type=number]";
  let unsent = null;
  let timer;

  const sendsItself = (field) => field.form?.matches("[data-autosubmit]");
  const isTyped = (field) => field?.matches?.(TYPED) ?? false;
  // Until the fourth digit of the year is typed, a date is whole, but not the one that is meant.
  const isMidway = (field) => field.type === "date" && field.value !== "" && field.value < "1000";

  function settle() {
    clearTimeout(timer);
    unsent = null;
  }

  function send(form) {
    settle();
    form.requestSubmit();
  }

  function wait() {
    clearTimeout(timer);
    // A form that brings a new page with it would take the focus away.
    if (!unsent?.hasAttribute("hx-get")) return;
    timer = setTimeout(() => {
      const isWhole = unsent.checkValidity() && ![...unsent.elements].some(isMidway);
      if (isWhole) send(unsent);
    }, PAUSE);
  }

  document.addEventListener("input", (event) => {
    if (!isTyped(event.target) || !sendsItself(event.target)) return;
    unsent = event.target.form;
    wait();
  });
  document.addEventListener("keydown", (event) => {
    if (unsent && isTyped(event.target)) wait();
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (sendsItself(field) && field.type !== "search" && !isTyped(field)) send(field.form);
  });
  document.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (!unsent || event.target.form !== unsent || !isTyped(event.target)) return;
    // What sends the form itself, or goes elsewhere, needs no help; nor is a pair of dates torn apart.
    if (next?.form === unsent && (isTyped(next) || next.type === "submit")) return;
    if (unsent.checkValidity()) send(unsent);
  });
  document.addEventListener("submit", settle);
})();
