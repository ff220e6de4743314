import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresAuditChain } from '@silverbell/adapter-postgres';
import type { ChainFault, ChainHead } from '@silverbell/usecases';
import { z } from 'zod';
import { stationToKeep } from './station-to-keep.js';
import { withDatabase } from './with-database.js';

const Head = z.object({ count: z.number().int().min(0), hash: z.string() });

const FAULTS: Readonly<Record<ChainFault, string>> = {
  missing: '缺失。  It is missing.',
  changed: '被更改。  It was changed.',
  inserted: '不是本平台写入的。  This platform did not write it.',
  reordered: '位置被调换，或链被重写。  It stands in another place, or the chain was written anew.',
  'missing-at-the-end': '及其后的记录缺失。  It and what followed it are missing.',
};

/** Whether the audit log is whole, in a sentence that names the first bad entry. */
export async function auditVerify(
  given: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly whole: boolean; readonly sentence: string }> {
  const station = stationToKeep(given);
  const anchors = notedHead(join(station.folder, 'audit-head.json'));
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

function notedHead(file: string): readonly ChainHead[] {
  if (!existsSync(file)) return [];
  const read = Head.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return read.success ? [read.data] : [];
}
