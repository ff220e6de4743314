import { isWaiting } from '../shared/outbox/entry.js';
import { outbox, photos } from '../shared/app-client.js';

const AGAIN_AFTER_MS = 10_000;

/** Sends what an earlier visit left behind, and from then on whatever waits: on a timer, and when the network is back. */
export function keepSending(): void {
  for (const queue of [outbox, photos]) {
    const send = (): void => void queue.flush();
    void queue.load().then(send);
    window.addEventListener('online', send);
    setInterval(() => {
      if (queue.entries().some(isWaiting)) send();
    }, AGAIN_AFTER_MS);
  }
}
