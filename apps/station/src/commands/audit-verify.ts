import { resolve } from 'node:path';
import { AuditHeads, BackupRefused, examine, PostgresAuditChain } from '@silverbell/adapter-postgres';
import type { ChainFault } from '@silverbell/usecases';
import { findLocalStation } from './local-station.js';
import { withDatabase } from './with-database.js';

const FAULTS: Readonly<Record<ChainFault, string>> = {
  missing: '缺失。  It is missing.',
  changed: '被更改。  It was changed.',
  inserted: '不是本平台写入的。  This platform did not write it.',
  reordered: '位置被调换，或链被重写。  It stands in another place, or the chain was written anew.',
  'missing-at-the-end': '及其后的记录缺失。  It and what followed it are missing.',
};

/**
 * Whether the audit log is whole, in a sentence that names the first bad entry. What it was before stands in the data folder, and in a backup
 * when one is given.
 */
export async function auditVerify(
  given: Readonly<Record<string, string | undefined>>,
  backup: string | null,
): Promise<{ readonly whole: boolean; readonly sentence: string }> {
  const station = findLocalStation(given);
  const before = backup === null ? null : (await examine(resolve(backup), station.secret)).opening.audit;
  if (before === undefined)
    throw new BackupRefused(`${backup ?? ''} was made before backups said how long the audit log was.`);
  const anchors = [...new AuditHeads(station.folder).read(), ...(before === null ? [] : [before])];
  const found = await withDatabase(station, (source) => new PostgresAuditChain(source, station.secret).verify(anchors));
  if (found.whole)
    return {
      whole: true,
      sentence: `审计日志完整，共 ${found.head.count} 条。  The audit log is whole: ${found.head.count} entries.`,
    };
  const which = found.entryId === null ? '' : `（编号 id ${found.entryId}）`;
  return {
    whole: false,
    sentence: `审计日志第 ${found.position} 条${which}有问题  entry ${found.position} of the audit log: ${FAULTS[found.fault]}`,
  };
}
