// What the editor needs beside Wagtail's own: nothing lost or saved twice when someone submits,
// and the first mistake found.
(() => {
  // The rich text editor hands its text over 250 ms after a key or after it loses the focus.
  const HANDED_OVER = 350;
  const PATIENCE = 6000;
  let lastChange = 0;
  let autosave = null;
  let submitted = false;

  const writing = (event) => event.target.closest?.(".DraftEditor-root, [data-draftail-editor-wrapper]");
  for (const type of ["keydown", "beforeinput", "paste", "cut", "drop", "focusout"]) {
    document.addEventListener(type, (event) => { if (writing(event)) lastChange = Date.now(); }, true);
  }

  // An automatic save beside the submission would leave a second draft of a new page.
  document.addEventListener("w-autosave:save", (event) => {
    if (submitted) event.preventDefault();
    else autosave = event;
  });
  for (const type of ["w-autosave:success", "w-autosave:error"]) {
    document.addEventListener(type, () => { autosave = null; });
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-edit-form]") || event.defaultPrevented) return;
    submitted = true;
    autosave?.preventDefault();
  });

  const ready = () => !autosave && Date.now() - lastChange > HANDED_OVER;
  let passing = false;
  const clickWhenReady = (button, since) => {
    if (!ready() && Date.now() - since < PATIENCE) {
      setTimeout(() => clickWhenReady(button, since), 50);
      return;
    }
    passing = true;
    button.click();
    passing = false;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-edit-form] button[type=submit]");
    if (!button || passing || ready()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clickWhenReady(button, Date.now());
  }, true);

  // Wagtail gives the box one writes a text in no name: it is called what its block is.
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches?.("[contenteditable=true]:not([aria-label])")) return;
    const heading = target.closest("[data-panel]")?.querySelector("[data-panel-heading-text], [data-panel-heading]");
    if (heading) target.setAttribute("aria-label", heading.textContent.replace("*", "").trim());
  });

  // After a refused form: to the first field that needs something, once Wagtail's scripts have
  // made it, and unless someone writes already.
  const showFirstMistake = (attempts) => {
    const message = document.querySelector("[data-edit-form] .w-field__errors .error-message, [data-edit-form] .w-field--error .error-message");
    const field = message?.closest(".w-field, .w-panel");
    // Not the first button of a text, which adds something to it.
    const target = field?.querySelector("[contenteditable=true]") ??
      field?.querySelector("input:not([type=hidden]), textarea, select");
    if (target && document.activeElement === document.body) {
      field.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    } else if (attempts) {
      setTimeout(() => showFirstMistake(attempts - 1), 200);
    }
  };
  window.addEventListener("load", () => showFirstMistake(15));
})();
