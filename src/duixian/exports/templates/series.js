"use strict";
(() => {
  // A source text is folded up until a link leads into it; before printing, derivations of years that no document states are unfolded.
  const show = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target?.closest("details.text");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", show);
  show();
  const unfolded = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details[data-print]:not([open])")) {
      each.open = true;
      unfolded.push(each);
    }
  });
  addEventListener("afterprint", () => {
    for (const each of unfolded.splice(0)) each.open = false;
  });
})();
