// Keeps our own files and blank forms; sends what waits. It never keeps an answer that is not marked for it.
const FILES = `files-${KEPT.version}`;
const PAGES = "pages";
const OFFLINE = "/offline/", TOKEN = "/offline/token/";

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(FILES);
    await Promise.allSettled(KEPT.files.map((url) => cache.add(url)));
    const pages = await caches.open(PAGES);
    await pages.add(OFFLINE).catch(() => {});
    await self.skipWaiting();
  })());
});
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== FILES && name !== PAGES) await caches.delete(name);
    await self.clients.claim();
  })());
});

const isFile = (url) => KEPT.files.includes(url.pathname);
const fromNetwork = async (request) => {
  const answer = await fetch(request);
  if (answer.headers.get("X-Offline") === "page" && !answer.redirected) {
    const cache = await caches.open(PAGES);
    await cache.put(request.url, answer.clone());
  }
  return answer;
};
const page = async (request) => {
  try {
    return await fromNetwork(request);
  } catch (error) {
    const pages = await caches.open(PAGES);
    return (await pages.match(request.url)) || (await pages.match(OFFLINE)) || Response.error();
  }
};
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isFile(url)) event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  else if (event.request.mode === "navigate") event.respondWith(page(event.request));
});

// The browser tells us that the network is back, even when every page of ours is closed.
self.addEventListener("sync", (event) => {
  if (event.tag === "unsent") event.waitUntil(self.unsent.flush(TOKEN).then(tellPages));
});
self.addEventListener("message", (event) => {
  if (event.data === "wipe") event.waitUntil(caches.delete(PAGES));
});
const tellPages = async (ends) => {
  const sent = ends.filter((end) => end.end === "sent").length;
  for (const client of await self.clients.matchAll()) client.postMessage({ sent });
};
