/// <reference lib="webworker" />
import { assetFrom, keepShell, kindOf, pageFrom } from './offline-shell.js';

declare const self: ServiceWorkerGlobalScope;

const opened = (): Promise<Cache> => caches.open('silverbell.helper.shell');

self.addEventListener('install', (event) => {
  event.waitUntil(opened().then((cache) => keepShell(cache, (path) => fetch(path, { cache: 'reload' }))));
  void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const kind = kindOf(request, self.location.origin);
  // Answers about people are never kept: they go to the network as if nothing stood here.
  if (kind === 'other') return;
  const ask = (): Promise<Response> => fetch(request);
  event.respondWith(
    opened().then((cache) => (kind === 'page' ? pageFrom(cache, ask) : assetFrom(cache, request, ask))),
  );
});
