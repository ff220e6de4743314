import { DEMO_SECRET } from '@silverbell/adapter-runtime';
import { readFileSync } from 'node:fs';
import { openRoster } from './roster/sealed-roster.js';

/** `node apps/engine/dist/print-roster.js <data folder>/roster/roster-2026-01-15.sbr > roster.html`: needs no database and no network. */
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Which roster? Give its file; SILVERBELL_SECRET opens it.\n');
  process.exit(2);
}
try {
  process.stdout.write(openRoster(readFileSync(file), process.env['SILVERBELL_SECRET'] ?? DEMO_SECRET));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'The roster cannot be read.'}\n`);
  process.exit(1);
}
