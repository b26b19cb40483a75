/* Small help for keyboard and forms; every page works without it. */
"use strict";
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
for (const form of document.querySelectorAll("form[method=post]")) {
  // A second press of the button sends nothing twice.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 3000);
  });
}
/* Links with a key of their own. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
  if (typing && event.key !== "Escape") return;
  for (const link of document.querySelectorAll("a[data-key]")) {
    if (link.dataset.key.toLowerCase() === event.key.toLowerCase()) { event.preventDefault(); link.click(); return; }
  }
});
