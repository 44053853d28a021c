// The visit form: asks a question only after the answer that leads to it, shows the promises to the chosen firm, and opens the
// place for a need when an answer points to one. Without this script every question is shown and the server leaves out what was not asked.
(() => {
  "use strict";
  const form = document.querySelector(".visit-record form");
  if (!form) return;
  const answerOf = (code) => {
    const fields = [...form.querySelectorAll(`[name="answer_${CSS.escape(code)}"]`)];
    const chosen = fields.find((field) => field.type !== "radio" || field.checked);
    return chosen ? chosen.value : "";
  };
  const branch = () => {
    for (const question of form.querySelectorAll("[data-asked-if]")) {
      question.hidden = answerOf(question.dataset.askedIf) !== question.dataset.askedIfAnswer;
    }
  };
  const promises = () => {
    const firm = form.elements.firm.value;
    const list = form.querySelector("[data-promises]");
    if (!list) return;
    let shown = 0;
    for (const line of list.children) {
      line.hidden = firm !== "" && line.dataset.firm !== firm;
      shown += line.hidden ? 0 : 1;
    }
    list.closest("section").hidden = !shown;
  };
  const point = (target) => {
    const question = target.closest("[data-need]");
    if (!question || target.value !== question.dataset.need) return;
    const free = [...form.querySelectorAll("select[name^=need_aspect_]")].find((select) => !select.value);
    if (!free || [...form.querySelectorAll("select[name^=need_aspect_]")].some((select) => select.value === question.dataset.aspect)) return;
    free.value = question.dataset.aspect;
    free.dataset.pointed = "1";
    free.closest(".raised").hidden = false;
    window.say?.(`已在“企业提出的问题”里选好方面，请写是什么问题。`);
  };
  // What an answer alone has chosen, and nobody wrote anything about, is no need.
  const unsaid = () => {
    for (const select of form.querySelectorAll("select[data-pointed]")) {
      if (!select.closest(".raised").querySelector("textarea").value.trim()) select.value = "";
    }
  };
  // The first row of a kind is there; the others wait behind a button, unless something is in them.
  const more = (place) => {
    const rows = [...place.querySelectorAll(".raised[data-more]")];
    const hide = () => { for (const row of rows) row.hidden = ![...row.querySelectorAll("select, textarea, input")].some((field) => field.value); button.hidden = !rows.some((row) => row.hidden); };
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: place.dataset.many });
    button.addEventListener("click", () => {
      const next = rows.find((row) => row.hidden);
      if (next) { next.hidden = false; next.querySelector("select, textarea").focus(); }
      button.hidden = !rows.some((row) => row.hidden);
    });
    place.append(button);
    form.addEventListener("reset", () => setTimeout(hide));
    hide();
  };
  form.addEventListener("change", (event) => { branch(); promises(); if (event.target.type === "radio") point(event.target); });
  form.addEventListener("reset", () => setTimeout(() => { branch(); promises(); }));
  form.addEventListener("submit", unsaid, true);
  branch(); promises();
  for (const place of form.querySelectorAll("[data-many]")) more(place);
})();
