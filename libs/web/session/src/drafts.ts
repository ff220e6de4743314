import type { KeyValueStore, Session } from '@silverbell/web-live';

interface Kept {
  readonly owner: string;
  readonly texts: Readonly<Record<string, unknown>>;
}

/** Whether a logout removes drafts. Those that outlive it stay in the tab, unseen, until their owner is back or another person comes. */
export type DraftLife = 'end-at-logout' | 'outlive-a-logout';

/** What a user was writing when her session ran out or the page was loaded again; in this tab alone, and for her alone. */
export class Drafts {
  readonly #key: string;
  readonly #store: KeyValueStore | null;
  readonly #session: Session;
  readonly #life: DraftLife;

  constructor(name: string, store: KeyValueStore | null, session: Session, life: DraftLife = 'end-at-logout') {
    this.#life = life;
    this.#key = `${name}.drafts`;
    this.#store = store;
    this.#session = session;
    session.subscribe(() => this.#tidy());
  }

  read(key: string): unknown {
    return this.#mine()[key];
  }

  write(key: string, value: unknown): void {
    const owner = this.#owner();
    if (owner !== null) this.#keep({ owner, texts: { ...this.#mine(), [key]: value } });
  }

  forget(key: string): void {
    const owner = this.#owner();
    const { [key]: _, ...texts } = this.#mine();
    if (owner !== null) this.#keep({ owner, texts });
  }

  #owner(): string | null {
    const { user, expired } = this.#session.state();
    return (user ?? expired)?.id ?? null;
  }

  #mine(): Kept['texts'] {
    const kept = this.#kept();
    return kept !== null && kept.owner === this.#owner() ? kept.texts : {};
  }

  /** Nothing of hers is before the eyes of the next person, and after a logout only what was asked to stay. */
  #tidy(): void {
    const { ended, user } = this.#session.state();
    const kept = this.#kept();
    if (kept === null) return;
    const left = ended === 'left' && this.#life === 'end-at-logout';
    if (left || (user !== null && user.id !== kept.owner)) this.#remove();
  }

  #kept(): Kept | null {
    try {
      const kept = JSON.parse(this.#store?.getItem(this.#key) ?? 'null') as Partial<Kept> | null;
      return typeof kept?.owner === 'string' && typeof kept.texts === 'object' ? (kept as Kept) : null;
    } catch {
      return null;
    }
  }

  #keep(kept: Kept): void {
    try {
      if (Object.keys(kept.texts).length === 0) this.#remove();
      else this.#store?.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs the draft after a reload, and nothing else.
    }
  }

  #remove(): void {
    try {
      this.#store?.removeItem(this.#key);
    } catch {
      // As above.
    }
  }
}
