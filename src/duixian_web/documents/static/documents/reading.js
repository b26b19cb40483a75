/* The reading page: a figure opens beside the text, and J/K step through the figures. Without this script each figure is a link to its page. */
"use strict";
(() => {
  const text = document.getElementById("text"), detail = document.getElementById("detail");
  const waiting = document.getElementById("waiting");
  if (waiting) window.setTimeout(() => window.location.reload(), 4000);
  if (!text || !detail) return;
  const empty = detail.innerHTML;
  const marks = [...text.querySelectorAll("a.f[id]")];
  let current = null, asked = 0;
  const choose = (mark) => {
    if (current) for (const each of text.querySelectorAll(".on")) each.classList.remove("on");
    current = mark;
    document.body.classList.toggle("chosen", Boolean(mark));
    if (!mark) { detail.innerHTML = empty; return; }
    for (const each of text.querySelectorAll(`a[data-f="${mark.dataset.f}"]`)) each.classList.add("on");
    const number = ++asked;
    fetch(`${mark.getAttribute("href")}?part=1`, { headers: { "Accept": "text/html" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
      .then((html) => { if (number === asked) detail.innerHTML = html; })
      .catch(() => { if (number === asked) window.location.href = mark.href; });
  };
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("a.f");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const first = mark.id ? mark : text.querySelector(`a.f[id][data-f="${mark.dataset.f}"]`) || mark;
    choose(first);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(input|select|textarea)$/i.test(event.target.tagName)) return;
    const key = event.key.toLowerCase();
    if (key === "escape" && current) { const back = current; choose(null); back.focus(); return; }
    if ((key !== "j" && key !== "k") || !marks.length) return;
    const at = current ? marks.indexOf(current) : key === "j" ? -1 : marks.length;
    const next = marks[Math.min(Math.max(at + (key === "j" ? 1 : -1), 0), marks.length - 1)];
    next.focus({ preventScroll: true });
    // On a narrow screen the lower half is the figure's.
    next.scrollIntoView({ block: window.matchMedia("(max-width: 62rem)").matches ? "start" : "center" });
    choose(next);
  });
  const asking = window.location.hash.slice(1);
  const wanted = asking && document.getElementById(asking);
  if (wanted && wanted.matches("a.f")) choose(wanted);
})();
