import type { ChangeNotifier, ChangeKind, ChangeDetails } from '../ports/change-notifier.js';

/** Remembers who was told to look again. */
export class FakeChangeNotifier implements ChangeNotifier {
  readonly notified: ChangeKind[] = [];
  readonly news: ChangeDetails[] = [];

  notify(what: ChangeKind, news: ChangeDetails = {}): void {
    this.notified.push(what);
    this.news.push(news);
  }
}
