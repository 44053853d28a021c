// Marked forms (data-offline) survive a lost network, a closed tab and a lapsed session.
(() => {
  "use strict";
  if (!("indexedDB" in window) || !window.unsent) return;
  const $ = (selector, root = document) => root.querySelector(selector);
  const bar = $("#offline-bar");
  const tokenUrl = bar ? bar.dataset.token : "/offline/token/";
  const newKey = () => (crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""));

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/sw.js").then(() => {
      // The page that was open while the worker was installed passed it by: fetch it once through the worker.
      if ($("form[data-offline]")) navigator.serviceWorker.ready.then(async () => {
        const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
        if (answer && answer.headers.get("X-Offline") === "page") (await caches.open("pages")).put(location.href, answer);
      });
    }).catch(() => {});
    navigator.serviceWorker.addEventListener("message", (event) => { if (event.data?.sent !== undefined) show(event.data.sent); });
  }

  // --- the bar ---
  let sentNow = 0; // since this page was opened, by the page or by the worker
  const show = async (more = 0) => {
    if (!bar) return;
    sentNow += more;
    const items = await window.unsent.list();
    const owner = document.body.dataset.owner || "";
    const strange = items.filter((item) => item.owner && item.owner !== owner);
    const refused = items.filter((item) => item.refused);
    const words = $("[data-offline-words]", bar), login = $("[data-offline-login]", bar), button = $("[data-offline-send]", bar);
    bar.hidden = !items.length && !sentNow;
    bar.classList.toggle("is-sent", !items.length && sentNow > 0);
    login.hidden = !strange.length || !navigator.onLine;
    button.hidden = !items.length || !navigator.onLine || strange.length === items.length;
    login.textContent = `登录后发送 ${strange.length} 条`;
    login.href = `${bar.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
    if (!items.length) words.textContent = `已发送 ${sentNow} 条。`;
    else if (refused.length) words.textContent = `有 ${refused.length} 条没有被接收，请打开后修改：`;
    else words.textContent = navigator.onLine ? `有 ${items.length} 条还没有发送。` : `没有网络。有 ${items.length} 条存在这部手机上，联网后自动发送。`;
    listRefused(refused);
  };
  const listRefused = (items) => {
    document.querySelectorAll("[data-offline-open]").forEach((old) => old.remove());
    for (const item of items) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: item.label || "打开" });
      button.dataset.offlineOpen = item.key;
      button.addEventListener("click", () => openAgain(item));
      bar.append(button);
    }
  };
  // What was refused goes to its own address once more, as an ordinary form: the page that answers says what to mend.
  const openAgain = async (item) => {
    const here = await window.unsent.session(tokenUrl);
    const form = Object.assign(document.createElement("form"), { method: "post", action: item.url, hidden: true });
    for (const [name, value, filename] of item.fields) {
      if (filename || name === "csrfmiddlewaretoken") continue;
      const area = Object.assign(document.createElement("textarea"), { name, value });
      form.append(area);
    }
    form.append(Object.assign(document.createElement("input"), { name: "csrfmiddlewaretoken", value: here.token }));
    document.body.append(form);
    await window.unsent.drop(item.key);
    form.submit();
  };

  const flush = async () => {
    if (!navigator.onLine) return show();
    const ends = await window.unsent.flush(tokenUrl).catch(() => []);
    const sent = ends.filter((end) => end.end === "sent").length;
    if (sent) window.say?.(`已发送 ${sent} 条`);
    return show(sent);
  };

  // --- forms ---
  const fieldsOf = (form, submitter) => {
    const data = new FormData(form);
    if (submitter?.name) data.append(submitter.name, submitter.value);
    return [...data.entries()].filter(([, v]) => !(v instanceof File && !v.size)).map(([name, v]) => (v instanceof File ? [name, v, v.name] : [name, v]));
  };
  const setOnce = (form, name, value) => {
    const input = form.elements.namedItem(name);
    if (input && !input.value) input.value = value;
  };
  // What the pressed button says goes along when the browser sends the form without one.
  const carry = (form, submitter) => { if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value })); };
  // The page's own message was read by the request that sent the form: where the form comes again, say it here.
  const confirmLater = (label, url) => { if (new URL(url).pathname === location.pathname) sessionStorage.setItem("bihuan.done", label); };
  const confirmNow = () => {
    const label = sessionStorage.getItem("bihuan.done"), main = $("main");
    sessionStorage.removeItem("bihuan.done");
    if (!label || !main) return;
    const notice = document.createElement("div"), words = document.createElement("p");
    notice.className = "notice notice-success";
    notice.setAttribute("role", "status");
    notice.dataset.message = label;
    words.textContent = `已登记：${label}。`;
    notice.append(words);
    main.prepend(notice);
  };
  confirmNow();
  const submit = async (form, submitter) => {
    setOnce(form, "occurred_at", new Date().toISOString());
    const item = {
      key: form.elements.namedItem("submission_key").value, url: new URL(form.action, location.href).pathname, fields: fieldsOf(form, submitter),
      owner: form.dataset.offline === "public" ? "" : document.body.dataset.owner || "", label: form.dataset.label || document.title, at: Date.now(),
    };
    await window.unsent.put(item);
    if (navigator.onLine) {
      const here = await window.unsent.session(tokenUrl).catch(() => null);
      const result = here ? await window.unsent.send(item, { ...here, owner: item.owner ? here.owner : "" }) : { end: "later" };
      if (result.end === "sent") { await window.unsent.drop(item.key); confirmLater(item.label, result.url); location.assign(result.url); return; }
      // Its page says what to mend; the same key makes this safe.
      if (result.end === "refused") { await window.unsent.drop(item.key); form.elements.namedItem("csrfmiddlewaretoken").value = here.token; carry(form, submitter); form.submit(); return; }
    }
    keptOnPhone(form);
  };
  const keptOnPhone = async (form) => {
    form.reset();
    renew(form);
    delete form.dataset.sending;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
    const ready = await navigator.serviceWorker?.ready.catch(() => null);
    await ready?.sync?.register("unsent").catch(() => {});
    await show();
    window.say?.("已存在这部手机上，联网后自动发送。");
    form.dispatchEvent(new CustomEvent("bihuan:kept", { bubbles: true }));
    window.scrollTo({ top: 0 });
  };
  const renew = (form) => { const key = form.elements.namedItem("submission_key"); if (key) key.value = newKey(); };

  document.querySelectorAll("form[data-offline]").forEach((form) => {
    // A page from the phone's store would carry an old key: every fresh form gets its own. A form that came back with errors keeps it.
    if (!form.hasAttribute("data-came-back")) renew(form);
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(form, event.submitter).catch(() => { carry(form, event.submitter); form.submit(); }); });
  });

  // --- leaving: blank pages of this person go; what is unsent stays until its author signs in again ---
  document.querySelectorAll("form[data-signs-out]").forEach((form) => form.addEventListener("submit", () => {
    sessionStorage.clear();
    caches?.delete("pages");
    navigator.serviceWorker?.controller?.postMessage("wipe");
  }));
  document.querySelectorAll("[data-reload]").forEach((button) => button.addEventListener("click", () => location.reload()));
  $("[data-offline-send]")?.addEventListener("click", flush);
  window.addEventListener("online", flush);
  window.addEventListener("offline", () => show());
  flush();
})();
