import { BackupRefused, openIncidentStores, openDatabase, PostgresErasureStore } from '@silverbell/adapter-postgres';
import { fromIso, toIso, type SeniorId } from '@silverbell/kernel';
import { ERASE_REASONS } from '@silverbell/vocabulary';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Ids alone: beside the backups, so that one from before an erasure is made to forget her again when it comes back. */
const ErasedList = z.array(
  z.object({
    seniorId: z.string(),
    at: z.iso.datetime(),
    reason: z.enum(ERASE_REASONS),
  }),
);
type ErasedList = z.infer<typeof ErasedList>;

const beside = (backup: string): string => join(dirname(backup), 'silverbell-erased-persons.json');

function read(file: string): ErasedList {
  if (!existsSync(file)) return [];
  try {
    return ErasedList.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new BackupRefused(`The list of erased persons ${file} cannot be read: bring it back before you go on.`);
  }
}

/** A person once on the list beside the backups stays on it. */
export async function addErased(backup: string, databaseUrl: string, secret: string): Promise<void> {
  const file = beside(backup);
  const known = read(file);
  const now = await withErasures(databaseUrl, secret, async (erasures) =>
    (await erasures.list()).map(({ seniorId, at, reason }) => ({ seniorId: String(seniorId), at: toIso(at), reason })),
  );
  const added = now.filter(({ seniorId }) => !known.some((one) => one.seniorId === seniorId));
  if (added.length === 0) return;
  writeFileSync(`${file}.new`, `${JSON.stringify([...known, ...added], null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Answers with how many the backup still knew. */
export function eraseListed(backup: string, databaseUrl: string, secret: string): Promise<number> {
  const list = read(beside(backup)).flatMap(({ seniorId, at, reason }) => {
    const instant = fromIso(at);
    return instant === null ? [] : [{ seniorId: seniorId as SeniorId, at: instant, by: null, reason }];
  });
  return withErasures(databaseUrl, secret, (erasures) => erasures.eraseAgain(list));
}

async function withErasures<T>(
  url: string,
  secret: string,
  work: (erasures: PostgresErasureStore) => Promise<T>,
): Promise<T> {
  const source = await openDatabase(url, { applicationName: 'silverbell-keeping', poolSize: 2 });
  try {
    return await work(new PostgresErasureStore(source, openIncidentStores(source, secret).keys));
  } finally {
    await source.destroy();
  }
}
