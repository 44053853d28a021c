// The queue on the phone: forms that wait for a network. Used by pages and by the service worker.
(() => {
  "use strict";
  const NAME = "bihuan", STORE = "unsent", PATIENCE = 30000;

  const opened = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const within = async (mode, act) => {
    const base = await opened();
    return new Promise((resolve, reject) => {
      const transaction = base.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => { base.close(); resolve(asked && asked.result); };
      transaction.onerror = transaction.onabort = () => { base.close(); reject(transaction.error); };
    });
  };

  const put = (item) => within("readwrite", (store) => store.put(item));
  const drop = (key) => within("readwrite", (store) => store.delete(key));
  const list = async () => (await within("readonly", (store) => store.getAll())).sort((a, b) => a.at - b.at);

  const session = async (url) => {
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no session");
    return answer.json();
  };
  const bodyOf = (item, token) => {
    const body = new FormData();
    for (const [name, value, filename] of item.fields) {
      if (name === "csrfmiddlewaretoken") continue;
      if (filename) body.append(name, value, filename); else body.append(name, value);
    }
    body.append("csrfmiddlewaretoken", token);
    return body;
  };

  // One item. "sent" with the page that answered, "login", "refused" (it needs its author), "later".
  const send = async (item, { token, owner }) => {
    if (item.owner !== owner) return { end: "login" };
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(item.url, {
        method: "POST", body: bodyOf(item, token), credentials: "same-origin", signal: stop.signal,
        headers: { "X-CSRFToken": token, "X-Offline-Key": item.key, Accept: "text/html" },
      });
      if (answer.redirected && /^\/(accounts|firm\/sign-in)\//.test(new URL(answer.url).pathname)) return { end: "login" };
      if (answer.ok) return { end: "sent", url: answer.url };
      return { end: answer.status >= 500 || answer.status === 429 || answer.status === 403 ? "later" : "refused", status: answer.status };
    } catch (error) {
      return { end: "later" };
    } finally {
      clearTimeout(timer);
    }
  };

  // All that wait, oldest first; one tab or worker at a time. Sending twice would be harmless: the key is the same.
  const flush = async (tokenUrl) => {
    const work = async () => {
      const waiting = (await list()).filter((item) => !item.refused);
      if (!waiting.length) return [];
      const here = await session(tokenUrl);
      const ends = [];
      for (const item of waiting) {
        const result = await send(item, here);
        if (result.end === "sent") await drop(item.key);
        if (result.end === "refused") await put({ ...item, refused: result.status });
        ends.push({ ...result, item });
        if (result.end === "later") break;
      }
      return ends;
    };
    return self.navigator.locks ? navigator.locks.request("bihuan-flush", work) : work();
  };

  self.unsent = { put, drop, list, send, session, flush };
})();
