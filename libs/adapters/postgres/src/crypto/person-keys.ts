import type { Instant, TextId } from '@silverbell/kernel';
import type { SecretText } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Asks } from '../lane.js';
import { freshKey, masterKeyFrom, open, seal } from './master-key.js';

/** What the database keeps of a text. */
export interface SealedText {
  readonly id: TextId;
  readonly keyId: string;
  readonly what: SecretText['what'];
  /** base64 */
  readonly sealed: string;
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

const KEYS_REMEMBERED = 20_000;
const TEXT = 0;
const BYTES = 1;

/** One key per senior or subject: erasing it erases everything that person said and sent, in every backup that keeps the key apart. */
export class PersonKeys {
  private readonly master: Uint8Array;
  private readonly liveKeys = new Map<string, Key>();

  constructor(
    private readonly source: DataSource,
    secret: string,
  ) {
    this.master = masterKeyFrom(secret);
  }

  /** Seals under the owners' present keys; `newKeys` must be written in the same transaction, and {@link remember}ed after its commit. */
  async seal(
    runner: Asks,
    texts: readonly SecretText[],
  ): Promise<{ readonly sealed: SealedText[]; readonly newKeys: (NewKey & Key)[] }> {
    const keys = new Map<string, Key>();
    const newKeys: (NewKey & Key)[] = [];
    const unknown = [...new Set(texts.map((text) => text.owner))].filter((owner) => {
      const known = this.liveKeys.get(owner);
      if (known) keys.set(owner, known);
      return !known;
    });
    if (unknown.length > 0) {
      const rows = (await runner.query(
        `select id, owner, encode(wrapped, 'base64') as wrapped from person_key where owner = any($1) and erased_at is null`,
        [unknown],
      )) as { id: string; owner: string; wrapped: string }[];
      for (const row of rows) {
        const bytes = this.unwrap(row);
        if (!bytes)
          throw new Error(
            `the key of ${row.owner} does not open: is SILVERBELL_SECRET the one this database was made with?`,
          );
        keys.set(row.owner, this.keep(row.owner, { id: row.id, bytes }));
      }
    }
    for (const owner of unknown.filter((one) => !keys.has(one))) {
      const key = { id: randomUUID(), bytes: freshKey() };
      keys.set(owner, key);
      newKeys.push({
        ...key,
        owner,
        wrapped: seal(this.master, key.bytes, wrapName(key.id, owner)).toString('base64'),
      });
    }
    const sealed = texts.map((text): SealedText => {
      const key = keys.get(text.owner);
      if (!key) throw new Error(`no key for ${text.owner}`);
      return {
        id: text.id,
        keyId: key.id,
        what: text.what,
        sealed: seal(key.bytes, marked(text.body), textName(key.id, text.id)).toString('base64'),
      };
    });
    return { sealed, newKeys };
  }

  remember(keys: readonly (NewKey & Key)[]): void {
    for (const { owner, id, bytes } of keys) this.keep(owner, { id, bytes });
  }

  /** Somebody else erased a key that this process still held. */
  forget(owners: readonly string[]): void {
    for (const owner of owners) this.liveKeys.delete(owner);
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

  /** Texts and raw frames by id; an id that is not there is not in the answer. */
  async readTexts(ids: readonly TextId[]): Promise<ReadonlyMap<TextId, OpenedText>> {
    if (ids.length === 0) return new Map();
    const rows = (await this.source.query(
      `select ${STORED_TEXT} as text from secret_text t join person_key k on k.id = t.key_id where t.id = any($1)`,
      [ids],
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

  private unwrap(row: { readonly id: string; readonly owner: string; readonly wrapped: string }): Uint8Array | null {
    return open(this.master, Buffer.from(row.wrapped, 'base64'), wrapName(row.id, row.owner));
  }

  private keep(owner: string, key: Key): Key {
    if (this.liveKeys.size >= KEYS_REMEMBERED) {
      for (const oldest of this.liveKeys.keys()) {
        this.liveKeys.delete(oldest);
        break;
      }
    }
    this.liveKeys.set(owner, key);
    return key;
  }
}

const wrapName = (keyId: string, owner: string): string => `key ${keyId} of ${owner}`;
const textName = (keyId: string, textId: string): string => `text ${textId} under ${keyId}`;
const marked = (body: string | Uint8Array): Buffer =>
  typeof body === 'string'
    ? Buffer.concat([Buffer.of(TEXT), Buffer.from(body, 'utf8')])
    : Buffer.concat([Buffer.of(BYTES), body]);
