// The line that is read on the right is marked on the left, and the address follows, so that coming back leads to the same one.
(() => {
  "use strict";
  document.addEventListener("htmx:afterSwap", (event) => {
    const link = event.detail.requestConfig?.elt;
    if (!link?.dataset.number) return;
    document.querySelectorAll("[data-number][aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    const url = new URL(location.href);
    url.searchParams.set("case", link.dataset.number);
    history.replaceState(null, "", url);
  });
})();
