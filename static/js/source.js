// The source of a translation beside the editor: for each field and each block its text, which a
// screen too narrow for two columns shows above it. A block is known by its id, which the copy
// keeps, so paragraphs may be added, moved and taken away; what of the source has no counterpart
// then is listed below the field.
document.addEventListener("DOMContentLoaded", () => {
  const source = document.querySelector("[data-source]");
  const form = document.querySelector("[data-edit-form]");
  if (!source || !form) return;
  const parts = [...source.querySelectorAll("[data-source-field]")];
  const byPath = (path) => form.querySelector(`[data-contentpath="${CSS.escape(path)}"]`);

  const beside = (part) => {
    const details = document.createElement("details");
    details.className = "source-beside";
    details.open = true;
    const summary = document.createElement("summary");
    summary.textContent = source.dataset.sourceLabel;
    details.append(summary, part.cloneNode(true));
    return details;
  };

  const stands = (element) => {
    const gone = element?.querySelector(":scope > input[name$='-deleted']");
    return element && gone?.value !== "1";
  };

  const missing = new Map();
  const place = () => {
    const without = new Map();
    for (const part of parts) {
      const { sourceField: field, sourceBlock: block } = part.dataset;
      const element = byPath(block ?? field);
      if (stands(element)) {
        const panel = block ? element.querySelector(".w-panel__content") : element.closest(".w-panel__content");
        if (panel && !panel.querySelector(":scope > .source-beside")) {
          panel.classList.add("with-source");
          panel.prepend(beside(part));
        }
      } else if (block) {
        without.set(field, [...(without.get(field) ?? []), part]);
      }
    }
    for (const field of new Set(parts.map((part) => part.dataset.sourceField))) list(field, without.get(field) ?? []);
  };

  const list = (field, left) => {
    const ids = left.map((part) => part.dataset.sourceBlock).join();
    if ((missing.get(field)?.ids ?? "") === ids) return;
    missing.get(field)?.element.remove();
    const element = source.querySelector("[data-source-missing]").cloneNode(true);
    element.append(...left.map((part) => part.cloneNode(true)));
    missing.set(field, { ids, element });
    if (left.length) byPath(field)?.closest(".w-panel__content")?.append(element);
  };

  form.classList.add("has-source");
  form.prepend(source.querySelector("[data-source-head]"));
  let waiting = null;
  const soon = () => {
    waiting ??= setTimeout(() => { waiting = null; place(); }, 200);
  };
  new MutationObserver(soon).observe(form, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["style", "aria-hidden", "value"],
  });
  place();
});
