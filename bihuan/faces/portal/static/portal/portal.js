// Small help on the portal; every page works without it.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, values, ...children) => { const made = Object.assign(document.createElement(tag), values); made.append(...children); return made; };

  // --- urgent words: say at once whom to call ---
  const watched = $("[data-urgent]"), urgent = $("#urgent");
  if (watched && urgent) {
    const words = watched.dataset.urgent.split("|").filter(Boolean);
    const look = () => { const area = $("textarea", watched); urgent.hidden = !words.some((word) => area.value.includes(word)); };
    watched.addEventListener("input", look);
    look();
  }

  // --- where I am: coordinates go along, the words stay the person's ---
  const locate = $("[data-locate]"), located = $("[data-located]");
  if (locate && !navigator.geolocation) locate.hidden = true;
  locate?.addEventListener("click", () => {
    const form = locate.closest("form");
    located.textContent = "正在定位…";
    navigator.geolocation.getCurrentPosition((found) => {
      form.elements.namedItem("latitude").value = found.coords.latitude.toFixed(6);
      form.elements.namedItem("longitude").value = found.coords.longitude.toFixed(6);
      located.textContent = `已记下您的位置（误差约 ${Math.round(found.coords.accuracy)} 米）。附近有什么标志，也请写一句。`;
    }, () => { located.textContent = "没有取到位置，请写下地点。"; }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  });

  // --- camera, recorder, album: what was chosen adds up in one field, each can be taken out again ---
  const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
  all("[data-capture]").forEach((box) => {
    if (!("DataTransfer" in window)) return;
    const inputs = all("input[type=file]", box);
    const gathered = make("input", { type: "file", name: box.dataset.capture, multiple: true, hidden: true });
    const list = make("ul", { className: "chosen" });
    list.setAttribute("aria-label", "已选的文件");
    inputs.forEach((input) => input.removeAttribute("name"));
    box.classList.add("is-enhanced");
    box.after(list, gathered);
    let files = [];
    const show = () => {
      const held = new DataTransfer();
      files.forEach((file) => held.items.add(file));
      gathered.files = held.files;
      list.replaceChildren(...files.map((file) => {
        const row = make("li", {});
        if (file.type.startsWith("image/")) row.append(make("img", { src: URL.createObjectURL(file), alt: "" }));
        const out = make("button", { type: "button", className: "quiet-button", textContent: "不要了" });
        out.setAttribute("aria-label", `不要了：${file.name}`);
        out.addEventListener("click", () => { files = files.filter((other) => other !== file); show(); });
        row.append(make("span", { textContent: `${file.name}（${size(file.size)}）` }), out);
        return row;
      }));
    };
    inputs.forEach((input) => input.addEventListener("change", () => {
      files.push(...input.files);
      input.value = "";
      show();
      window.say?.(`已选 ${files.length} 个文件`);
    }));
    box.closest("form").addEventListener("reset", () => { files = []; show(); });
  });

  // --- receipts of this phone: the key of a report opens its receipt, also when it was sent while nobody looked ---
  const SHELF = "bihuan.keys", WEEK = 7 * 24 * 3600 * 1000;
  const read = () => { try { return JSON.parse(localStorage.getItem(SHELF) || "[]").filter((one) => Date.now() - one.at < WEEK); } catch { return []; } };
  const write = (keys) => { try { localStorage.setItem(SHELF, JSON.stringify(keys)); } catch { /* a private window: the receipt page still comes */ } };
  const form = $("form.report");
  // It came back to be mended: not sent yet.
  if (form?.hasAttribute("data-came-back")) write(read().filter((one) => one.key !== form.elements.namedItem("submission_key").value));
  form?.addEventListener("submit", () => {
    const key = form.elements.namedItem("submission_key").value;
    if (!read().some((one) => one.key === key)) write([...read(), { key, at: Date.now() }]);
    const button = $("button:not([type=button])", form);
    button.setAttribute("aria-busy", "true");
    sessionStorage.setItem("bihuan.last", key);
  });
  // The receipt is on the screen: its key is needed no more.
  if ($("[data-receipt]")) {
    const last = sessionStorage.getItem("bihuan.last");
    write(read().filter((one) => one.key !== last));
    sessionStorage.removeItem("bihuan.last");
  }
  // Asked for and not there: refused, or never sent.
  if ($("[data-not-yet]")) window.unsent?.list().then((items) => {
    const last = sessionStorage.getItem("bihuan.last");
    if (!items.some((item) => item.key === last)) write(read().filter((one) => one.key !== last));
  }).catch(() => {});
  const unseen = async () => {
    const place = $("[data-unseen]");
    if (!place) return;
    const waiting = new Set(((await window.unsent?.list().catch(() => [])) || []).map((item) => item.key));
    const keys = read().filter((one) => !waiting.has(one.key));
    const token = $("input[name=csrfmiddlewaretoken]")?.value;
    place.hidden = !keys.length || !token;
    if (place.hidden) return;
    place.className = "notice notice-success";
    place.replaceChildren(make("div", {}, make("p", { textContent: "这部手机发过反映，回执还没有看：" }), ...keys.map((one) => {
      const open = make("form", { method: "post", action: "/report/receipt/" });
      open.append(make("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token }), make("input", { type: "hidden", name: "submission_key", value: one.key }),
        make("button", { className: "btn", textContent: `看回执（${new Date(one.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" })}）` }));
      open.addEventListener("submit", () => sessionStorage.setItem("bihuan.last", one.key));
      return open;
    })));
  };
  unseen();
  window.addEventListener("online", () => setTimeout(unseen, 3000));
})();
