/** So much of a frame may go into drawings that can wait, in ms: half of one at 60 frames a second. */
const BUDGET_MS = 8;

interface Frames {
  /** Calls when the next frame is made. */
  readonly next: (call: () => void) => void;
  readonly nowMs: () => number;
}

const PAGE_FRAMES: Frames = {
  next: (call) => void requestAnimationFrame(call),
  nowMs: () => performance.now(),
};

/** Drawings in the order in which they came, as many in a frame as fit into it and at least one: a map that is pushed stays under the hand. */
export class DrawQueue {
  readonly #waiting: (() => void)[] = [];
  #asked = false;

  constructor(private readonly frames: Frames = PAGE_FRAMES) {}

  add(draw: () => void): void {
    this.#waiting.push(draw);
    this.#ask();
  }

  /** What still waits is not drawn any more. */
  clear(): void {
    this.#waiting.length = 0;
  }

  #ask(): void {
    if (this.#asked || this.#waiting.length === 0) return;
    this.#asked = true;
    this.frames.next(() => {
      this.#asked = false;
      const until = this.frames.nowMs() + BUDGET_MS;
      do this.#waiting.shift()?.();
      while (this.#waiting.length > 0 && this.frames.nowMs() < until);
      this.#ask();
    });
  }
}
