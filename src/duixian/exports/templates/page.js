"use strict";
(() => {
  // Code points are counted in Python only: here a figure is known by its number, never by an offset.
  const root = document.documentElement, byId = (id) => document.getElementById(id);
  let at = root.dataset.ui === "en" ? 1 : 0;
  let refresh = () => {};

  byId("language").addEventListener("click", () => {
    at = 1 - at;
    root.dataset.ui = at ? "en" : "zh";
    root.lang = at ? "en" : "zh-CN";
    for (const input of document.querySelectorAll("[data-zh]")) {
      input.placeholder = at ? input.dataset.en : input.dataset.zh;
      input.setAttribute("aria-label", input.placeholder);
    }
    refresh();
  });

  const source = byId("data");
  if (!source) return;
  const { figures, words, source: origin } = JSON.parse(source.textContent);
  const body = document.body, detail = byId("detail"), rows = [...document.querySelectorAll("tr[data-f]")];
  const tbody = rows.length ? rows[0].parentNode : null, marks = figures.map(() => []);
  const article = byId("text"), scroller = document.querySelector(".scroll"), search = byId("search");
  for (const mark of article.querySelectorAll("a[data-f]")) marks[mark.dataset.f].push(mark);
  const rowOf = new Map(rows.map((row) => [Number(row.dataset.f), row]));
  const texts = figures.map((it) => [it.text, it.indicator, it.indicator_id, it.unit, it.period, it.scope, it.of, it.section,
    ...words.role[it.role], ...words.kind[it.kind]].filter(Boolean).join(" ").toLowerCase());
  const hidden = new Set();
  let current = -1, onlyLow = false;

  const word = (list, key) => words[list][key][at];
  const matches = (row) => !row.classList.contains("unmatched");
  const visible = (index) => !hidden.has(figures[index].role) && (!onlyLow || figures[index].low) && matches(rowOf.get(index));
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    node.textContent = text;
    if (name) node.className = name;
    return node;
  };

  // One mark and one row can be reached by Tab: the chosen ones, else the first.
  const reachable = (index, yes) => {
    for (const mark of marks[index] ?? []) mark.tabIndex = yes ? 0 : -1;
    const link = rowOf.get(index)?.querySelector("a");
    if (link) link.tabIndex = yes ? 0 : -1;
  };
  figures.forEach((_, index) => reachable(index, index === 0));

  const describe = () => {
    figures.forEach((it, index) => {
      const said = `${it.text} — ${word("role", it.role)}${it.indicator ? ", " + it.indicator : ""}${it.period ? ", " + it.period : ""}`;
      if (marks[index].length) marks[index][0].setAttribute("aria-label", said);
    });
  };

  const unknown = () => make("span", word("page", "unknown"), "unknown");
  const fill = (name, ...nodes) => byId("d-" + name).replaceChildren(...nodes);
  const show = (it) => {
    byId("d-text").textContent = it.text;
    byId("d-text").href = "#c" + it.id;
    fill("indicator", it.indicator ? it.indicator : unknown(), ...(it.indicator_id ? [" ", make("small", it.indicator_id)] : []));
    fill("value", it.value, ...(it.unit ? [" " + it.unit] : []));
    fill("bound", make("span", word("bound", it.bound)), " ", make("small", it.bound === "range" ? "" : it.bound));
    fill("kind", word("kind", it.kind));
    fill("role", make("span", word("role", it.role), "f " + it.role));
    fill("period", it.period ?? unknown());
    fill("scope", it.scope === "self" ? word("page", "self") : it.scope);
    fill("of", it.of ?? "");
    byId("d-of").parentNode.hidden = it.of === null;
    const meter = make("meter", "");
    Object.assign(meter, { min: 0, max: 1, low: .5, high: .8, optimum: 1, value: Number(it.confidence) });
    fill("confidence", meter, it.confidence);
    const doubts = document.createElement("ul");
    for (const [field, reason] of it.doubts) doubts.append(make("li", `${words.field[field]?.[at] ?? field}: ${reason}`));
    fill("doubts", it.doubts.length ? doubts : word("page", "no_doubts"));
    fill("section", it.section || "—");
    const page = it.page === null ? "" : " · " + word("page", "on_page").replace("{page}", it.page);
    fill("place", `${word("page", "characters")} ${it.start}–${it.end}${page}`);
  };

  const choose = (index, { text = true, table = true, focus = false } = {}) => {
    if (current >= 0) {
      for (const mark of marks[current]) { mark.classList.remove("on"); mark.removeAttribute("aria-current"); }
      rowOf.get(current).classList.remove("on");
      reachable(current, false);
    }
    current = index;
    body.classList.toggle("chosen", index >= 0);
    detail.querySelector(".filled").hidden = index < 0;
    detail.querySelector(".empty").hidden = index >= 0;
    if (index < 0) {
      reachable(0, true);
      history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    show(figures[index]);
    detail.scrollTop = 0;
    for (const mark of marks[index]) { mark.classList.add("on"); mark.setAttribute("aria-current", "true"); }
    reachable(0, false);
    reachable(index, true);
    const row = rowOf.get(index), mark = marks[index][0];
    row.classList.add("on");
    if (table && scroller.scrollHeight > scroller.clientHeight + 4) {
      const top = row.offsetTop - scroller.clientHeight / 3;
      if (row.offsetTop < scroller.scrollTop + 40 || row.offsetTop > scroller.scrollTop + scroller.clientHeight - 40) scroller.scrollTop = top;
    }
    if (mark && text) {
      const box = mark.getBoundingClientRect();
      const top = document.querySelector(".tools").getBoundingClientRect().bottom + 12;
      const sheet = getComputedStyle(detail).position === "fixed" ? detail.offsetHeight : 0;
      if (box.top < top || box.bottom > innerHeight - sheet - 40) {
        scrollBy({ top: box.top - (innerHeight - sheet) / 3, behavior: "instant" });
      }
    }
    if (mark && focus) mark.focus({ preventScroll: true });
    history.replaceState(null, "", "#c" + figures[index].id);
  };

  const firstInView = (way) => {
    for (let index = 0; index < figures.length; index++) {
      const mark = marks[index][0];
      if (mark && mark.getBoundingClientRect().top > 60) return way > 0 ? index - 1 : index;
    }
    return -1;
  };
  const step = (way) => {
    let index = current >= 0 ? current : firstInView(way);
    do index += way; while (index >= 0 && index < figures.length && !visible(index));
    if (index >= 0 && index < figures.length) choose(index, { focus: true });
  };

  const recount = () => {
    const shown = figures.reduce((sum, _, index) => sum + visible(index), 0);
    byId("count").textContent = shown === figures.length ? String(shown) : `${shown} / ${figures.length}`;
    document.querySelector(".none").hidden = shown > 0;
  };
  for (const box of document.querySelectorAll("[data-role]")) {
    const update = () => {
      body.classList.toggle("off-" + box.dataset.role, !box.checked);
      if (box.checked) hidden.delete(box.dataset.role); else hidden.add(box.dataset.role);
      recount();
    };
    box.addEventListener("change", update);
    if (!box.checked) update();
  }
  byId("doubtful").addEventListener("change", (event) => {
    onlyLow = event.target.checked;
    body.classList.toggle("only-low", onlyLow);
    recount();
  });
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.classList.toggle("unmatched", !wanted.every((part) => texts[row.dataset.f].includes(part)));
    recount();
  });

  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const order = ["target", "estimate", "actual", "reference"];
  const compare = {
    start: (a, b) => a.start - b.start,
    number: (a, b) => a.number - b.number,
    confidence: (a, b) => a.confidence - b.confidence,
    role: (a, b) => order.indexOf(a.role) - order.indexOf(b.role),
    period: (a, b) => collator.compare(a.period ?? "\uffff", b.period ?? "\uffff"),
    indicator: (a, b) => collator.compare(a.indicator ?? "\uffff", b.indicator ?? "\uffff"),
  };
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const head = button.parentNode, down = head.getAttribute("aria-sort") === "ascending", by = compare[button.dataset.sort];
      for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      rows.sort((a, b) => sign * by(figures[a.dataset.f], figures[b.dataset.f]) || a.dataset.f - b.dataset.f);
      if (tbody) tbody.append(...rows);
    });
  }

  article.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-f]");
    if (!mark) return;
    event.preventDefault();
    choose(Number(mark.dataset.f), { text: false });
  });
  tbody?.addEventListener("click", (event) => {
    event.preventDefault();
    const row = event.target.closest("tr[data-f]");
    if (row) choose(Number(row.dataset.f), { table: false });
  });
  byId("d-text").addEventListener("click", (event) => { event.preventDefault(); choose(current, { focus: true }); });
  byId("close").addEventListener("click", () => choose(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));

  const cite = byId("cite");
  cite.addEventListener("click", async () => {
    const it = figures[current];
    const said = `「${it.text}」 ${it.indicator ?? ""} — ${origin.title} (${origin.document}), ${byId("d-place").textContent}, SHA-256 ${origin.sha256}`;
    try {
      await navigator.clipboard.writeText(said);
      const label = [...cite.childNodes];
      cite.textContent = word("page", "cited");
      setTimeout(() => cite.replaceChildren(...label), 1500);
    } catch {
      prompt("", said);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) {
      if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); search.blur(); }
      return;
    }
    const row = event.target.closest?.("tr[data-f]");
    const key = event.key.toLowerCase();
    if (key === "j" || key === "arrowright" || (row && key === "arrowdown")) step(1);
    else if (key === "k" || key === "arrowleft" || (row && key === "arrowup")) step(-1);
    else if (key === "escape" && current >= 0) choose(-1);
    else if (key === "/") search.focus();
    else return;
    event.preventDefault();
  });

  const follow = () => {
    const index = figures.findIndex((it) => "#c" + it.id === location.hash);
    if (index >= 0 && index !== current) choose(index);
  };
  addEventListener("hashchange", follow);
  refresh = () => { describe(); if (current >= 0) show(figures[current]); };
  describe();
  recount();
  follow();
})();
