"use strict";
(() => {
  const root = document.documentElement, byId = (id) => document.getElementById(id);
  const form = byId("tools"), list = byId("lines"), panel = byId("panel"), sheet = byId("sheet");
  const lines = [...list.children], field = form.elements;
  root.classList.add("js");
  form.querySelector(".filters").hidden = false;
  document.querySelector("main > .keys").hidden = false;

  // Filters. Words are gathered when somebody first searches.
  let words = null;
  const textOf = (line, index) => {
    words ??= lines.map((each) => each.textContent.toLowerCase());
    return words[index];
  };
  // Every select but that of the order filters by the data of its name, which may hold several values; so does each tick.
  const selects = [...form.querySelectorAll("select")].map((each) => each.name).filter((name) => name !== "sort");
  const ticks = [...form.querySelectorAll(".tick input")];
  const chosen = (name) => field[name]?.value ?? "";
  const apply = () => {
    const verdicts = [...form.querySelectorAll("[name=verdict]:checked")].map((box) => box.value);
    const wanted = field.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    lines.forEach((line, index) => {
      const data = line.dataset;
      const fits = (!verdicts.length || verdicts.includes(data.verdict))
        && selects.every((name) => !chosen(name) || data[name].split("|").includes(chosen(name)))
        && ticks.every((box) => !box.checked || box.name in data)
        && (!wanted.length || wanted.every((part) => textOf(line, index).includes(part)));
      line.hidden = !fits;
      shown += fits;
    });
    field.count.textContent = shown === lines.length ? String(shown) : `${shown} / ${lines.length}`;
    byId("none").hidden = shown > 0;
  };

  const verdicts = ["missed", "partly", "undecidable", "unreported", "met", "open"];
  const number = new Map(lines.map((line, index) => [line, index]));
  const last = "\uffff";
  const compare = {
    order: () => 0,
    due: (a, b) => (a.due || last).localeCompare(b.due || last),
    verdict: (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict),
    topic: (a, b) => (a.topic || last).localeCompare(b.topic || last),
    score: (a, b) => Number(a.score || 2) - Number(b.score || 2),
  };
  const sort = () => {
    const way = field.sort.value, by = compare[way] ?? ((a, b) => a[way].localeCompare(b[way]));
    list.append(...[...lines].sort((a, b) => by(a.dataset, b.dataset) || number.get(a) - number.get(b)));
  };
  form.addEventListener("input", (event) => event.target === field.sort ? sort() : apply());
  form.addEventListener("reset", () => setTimeout(() => {
    for (const box of ticks) box.checked = false;
    sort();
    apply();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());

  // Source texts: a document's text is moved into the panel while it is shown.
  let home = null;
  const putBack = () => {
    if (!home) return;
    for (const mark of sheet.querySelectorAll(".on")) mark.classList.remove("on");
    home.append(...sheet.children);
    home = null;
  };
  const open = (id) => {
    const target = byId(id), text = target?.closest("details.text") ?? (home && sheet.contains(target) ? home : null);
    if (!target || !text) return false;
    if (text !== home) {
      putBack();
      home = text;
      byId("panel-title").textContent = text.querySelector("summary").firstChild.textContent.trim();
      sheet.append(text.querySelector("article"));
    }
    for (const mark of sheet.querySelectorAll(".on")) mark.classList.remove("on");
    // The id stands at the link itself, or at an empty element inside it for a mark that begins where another does.
    const index = id.split("-")[1];
    for (const mark of sheet.querySelectorAll(`[data-f="${index}"], [data-also~="${index}"]`)) mark.classList.add("on");
    if (!panel.open) panel.showModal();
    (sheet.querySelector(".on") ?? target).scrollIntoView({ block: "center" });
    sheet.focus({ preventScroll: true });
    return true;
  };
  panel.addEventListener("close", putBack);
  panel.addEventListener("click", (event) => {
    const mark = event.target.closest("#sheet a[data-f]");
    if (mark) {
      event.preventDefault();
      const line = byId(decodeURIComponent(mark.hash.slice(1)));
      panel.close();
      if (line) go(line);
    } else if (event.target === panel) {
      panel.close();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.source");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && open(link.hash.slice(1))) event.preventDefault();
  });

  // Keys.
  const go = (line) => {
    if (line.hidden) { form.reset(); apply(); }
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", "#" + line.id);
  };
  const step = (way) => {
    const shown = [...list.children].filter((line) => !line.hidden), here = document.activeElement?.closest?.(".line");
    let index = shown.indexOf(here);
    if (index < 0) {
      const next = shown.findIndex((line) => line.getBoundingClientRect().bottom > 120);
      index = way > 0 ? next - 1 : next;
    }
    const line = shown[index + way];
    if (line) go(line);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || panel.open) return;
    if (event.target.matches?.("input[type=search]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.target.matches?.("select")) return;
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "/") field.search.focus();
    else if (key === "enter" && event.target.matches?.(".line")) event.target.querySelector("a.source").click();
    else return;
    event.preventDefault();
  });
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1)), line = byId(id);
    if (line?.matches(".line")) {
      if (line.hidden) form.reset();
      setTimeout(() => line.scrollIntoView({ block: "start" }));
    }
    else if (/^d\d+-\d+$/.test(id)) open(id);
  };
  addEventListener("hashchange", follow);
  // A browser that comes back to the page keeps what was chosen.
  sort();
  apply();
  follow();
})();
