import { writeAddress, type ListAddress } from './list-address.js';

export interface SavedView {
  readonly name: string;
  readonly search: string;
}

interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * Filters and columns under a name, for one person and one list, on this machine. What was searched for in words is left out:
 * it may be a person's name, and a view outlives the login.
 */
export class SavedViews {
  readonly #key: string;
  readonly #store: Store | null;

  constructor(store: Store | null, userId: string, list: string) {
    this.#key = `silverbell.office.views.${userId}.${list}`;
    this.#store = store;
  }

  all(): readonly SavedView[] {
    try {
      const kept = JSON.parse(this.#store?.getItem(this.#key) ?? '[]') as unknown;
      return Array.isArray(kept) ? (kept as SavedView[]) : [];
    } catch {
      return [];
    }
  }

  /** A view of the same name is replaced. */
  keep(name: string, address: ListAddress): readonly SavedView[] {
    const { q: _, ...filters } = address.filters;
    const search = new URLSearchParams(writeAddress({ ...address, filters, cursor: null })).toString();
    return this.#write([...this.all().filter((one) => one.name !== name), { name, search }]);
  }

  remove(name: string): readonly SavedView[] {
    return this.#write(this.all().filter((one) => one.name !== name));
  }

  #write(views: readonly SavedView[]): readonly SavedView[] {
    try {
      this.#store?.setItem(this.#key, JSON.stringify(views));
    } catch {
      // A full or forbidden storage costs the view after a reload, and nothing else.
    }
    return views;
  }
}
