// The search page without reloading: filters and links act at once, and the field suggests while
// one types. Without it the page is a form and links, and everything works as well.
(() => {
  "use strict";

  const page = document.querySelector("[data-search]");
  const form = document.getElementById("search");
  const field = form.elements.q;
  const status = page.querySelector("[role=status]");
  page.classList.add("is-live");

  // Another search in place of this one. More may be chosen before an answer comes, when links and
  // boxes are still those of the search that is shown: so each is a change to what is wanted.

  const asFormHas = (form) => new URLSearchParams(new FormData(form));
  const has = (search, [name, value]) => search.getAll(name).includes(value);
  // Whatever changes, its hits are read from the first page on.
  const without = (search, isGone = () => false) =>
    new URLSearchParams([...search].filter((pair) => pair[0] !== "page" && !isGone(pair)));

  let request = null;
  let shown = asFormHas(form);
  let wanted = shown;

  const withTyped = (search) => {
    search.set("q", field.value);
    return search;
  };
  const withBox = ({ name, value, checked }) => {
    const search = without(wanted, (pair) => pair[0] === name && pair[1] === value);
    if (checked) search.append(name, value);
    return withTyped(search);
  };
  // A link means what it has more or less than the search it is shown with.
  const withLink = (link) => {
    const linked = new URL(link.href).searchParams;
    const search = without(wanted, (pair) => has(shown, pair) && !has(linked, pair));
    for (const pair of linked) if (!has(shown, pair)) search.set(...pair);
    return search;
  };

  const tick = () => {
    for (const box of page.querySelectorAll("[data-search-filters] input")) {
      box.checked = has(wanted, [box.name, box.value]);
    }
  };

  const again = ({ name, value }) =>
    name && page.querySelector(`[data-search-filters] [name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);

  const show = (next, isTypedSince) => {
    const nextForm = next.getElementById("search");
    const focused = document.activeElement;
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
    if (!isTypedSince) field.value = nextForm.elements.q.value;
    // Else keys would begin at the top of the page again.
    if (!focused.isConnected) (again(focused) || status).focus();
    shown = wanted = asFormHas(nextForm);
  };

  // The address without what leads to a place in the page.
  const place = () => location.href.split("#")[0];
  let here = place();

  const remember = (url) => {
    if (url === here) return;
    history.replaceState({ top: scrollY }, "");
    history.pushState({}, "", url);
    here = place();
  };

  // Resolves to whether the answer is shown: not if something else is wanted before it comes.
  const load = async (url, isBack = false) => {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const typed = field.value;
    page.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal });
      if (!answer.ok) throw new Error(answer.status);
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!isBack) remember(url);
      show(next, !isBack && field.value !== typed);
      return true;
    } catch {
      if (!signal.aborted) location.assign(url);
      return false;
    } finally {
      if (!signal.aborted) page.removeAttribute("aria-busy");
    }
  };

  const ask = (search) => {
    wanted = search;
    tick();
    return load(`${form.action}?${search}`);
  };

  page.addEventListener("change", (event) => {
    if (event.target.matches("[data-search-filters] input")) ask(withBox(event.target));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    ask(withTyped(without(wanted)));
  });
  page.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !link.closest("[data-search-live]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    status.focus({ preventScroll: true });
    // Not before: how far the page was scrolled is remembered with the search that is left.
    if (await ask(withLink(link))) page.scrollIntoView({ block: "start" });
  });
  window.addEventListener("popstate", async (event) => {
    if (place() === here) return;
    here = place();
    wanted = new URL(here).searchParams;
    if (await load(here, true)) scrollTo(0, event.state?.top ?? scrollY);
  });
  // Left for an answer that did not come, and come back to: the boxes are those of the results.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    close();
    wanted = shown;
    tick();
  });

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
    if (typed.length < 2) return close();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const url = `${list.dataset.source}?${new URLSearchParams({ q: typed })}`;
      const answer = await (await fetch(url, { signal })).json();
      list.replaceChildren(...answer.suggestions.map(option));
    } catch {
      if (!signal.aborted) close(); // no suggestions, no harm
      return;
    }
    if (!list.children.length || document.activeElement !== field) return close();
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    point(-1); // What is listed is for another text: nothing of it is meant any more.
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
