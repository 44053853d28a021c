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
    free.closest(".raised").hidden = false;
    window.say?.(`已在“企业提出的问题”里选好方面，请写是什么问题。`);
  };
  const more = () => {
    const rows = [...form.querySelectorAll(".raised[data-more]")];
    for (const row of rows) row.hidden = ![...row.querySelectorAll("select, textarea")].some((field) => field.value);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "再加一个问题" });
    button.addEventListener("click", () => {
      const next = rows.find((row) => row.hidden);
      if (next) { next.hidden = false; next.querySelector("select").focus(); }
      button.hidden = !rows.some((row) => row.hidden);
    });
    button.hidden = !rows.some((row) => row.hidden);
    form.querySelector("#needs").append(button);
  };
  form.addEventListener("change", (event) => { branch(); promises(); if (event.target.type === "radio") point(event.target); });
  form.addEventListener("reset", () => setTimeout(() => { branch(); promises(); }));
  branch(); promises(); more();
})();
