/** The page opens without a network after one visit. A browser allows it on https and on the machine itself only; elsewhere nothing happens. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/helper/service-worker.js', { scope: '/helper/' }).catch(() => undefined);
  });
}
