import { refuse, type Refusal } from '@silverbell/kernel';
import type { SeniorStatus } from '@silverbell/vocabulary';
import type { RegistryResult, RegistryWritten } from '../../ports/registry-write.js';
import type { FilesTransaction, SeniorFile } from './port.js';
import { takeFromList } from './contact-list.js';
import type { FileDeps } from './write-homes.js';
import { seniorWritten, type SeniorCommand } from './write-seniors.js';

export interface WantedStatus {
  readonly id: string;
  readonly status: SeniorStatus;
  /** YYYY-MM-DD: the day it happened, which may lie before today. */
  readonly on: string;
  readonly reason: string;
}

/**
 * SR-42, CR-27. A status never mutes a device: her pendant raises as before, and the alert says whose it was. Of a person who died nothing goes
 * out any more to her or in her name: she leaves the contact lists of others, holds no key, and is asked no more where she was a helper.
 */
export function setSeniorStatus(
  { files, newId }: FileDeps,
  command: SeniorCommand,
  { id, status, on, reason }: WantedStatus,
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = await tx.senior(id);
    if (before === null) return refuse('not-found');
    if (on > command.today) return refuse('status-ahead');
    const isKnown = before.statusOn === on && before.statusReason === reason;
    if (before.status === status && (isKnown || reason === CASE_CLOSED)) return { id: before.id, audit: null };
    const senior: SeniorFile = {
      ...before,
      ...{ status, statusOn: on, statusReason: reason, version: before.version + 1, changedBy: command.by },
    };
    await tx.updateSenior(senior);
    // CR-27: what the public pays for her ends with that day; her device is heard as before.
    if (status === 'deceased' || status === 'moved')
      await tx.endEntitlements(senior.id, status === 'deceased' ? 'death' : 'moved-out', on, command);
    const ended = status === 'deceased' ? await endWhatNamesHer(tx, senior, command, newId) : {};
    return seniorWritten('senior-status-set', senior, { from: before.status, status, on, ...ended });
  });
}

/** An incident was closed with the outcome `deceased`; a death that is on file already stays as it was written. */
export function recordDeath(deps: FileDeps, command: SeniorCommand, id: string, on: string): RegistryResult {
  return setSeniorStatus(deps, command, { id, status: 'deceased', on, reason: CASE_CLOSED });
}
const CASE_CLOSED = 'incident-closed';

async function endWhatNamesHer(
  tx: FilesTransaction,
  senior: SeniorFile,
  { by, at }: SeniorCommand,
  newId: FileDeps['newId'],
): Promise<Readonly<Record<'contactEntries' | 'helpers' | 'keys', number>>> {
  const [entries, helpers, keys] = [
    await tx.contactEntriesOf(senior),
    await tx.helpersNamed(senior),
    await tx.keysHeldBy(senior),
  ];
  for (const entry of entries) await takeFromList(tx, entry, { reason: 'deceased', at });
  for (const helper of helpers) await tx.suspendHelper(helper, by, at, newId());
  for (const key of keys) {
    await tx.updateKey({ ...key, holderPhone: null });
    await tx.noteKeyStep({ id: newId(), keyId: key.id, what: 'holder-deceased', holderKind: key.holderKind, by, at });
  }
  return { contactEntries: entries.length, helpers: helpers.length, keys: keys.length };
}
