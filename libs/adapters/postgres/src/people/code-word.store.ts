import { as, type Instant, type RegionId, type SeniorId, type TextId } from '@silverbell/kernel';
import { randomUUID } from 'node:crypto';
import { In, type DataSource, type QueryRunner } from 'typeorm';
import { storeTexts } from '../crypto/keep-texts.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { inTransaction } from '../connection/in-transaction.js';
import { CodeWordRow, SeniorRow } from './senior.entity.js';

/** 暗语: under the key of its senior, read by the operator who attends her incident. */
export class PostgresCodeWordStore {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  async of(seniorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.source.manager.findBy(CodeWordRow, { seniorId: In([...seniorIds]) });
    const texts = await this.keys.readTexts(rows.map(({ textId }) => textId));
    return new Map(
      rows.flatMap(({ seniorId, textId }) => {
        const word = texts.get(textId);
        return typeof word === 'string' ? [[seniorId, word] as const] : [];
      }),
    );
  }

  async regionOf(seniorId: string): Promise<RegionId | null> {
    const senior = await this.source.manager.findOneBy(SeniorRow, { id: seniorId });
    return senior === null ? null : as<RegionId>(senior.regionId);
  }

  /** The old one is gone for good, not only unlinked. */
  set(seniorId: SeniorId, word: string | null, now: Instant): Promise<void> {
    return inTransaction(this.source, async (runner, afterCommit) => {
      const { manager } = runner;
      // Locks her row as well: of two that set it at once the second finds the word of the first.
      await manager.update(SeniorRow, { id: seniorId }, { codeWord: null });
      const old = await manager.findOneBy(CodeWordRow, { seniorId });
      if (word === null) await manager.delete(CodeWordRow, { seniorId });
      else afterCommit(await this.#seal(runner, [{ seniorId, word }], now));
      if (old !== null) await runner.query('delete from secret_text where id = $1', [old.textId]);
    });
  }

  /** What a seed or an import wrote in the clear, however many: in SQL. Answers with how many there were. */
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
