// The running clock of a walk: waiting and handling are stopped on the phone and filled in; what it says is a claim.
(() => {
  "use strict";
  const box = document.querySelector("[data-running-clock]");
  const form = document.querySelector('form[data-sheet="step"]');
  if (!box || !form) return;
  const KEY = "walk-clock";
  const face = box.querySelector("[data-face]"), words = box.querySelector("[data-words]");
  const NAMES = { waited: "正在等", handled: "正在办", "": "已停" };
  const blank = () => ({ phase: "", since: 0, waited: 0, handled: 0 });
  let state = { ...blank(), ...JSON.parse(localStorage.getItem(KEY) || "{}") };
  const keep = () => localStorage.setItem(KEY, JSON.stringify(state));
  const running = () => (state.phase ? Date.now() - state.since : 0);
  const total = (phase) => state[phase] + (state.phase === phase ? running() : 0);
  const minutes = (milliseconds) => Math.round(milliseconds / 60000);
  const show = () => {
    const now = state.phase ? total(state.phase) : total("waited") + total("handled");
    face.textContent = `${String(Math.floor(now / 60000)).padStart(2, "0")}:${String(Math.floor(now / 1000) % 60).padStart(2, "0")}`;
    words.textContent = `${NAMES[state.phase]}。等了 ${minutes(total("waited"))} 分钟，办了 ${minutes(total("handled"))} 分钟。`;
    box.querySelectorAll("[data-phase]").forEach((button) => button.setAttribute("aria-pressed", String(Boolean(state.phase) && button.dataset.phase === state.phase)));
  };
  const turn = (phase) => {
    if (state.phase) state[state.phase] += running();
    Object.assign(state, { phase, since: Date.now() });
    for (const name of ["waited", "handled"]) { const input = form.elements.namedItem(name); if (input) input.value = minutes(state[name]); }
    keep(); show();
  };
  box.hidden = false;
  box.querySelectorAll("[data-phase]").forEach((button) => button.addEventListener("click", () => turn(button.dataset.phase)));
  const over = () => { state = blank(); keep(); show(); };
  form.addEventListener("submit", () => { turn(""); }, { capture: true });
  form.addEventListener("bihuan:kept", over);
  // Sent: the page says so, and the form is blank.
  if (document.querySelector(`[data-message="${form.dataset.label}"]`)) over();
  show();
  setInterval(show, 1000);
})();
