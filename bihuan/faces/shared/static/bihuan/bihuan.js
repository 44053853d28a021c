// Keyboard, lists, forms. Every page works without this file.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  window.say = (words) => { const live = $("#live"); if (live) { live.textContent = ""; setTimeout(() => { live.textContent = words; }, 50); } };

  // --- keyboard: / ? j k g-h, Ctrl+Enter, Esc ---
  let before = "";
  const links = () => all("[data-list] a[data-item], .thing-list .thing-link");
  const step = (by) => {
    const rows = links();
    if (!rows.length) return;
    let here = rows.indexOf(document.activeElement);
    if (here < 0) here = rows.findIndex((row) => row.getAttribute("aria-current"));
    const next = rows[Math.min(Math.max(here < 0 ? 0 : here + by, 0), rows.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    "/": () => $("[data-shortcut='/']")?.focus(),
    "?": () => $("#keys")?.showModal(),
    j: () => step(1),
    k: () => step(-1),
    h: () => { if (before === "g") $(".brand")?.click(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.target.closest("form")?.requestSubmit(); return; }
    if (event.key === "Escape") { typing(event.target)?.blur(); closeMenus(null); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const own = $(`[data-key="${CSS.escape(event.key)}"]`);
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); } else if (own) { event.preventDefault(); own.click(); }
    before = event.key;
  });

  // --- menus and dialogs ---
  const closeMenus = (except) => all("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-print]")) window.print();
    const copier = event.target.closest("[data-copy]");
    if (copier) navigator.clipboard?.writeText(copier.dataset.copy).then(() => window.say("已复制"));
  });

  // --- forms: no second click, growing texts, counted characters, a warning before typed work is lost ---
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "1";
    (event.submitter || $("button:not([type=button])", form))?.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => all("form[data-sending]").forEach((form) => { delete form.dataset.sending; all("[aria-busy]", form).forEach((b) => b.removeAttribute("aria-busy")); }));
  const grow = (area) => { area.rows = Math.min(Math.max(area.value.split("\n").length + 1, 5), 24); };
  document.addEventListener("input", (event) => { if (event.target.matches("textarea[data-grow]")) grow(event.target); });
  all("textarea[data-grow]").forEach(grow);
  all("form[data-submit-on-change]").forEach((form) => form.addEventListener("change", () => form.requestSubmit()));

  // --- files: the browser's own words may be in another language than the page ---
  const named = (input) => [...input.files].map((file) => file.name).join("、") || "还没有选";
  const pick = (input) => {
    const box = document.createElement("span"), button = document.createElement("span"), words = document.createElement("span");
    box.className = "file-pick"; button.className = "btn"; button.textContent = input.multiple ? "选照片、文件" : "选文件"; words.className = "quiet"; words.textContent = named(input);
    button.setAttribute("aria-hidden", "true"); words.setAttribute("aria-hidden", "true");
    input.before(box);
    box.append(input, button, words);
    input.addEventListener("change", () => { words.textContent = named(input); });
    input.form?.addEventListener("reset", () => setTimeout(() => { words.textContent = named(input); }));
  };
  const pickAll = (root) => all("input[type=file]:not([hidden])", root).forEach((input) => { if (!input.closest("[data-capture], .file-pick")) pick(input); });
  pickAll(document);
  document.addEventListener("htmx:load", (event) => pickAll(event.target));

  // --- after an answer: go to what is wrong; pictures on phones ---
  const wrong = $(".error-summary");
  if (wrong) wrong.focus();
  document.addEventListener("htmx:responseError", () => window.say("没有成功，请再试一次。"));
  document.addEventListener("htmx:sendError", () => window.say("网络断开了，请检查网络后再试。"));
})();
