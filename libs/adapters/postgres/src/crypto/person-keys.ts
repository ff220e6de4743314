import type { Instant, TextId } from '@silverbell/kernel';
import type { SecretText } from '@silverbell/usecases';
import { hkdfSync, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Queryable } from '../connection/command-pool.js';
import { freshKey, masterKeyFrom, open, seal } from './master-key.js';

/** A text, or a frame as its device sent it. */
export interface Sealable {
  readonly id: TextId;
  readonly owner: string;
  readonly body: string | Uint8Array;
}

/** What the database keeps of it. */
export interface Sealed {
  readonly id: TextId;
  readonly keyId: string;
  /** base64 */
  readonly sealed: string;
}

export interface SealedText extends Sealed {
  readonly what: SecretText['what'];
}

/** A live key as the database gives it back; base64. */
export interface StoredKey {
  readonly id: string;
  readonly owner: string;
  readonly wrapped: string;
}

export interface NewKey {
  readonly id: string;
  readonly owner: string;
  /** base64 */
  readonly wrapped: string;
}

/** A text as it is read back, with the key it needs. */
export interface StoredText {
  readonly id: TextId;
  readonly sealed: string;
  readonly keyId: string;
  readonly owner: string;
  readonly wrapped: string | null;
}

/** `null`: erased by law, or otherwise unreadable. */
export type OpenedText = string | Uint8Array | null;

export const STORED_TEXT = /* sql */ `jsonb_build_object('id', t.id, 'sealed', encode(t.sealed, 'base64'), 'keyId', k.id, 'owner', k.owner,
  'wrapped', encode(k.wrapped, 'base64'))`;

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A key that is still to be written. */
export type FreshKey = NewKey & Key;

const KEYS_REMEMBERED = 20_000;
const TEXT = 0;
const BYTES = 1;

/** One key per senior or subject: erasing it erases everything that person said and sent, in every backup that keeps the key apart. */
export class PersonKeys {
  private readonly master: Uint8Array;
  private readonly liveKeys = new LRUCache<string, Key>({ max: KEYS_REMEMBERED });
  /** Owners that had no key when they were asked for. */
  private readonly without = new LRUCache<string, true>({ max: KEYS_REMEMBERED });

  constructor(
    private readonly source: Queryable,
    secret: string,
  ) {
    this.master = masterKeyFrom(secret);
  }

  /** Seals under the owners' present keys; `newKeys` must be written in the same transaction, and {@link remember}ed after its commit. */
  async seal<T extends Sealable>(
    runner: Queryable,
    texts: readonly T[],
  ): Promise<{
    readonly sealed: readonly (Omit<T, 'body' | 'owner'> & Sealed)[];
    readonly newKeys: readonly FreshKey[];
  }> {
    const owners = [...new Set(texts.map(({ owner }) => owner))];
    const unknown = owners.filter((owner) => !this.liveKeys.has(owner) && !this.without.has(owner));
    if (unknown.length > 0) {
      const rows = await runner.query<StoredKey[]>(
        `select id, owner, encode(wrapped, 'base64') as wrapped from person_key where owner = any($1) and erased_at is null`,
        [unknown],
      );
      this.take(rows);
    }
    const newKeys = owners.flatMap((owner): readonly FreshKey[] => {
      if (this.liveKeys.has(owner)) return [];
      return [this.fresh(owner)];
    });
    const keyOf = (owner: string): Key => {
      const key = this.liveKeys.get(owner) ?? newKeys.find((one) => one.owner === owner);
      if (!key) throw new Error(`no key for ${owner}`);
      return key;
    };
    const sealed = texts.map(({ body, owner, ...rest }) => {
      const key = keyOf(owner);
      const bytes = seal(key.bytes, marked(body), textName(key.id, rest.id));
      return { ...rest, keyId: key.id, sealed: bytes.toString('base64') };
    });
    return { sealed, newKeys };
  }

  /** What a question found out about these owners: their live keys, and that the others have none. A wrong belief costs one more try. */
  take(keys: readonly StoredKey[], asked: readonly string[] = []): void {
    for (const row of keys) {
      const bytes = this.unwrap(row);
      if (!bytes)
        throw new Error(
          `the key of ${row.owner} does not open: is SILVERBELL_SECRET the one this database was made with?`,
        );
      this.liveKeys.set(row.owner, { id: row.id, bytes });
      this.without.delete(row.owner);
    }
    for (const owner of asked) if (!this.liveKeys.has(owner)) this.without.set(owner, true);
  }

  remember(keys: readonly FreshKey[]): void {
    for (const { owner, id, bytes } of keys) {
      this.liveKeys.set(owner, { id, bytes });
      this.without.delete(owner);
    }
  }

  /** Another process erased a key that this process still held. */
  forget(owners: readonly string[]): void {
    for (const owner of owners) {
      this.liveKeys.delete(owner);
      this.without.delete(owner);
    }
  }

  /** Whose these keys are, as far as this process remembers them. */
  ownersOf(keyIds: readonly string[]): readonly string[] {
    return [...this.liveKeys].flatMap(([owner, { id }]) => (keyIds.includes(id) ? [owner] : []));
  }

  open(text: StoredText): OpenedText {
    // what the database says counts, not what this process remembers
    if (text.wrapped === null) return null;
    const remembered = this.liveKeys.get(text.owner);
    const bytes =
      remembered?.id === text.keyId
        ? remembered.bytes
        : this.unwrap({ id: text.keyId, owner: text.owner, wrapped: text.wrapped });
    const plain = bytes && open(bytes, Buffer.from(text.sealed, 'base64'), textName(text.keyId, text.id));
    if (!plain) return null;
    const body = plain.subarray(1);
    return plain[0] === TEXT ? body.toString('utf8') : new Uint8Array(body);
  }

  /** Texts and frames by id; an id that is not there is not in the answer. Frames of today stand in the inbox, older ones beside the texts. */
  async readTexts(ids: readonly TextId[]): Promise<ReadonlyMap<TextId, OpenedText>> {
    if (ids.length === 0) return new Map();
    const rows = (await this.source.query(
      `select ${STORED_TEXT} as text from secret_text t join person_key k on k.id = t.key_id where t.id = any($1)
       union all
       select ${STORED_TEXT} from inbox b join person_key k on k.id = b.key_id
         cross join lateral (values (b.id, b.frame), (b.id || ':decoded', b.said)) as t (id, sealed)
         where b.id = any($2) and t.id = any($1) and t.sealed is not null`,
      [ids, [...new Set(ids.map(frameOf))]],
    )) as { text: StoredText }[];
    return new Map(rows.map(({ text }) => [text.id, this.open(text)]));
  }

  /** For ever. What the person says afterwards gets a new key. `false`: there was none. */
  async erase(owner: string, at: Instant): Promise<boolean> {
    this.liveKeys.delete(owner);
    const rows = (await this.source.query(
      `with erased as (update person_key set wrapped = null, erased_at = instant_of($2) where owner = $1 and erased_at is null returning 1)
       select count(*)::integer as n from erased`,
      [owner, at],
    )) as { n: number }[];
    return (rows[0]?.n ?? 0) > 0;
  }

  /** Boot check: refuses a secret that would leave every text unreadable. */
  async assertSecretFits(): Promise<void> {
    const rows = (await this.source.query(
      `select id, owner, encode(wrapped, 'base64') as wrapped from person_key where erased_at is null order by created_at desc limit 1`,
    )) as { id: string; owner: string; wrapped: string }[];
    const newest = rows[0];
    if (newest && !this.unwrap(newest)) {
      throw new Error(
        'SILVERBELL_SECRET is not the one this database was made with: notes and raw messages could not be read. Start with the old secret.',
      );
    }
  }

  /** A key that this process does not remember before it is told to. */
  fresh(owner: string): FreshKey {
    const [id, bytes] = [randomUUID(), freshKey()];
    return { id, bytes, owner, wrapped: seal(this.master, bytes, wrapName(id, owner)).toString('base64') };
  }

  /** A key for another use than to wrap keys, from the same secret. */
  derive(use: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.master, 'silverbell', use, 32));
  }

  /** `null`: it was wrapped under another secret. */
  unwrap(row: StoredKey): Uint8Array | null {
    return open(this.master, Buffer.from(row.wrapped, 'base64'), wrapName(row.id, row.owner));
  }
}

/** The frame that a text was read in, or the text itself. */
const frameOf = (id: TextId): string => id.replace(/:decoded$/, '');

const wrapName = (keyId: string, owner: string): string => `key ${keyId} of ${owner}`;
const textName = (keyId: string, textId: string): string => `text ${textId} under ${keyId}`;
const marked = (body: string | Uint8Array): Buffer =>
  typeof body === 'string'
    ? Buffer.concat([Buffer.of(TEXT), Buffer.from(body, 'utf8')])
    : Buffer.concat([Buffer.of(BYTES), body]);
