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
