import type { Instant } from '@silverbell/kernel';
import type { SecretText } from '@silverbell/usecases';
import type { QueryRunner } from 'typeorm';
import type { PersonKeys } from './person-keys.js';

/**
 * Seals texts that belong to no incident, in the transaction of `runner`. Call the answer after its commit, so that new keys are
 * remembered only when they are in the database.
 */
export async function storeTexts(
  runner: QueryRunner,
  keys: PersonKeys,
  texts: readonly SecretText[],
  now: Instant,
): Promise<() => void> {
  if (texts.length === 0) return () => undefined;
  const { sealed, newKeys } = await keys.seal(runner, texts);
  const at = new Date(now);
  await runner.query(
    `insert into person_key (id, owner, wrapped, created_at)
     select k ->> 'id', k ->> 'owner', decode(k ->> 'wrapped', 'base64'), $2 from jsonb_array_elements($1::jsonb) k`,
    [JSON.stringify(newKeys.map(({ id, owner, wrapped }) => ({ id, owner, wrapped }))), at],
  );
  await runner.query(
    `insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
     select t ->> 'id', t ->> 'keyId', null, t ->> 'what', decode(t ->> 'sealed', 'base64'), $2 from jsonb_array_elements($1::jsonb) t`,
    [JSON.stringify(sealed), at],
  );
  return () => keys.remember(newKeys);
}
