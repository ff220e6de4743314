import { SheetRefused } from './sheet.js';

const MOST_BYTES = 128 * 1024 * 1024;
const MOST_TEXTS = 8_000_000;
const TOO_LONG = 0xffff_ffff;

/**
 * Texts by number, as bytes in a few large buffers: millions of short strings of their own would take several times the memory.
 */
export class TextTable {
  #bytes = Buffer.allocUnsafe(1024 * 1024);
  #used = 0;
  #starts = new Uint32Array(64 * 1024);
  #lengths = new Uint16Array(64 * 1024);
  #count = 0;

  add(text: string): void {
    const need = this.#used + text.length * 3;
    if (need > MOST_BYTES) throw new SheetRefused('too-many-texts');
    if (need > this.#bytes.length) this.#grow(need);
    const length = this.#bytes.write(text, this.#used);
    this.#put(this.#used, length);
    this.#used += length;
  }

  /** Keeps the place of a text that is longer than a cell may be. */
  addTooLong(): void {
    this.#put(TOO_LONG, 0);
  }

  /** `null`: too long to be kept; `undefined`: there is no such text. */
  at(index: number): string | null | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const start = this.#starts[index] ?? 0;
    return start === TOO_LONG ? null : this.#bytes.toString('utf8', start, start + (this.#lengths[index] ?? 0));
  }

  #put(start: number, length: number): void {
    if (this.#count >= MOST_TEXTS) throw new SheetRefused('too-many-texts');
    if (this.#count === this.#starts.length) {
      const [starts, lengths] = [new Uint32Array(this.#count * 2), new Uint16Array(this.#count * 2)];
      starts.set(this.#starts);
      lengths.set(this.#lengths);
      this.#starts = starts;
      this.#lengths = lengths;
    }
    this.#starts[this.#count] = start;
    this.#lengths[this.#count] = length;
    this.#count += 1;
  }

  #grow(need: number): void {
    const more = Buffer.allocUnsafe(Math.min(MOST_BYTES, Math.max(need, this.#bytes.length * 2)));
    this.#bytes.copy(more, 0, 0, this.#used);
    this.#bytes = more;
  }
}
