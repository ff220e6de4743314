/** Sizes of the text on a telephone, in CSS pixels of the root: everything on the page is measured by it. */
export const TEXT_SIZES = [18, 22, 26, 30] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const storageKey = 'silverbell.text-size';

const isSize = (size: number): size is TextSize => (TEXT_SIZES as readonly number[]).includes(size);

function saved(): TextSize {
  try {
    const size = Number(localStorage.getItem(storageKey));
    return isSize(size) ? size : 18;
  } catch {
    return 18;
  }
}

/** The text size of this telephone; kept over a reload where the browser keeps anything. */
class TextSizes {
  readonly #listeners = new Set<() => void>();
  #size: TextSize | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): TextSize => (this.#size ??= saved());

  choose(size: TextSize): void {
    this.#size = size;
    try {
      localStorage.setItem(storageKey, String(size));
    } catch {
      // Then the size lasts until the reload.
    }
    this.show();
    for (const listener of [...this.#listeners]) listener();
  }

  /** The next larger one, and after the largest the smallest. */
  next(): void {
    const at = TEXT_SIZES.indexOf(this.current());
    this.choose(TEXT_SIZES[(at + 1) % TEXT_SIZES.length] ?? 18);
  }

  show(): void {
    document.documentElement.style.fontSize = `${String(this.current())}px`;
  }
}

export const textSizes = new TextSizes();
