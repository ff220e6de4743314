import { environmentWithDotenv } from '@silverbell/adapter-runtime/settings';
import { BackupRefused } from '@silverbell/adapter-postgres';
import { EmbeddedPostgresRefused } from '@silverbell/adapter-postgres/embedded';
import { parseArgs } from 'node:util';
import { adminReset } from './admin-reset.js';
import { auditVerify } from './audit-verify.js';
import { backup } from './backup.js';
import { restore } from './restore.js';
import { ROOT } from './local-station.js';

const USAGE = {
  backup: 'npm run backup -- --to <file>',
  restore: 'npm run restore -- --from <file> --into <data folder>',
  'audit-verify': 'npm run audit:verify [-- --backup <file>]',
  'admin-reset': 'npm run admin:reset -- --username <user name>',
} as const;

/** One sentence and the status a shell should see. */
export async function runCommand(what: keyof typeof USAGE, args: readonly string[]): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const complain = (line: string): number => (process.stderr.write(`${line}\n`), 1);
  let values: Partial<Record<'to' | 'from' | 'into' | 'username' | 'backup', string | undefined>>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        from: { type: 'string' },
        into: { type: 'string' },
        username: { type: 'string' },
        backup: { type: 'string' },
      },
    }));
  } catch {
    values = {};
  }
  const given = environmentWithDotenv(process.env, ROOT);
  try {
    if (what === 'backup' && values.to) {
      say(await backup(values.to, given));
      return 0;
    }
    if (what === 'restore' && values.from && values.into) {
      const { sentence, sound } = await restore(values.from, values.into, given);
      return sound ? (say(sentence), 0) : complain(sentence);
    }
    if (what === 'audit-verify') {
      const { whole, sentence } = await auditVerify(given, values.backup ?? null);
      return whole ? (say(sentence), 0) : complain(sentence);
    }
    if (what === 'admin-reset' && values.username) {
      say(await adminReset(values.username, given));
      return 0;
    }
    return complain(USAGE[what]);
  } catch (error) {
    const known = error instanceof BackupRefused || error instanceof EmbeddedPostgresRefused;
    return complain(
      known ? error.message : `It did not work: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
