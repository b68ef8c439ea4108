// What the editor needs beside Wagtail's own: no last words lost, and the first mistake found.
(() => {
  // The rich text editor hands its text over 250 ms after a key: whoever submits sooner waits.
  const HANDED_OVER = 350;
  const writing = (event) => event.target.closest?.(".DraftEditor-root, [data-draftail-editor-wrapper]");
  let lastKey = 0;
  for (const type of ["keydown", "beforeinput", "paste", "cut", "drop"]) {
    document.addEventListener(type, (event) => { if (writing(event)) lastKey = Date.now(); }, true);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-edit-form] button[type=submit]");
    const rest = lastKey + HANDED_OVER - Date.now();
    if (!button || rest <= 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => button.click(), rest);
  }, true);

  // After a refused form: to the first field that needs something.
  const showFirstMistake = () => {
    const message = document.querySelector("[data-edit-form] .w-field__errors .error-message, [data-edit-form] .w-field--error .error-message");
    const field = message?.closest(".w-field, .w-panel");
    const target = field?.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true], button");
    if (!target) return;
    field.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  window.addEventListener("load", () => setTimeout(showFirstMistake, 300));
})();
