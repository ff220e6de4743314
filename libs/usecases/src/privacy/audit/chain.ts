import type { AuditEntry, AuditRecord } from './port.js';

/** Where a chain ends: how many entries it has, and the hash of the last one. */
export interface ChainHead {
  readonly count: number;
  readonly hash: string;
}
export const EMPTY_CHAIN: ChainHead = { count: 0, hash: '' };

/** sha256, in hexadecimal. */
export type Hashing = (text: string) => string;

/** One text for one entry, whatever order a database gives its details in. */
export const textOf = ({ actor, action, subjectKind, subjectId, regionId, at, details }: AuditEntry): string => {
  const sorted = Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([actor, action, subjectKind, subjectId, regionId, at, sorted]);
};

/** Each hash covers the one before it: a changed, missing or moved entry changes all that follow. */
export const linkOf = (previous: string, entry: AuditRecord, sha256: Hashing): string =>
  sha256(`${previous}\n${String(entry.id)}\n${textOf(entry)}`);

/** A link as it is kept, with the entry it is about. */
export interface KeptLink {
  readonly position: number;
  readonly hash: string;
  /** `null`: the entry is gone. */
  readonly entry: AuditRecord | null;
  /** Its code under the key of the platform: `none` on what was on file before there was one. */
  readonly mac: 'right' | 'wrong' | 'none';
}

export type ChainFault = 'missing' | 'changed' | 'inserted' | 'reordered' | 'missing-at-the-end';
export type Verified =
  | { readonly whole: true; readonly head: ChainHead }
  | { readonly whole: false; readonly position: number; readonly entryId: number | null; readonly fault: ChainFault };

/** Walks over a chain link by link. */
export class ChainWalk {
  #head: ChainHead = EMPTY_CHAIN;
  #hasCodes = false;
  readonly #atAnchors = new Map<number, string>();

  constructor(
    private readonly sha256: Hashing,
    /** Heads that were noted outside the database. */
    private readonly anchors: readonly ChainHead[],
  ) {
    for (const { count, hash } of anchors) this.#atAnchors.set(count, hash);
  }

  /** `null`: it holds; else what is wrong with it. */
  next(link: KeptLink): Verified | null {
    const { position, entry, mac } = link;
    const bad = (fault: ChainFault): Verified => ({ whole: false, position, entryId: entry?.id ?? null, fault });
    if (position !== this.#head.count + 1)
      return { whole: false, position: this.#head.count + 1, entryId: null, fault: 'missing' };
    if (entry === null) return bad('missing');
    if (mac === 'wrong') return bad('changed');
    if (mac === 'none' && this.#hasCodes) return bad('inserted');
    this.#hasCodes ||= mac === 'right';
    if (linkOf(this.#head.hash, entry, this.sha256) !== link.hash)
      return bad(mac === 'right' ? 'reordered' : 'changed');
    const anchored = this.#atAnchors.get(position);
    if (anchored !== undefined && anchored !== link.hash) return bad('changed');
    this.#head = { count: position, hash: link.hash };
    return null;
  }

  /** After the last link. */
  end(): Verified {
    const furthest = Math.max(0, ...this.anchors.map(({ count }) => count));
    if (this.#head.count < furthest)
      return { whole: false, position: this.#head.count + 1, entryId: null, fault: 'missing-at-the-end' };
    return { whole: true, head: this.#head };
  }
}
