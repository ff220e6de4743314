import { as, type Instant, type RegionId, type SeniorId, type TextId } from '@silverbell/kernel';
import { randomUUID } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { storeTexts } from '../crypto/keep-texts.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { inTransaction } from '../connection/in-transaction.js';

/** 暗语: under the key of its senior, read by the operator who attends her incident. */
export class PostgresCodeWordStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  async of(seniorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (seniorIds.length === 0) return new Map();
    const rows: { id: string; textId: TextId }[] = await this.source.query(
      'select senior_id as id, text_id as "textId" from code_word where senior_id = any($1)',
      [seniorIds],
    );
    const texts = await this.keys.readTexts(rows.map(({ textId }) => textId));
    return new Map(
      rows.flatMap(({ id, textId }) => {
        const word = texts.get(textId);
        return typeof word === 'string' ? [[id, word] as const] : [];
      }),
    );
  }

  async regionOf(seniorId: string): Promise<RegionId | null> {
    const rows: { region_id: RegionId }[] = await this.source.query('select region_id from senior where id = $1', [
      seniorId,
    ]);
    return rows[0]?.region_id ?? null;
  }

  /** The old one is gone for good, not only unlinked. */
  set(seniorId: SeniorId, word: string | null, now: Instant): Promise<void> {
    return inTransaction(this.source, async (runner, afterCommit) => {
      await runner.query('update senior set code_word = null where id = $1', [seniorId]);
      const old = (await runner.query('select text_id as id from code_word where senior_id = $1', [seniorId])) as {
        id: TextId;
      }[];
      if (word === null) await runner.query('delete from code_word where senior_id = $1', [seniorId]);
      else afterCommit(await this.#seal(runner, [{ seniorId, word }], now));
      await runner.query('delete from secret_text where id = any($1)', [old.map(({ id }) => id)]);
    });
  }

  /** What a seed or an import wrote in the clear. Answers with how many there were. */
  sealPlain(now: Instant): Promise<number> {
    return inTransaction(this.source, async (runner, afterCommit) => {
      const plain = (await runner.query(
        'select id as "seniorId", code_word as word from senior where code_word is not null order by id for update',
      )) as { seniorId: SeniorId; word: string }[];
      if (plain.length > 0) afterCommit(await this.#seal(runner, plain, now));
      return plain.length;
    });
  }

  async #seal(
    runner: QueryRunner,
    words: readonly { readonly seniorId: SeniorId; readonly word: string }[],
    now: Instant,
  ): Promise<() => void> {
    const texts = words.map(({ seniorId, word }) => ({
      seniorId,
      ...{ id: as<TextId>(randomUUID()), owner: `senior:${seniorId}`, what: 'note' as const, body: word },
    }));
    const remember = await storeTexts(runner, this.keys, texts, now);
    const seniorIds = texts.map(({ seniorId }) => seniorId);
    await runner.query(
      `insert into code_word (senior_id, text_id) select * from unnest($1::text[], $2::text[])
       on conflict (senior_id) do update set text_id = excluded.text_id`,
      [seniorIds, texts.map(({ id }) => id)],
    );
    await runner.query('update senior set code_word = null where id = any($1)', [seniorIds]);
    return remember;
  }
}
