import type { Wake, WakeKind, WakeNews } from '../ports/wake.js';

/** Remembers who was told to look again. */
export class FakeWake implements Wake {
  readonly said: WakeKind[] = [];
  readonly news: WakeNews[] = [];

  wake(what: WakeKind, news: WakeNews = {}): void {
    this.said.push(what);
    this.news.push(news);
  }
}
