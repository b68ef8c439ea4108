// The search page without reloading: filters and links act at once, and the field suggests while
// one types. Without it the page is a form and links, and everything works as well.
(() => {
  "use strict";

  const page = document.querySelector("[data-search]");
  const form = document.getElementById("search");
  const field = form.elements.q;
  const status = page.querySelector("[role=status]");
  page.classList.add("is-live");

  // Another search in place of this one

  let request = null;

  const address = () => {
    const asked = new URLSearchParams(new FormData(form));
    return `${form.action}?${asked}`;
  };

  const keep = (element) => element && { name: element.name, value: element.value };
  const refocus = (kept) => {
    if (!kept?.name || kept.name === "q") return;
    page.querySelector(`[name="${CSS.escape(kept.name)}"][value="${CSS.escape(kept.value)}"]`)?.focus();
  };

  const show = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html");
    const focused = keep(document.activeElement?.closest("[data-search-filters] input"));
    const isOpen = page.querySelector("details")?.open;
    for (const part of ["[data-search-filters]", "[data-search-told]", "[data-search-results]", "[data-search-kept]"]) {
      page.querySelector(part).innerHTML = next.querySelector(part).innerHTML;
    }
    if (isOpen) page.querySelector("details")?.setAttribute("open", "");
    status.textContent = next.querySelector("[data-search] [role=status]").textContent;
    document.title = next.title;
    // The links to this page in other languages lead to this search.
    const links = document.querySelectorAll("[data-languages] a");
    next.querySelectorAll("[data-languages] a").forEach((link, index) => { links[index].href = link.href; });
    field.value = next.getElementById("search").elements.q.value;
    refocus(focused);
  };

  const load = async (url, { remember = true } = {}) => {
    request?.abort();
    request = new AbortController();
    page.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal: request.signal });
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.text());
      if (remember) history.pushState({}, "", url);
    } catch (failure) {
      if (failure.name === "AbortError") return;
      location.assign(url);
    }
    page.removeAttribute("aria-busy");
  };

  page.addEventListener("change", (event) => {
    if (event.target.matches("[data-search-filters] input")) load(address());
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    load(address());
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !link.closest("[data-search-live]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(link.href);
    status.focus({ preventScroll: true });
    page.scrollIntoView({ block: "start" });
  });
  window.addEventListener("popstate", () => load(location.href, { remember: false }));

  // Suggestions while typing: a combobox with a list (WAI-ARIA Authoring Practices)

  const PAUSE = 150;
  const list = document.getElementById("search-suggestions");
  // Only now: without this script the field is a search box like any other.
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  let timer = null;
  let asked = null;
  let current = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    current = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const point = (place) => {
    const all = options();
    current = (place + all.length + 1) % (all.length + 1);
    // One place beyond the last option is the field itself.
    if (current === all.length) current = -1;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === current)));
    if (current < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", all[current].id);
      all[current].scrollIntoView({ block: "nearest" });
    }
  };

  // A link in the list: the browser opens it by click, in a tab of its own too, and not while
  // somebody scrolls.
  const option = ({ label, kind, url, tag }, index) => {
    const link = document.createElement("a");
    link.id = `search-suggestion-${index}`;
    link.href = url;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    const text = document.createElement("span");
    text.lang = tag;
    text.textContent = label;
    const sort = document.createElement("span");
    sort.className = "kind";
    sort.textContent = list.dataset[kind] || "";
    link.append(text, " ", sort);
    const item = document.createElement("li");
    item.setAttribute("role", "none");
    item.append(link);
    return item;
  };

  const suggest = async () => {
    const typed = field.value.trim();
    if (typed.length < 2) return;
    asked = new AbortController();
    try {
      const url = `${list.dataset.source}?${new URLSearchParams({ q: typed })}`;
      const answer = await (await fetch(url, { signal: asked.signal })).json();
      list.replaceChildren(...answer.suggestions.map(option));
    } catch {
      return; // no suggestions, no harm
    }
    if (!list.children.length || document.activeElement !== field) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  };

  field.addEventListener("input", () => {
    // What is listed is for another text: nothing of it is meant any more.
    close();
    timer = setTimeout(suggest, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      point(event.key === "ArrowDown" ? current + 1 : current < 0 ? options().length - 1 : current - 1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      options()[current].click();
    }
  });
  field.addEventListener("blur", close);
  // The field keeps the focus, and the list its options.
  list.addEventListener("mousedown", (event) => event.preventDefault());
})();
