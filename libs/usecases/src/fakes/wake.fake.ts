import type { Wake } from '../ports/wake.js';

/** Remembers who was told to look again. */
export class FakeWake implements Wake {
  readonly said: Parameters<Wake['wake']>[0][] = [];

  wake(what: Parameters<Wake['wake']>[0]): void {
    this.said.push(what);
  }
}
