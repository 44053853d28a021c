// The call pad: what is typed stays in this tab until it is registered; an entry or a firm on the right fills the form on the left.
(() => {
  "use strict";
  const KEY = `pad:${document.body.dataset.owner || ""}`;
  const forget = () => sessionStorage.removeItem(KEY);
  if (document.querySelector("[data-pad-done]")) { forget(); return; }
  const form = document.querySelector("[data-pad]");
  if (!form) return;
  const words = document.querySelector("[data-draft-words]");
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "submission_key", "occurred_at"]);

  // --- keep and bring back ---
  const keep = () => {
    const said = [...new FormData(form).entries()].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.has(name));
    sessionStorage.setItem(KEY, JSON.stringify(said));
    words.textContent = `已自动保存 ${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })}`;
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); });
  form.addEventListener("bihuan:kept", forget);
  const put = (name, value) => {
    const field = form.elements.namedItem(name);
    if (!field) return;
    if (field instanceof RadioNodeList) field.value = value;
    else if (field.type === "checkbox") field.checked = true;
    else if (field.tagName === "SELECT") { if ([...field.options].some((option) => option.value === value)) field.value = value; }
    else field.value = value;
  };
  const bringBack = () => {
    const said = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    if (!said.some(([name, value]) => ["content", "phone", "name"].includes(name) && value.trim())) return;
    said.forEach(([name, value]) => put(name, value));
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-ghost", textContent: "清空" });
    clear.addEventListener("click", () => { forget(); form.reset(); words.textContent = "已清空。"; form.elements.namedItem("phone").focus(); });
    words.textContent = "刚才没登记完的内容已经恢复。";
    words.append(" ", clear);
    for (const name of ["phone", "content"]) form.elements.namedItem(name).dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (!form.hasAttribute("data-came-back")) window.addEventListener("load", bringBack);

  // --- from the right side into the form ---
  document.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-entry]");
    if (entry) {
      put("entry", entry.dataset.entry);
      put("reply", entry.dataset.answer);
      if (!["INQUIRY", "SUGGESTION", "PRAISE"].includes(form.elements.namedItem("request_type").value)) put("request_type", "INQUIRY");
      const answering = document.querySelector("[data-answering]");
      answering.open = true;
      const hint = answering.querySelector("[data-entry-words]");
      hint.textContent = `引用：${entry.closest("details").querySelector("summary").textContent}`;
      form.elements.namedItem("reply").focus();
      window.say?.("口径已填入当场答复");
      keep();
    }
    const firm = event.target.closest("[data-firm]");
    if (firm) {
      const field = form.elements.namedItem("enterprise");
      if (![...field.options].some((option) => option.value === firm.dataset.firm)) field.append(new Option(firm.dataset.firmName, firm.dataset.firm));
      field.value = firm.dataset.firm;
      put("programme", "ENTERPRISE");
      field.closest("details").open = true;
      window.say?.(`已填入企业 ${firm.dataset.firmName}`);
      keep();
    }
  });
})();
