// Real: PostgreSQL, the demo town, the file on the disk, the printing program as its own process. Not real: password hashing.
import { expect, it } from '@jest/globals';
import { openDatabase, ContactListQueries, PersonKeys, seedDemo } from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import { writeRoster } from '@silverbell/engine';
import { FixedClock } from '@silverbell/testing-kit';
import { testDatabase } from '@silverbell/testing-world';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const plain = { password: (text: string) => Promise.resolve(text), deviceSecret: () => ({ hash: 'h', keyId: 'k' }) };
const printRoster = fileURLToPath(new URL('../../apps/engine/dist/print-roster.js', import.meta.url));

const print = (file: string, secret: string) =>
  spawnSync(process.execPath, [printRoster, file], {
    // No address of a database, no network asked for: what is on this disk must do.
    env: { PATH: process.env['PATH'], SILVERBELL_SECRET: secret },
    encoding: 'utf8',
  });

it('H14 restore drill from the roster: with the database gone, everybody is on paper with a number to ring', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'silverbell-roster-'));
  const clock = new FixedClock();
  const town = demoTown(DEMO_SEED, clock.now());
  const passphrase = 'the secret of this station';
  try {
    const database = await testDatabase();
    const source = await openDatabase(database.url, { poolSize: 2 });
    await seedDemo(source, town, plain as never, passphrase);
    const writing = { clock, folder, passphrase, timeZone: 'Asia/Shanghai', demo: true };
    const file = await writeRoster({
      ...writing,
      roster: new ContactListQueries(source, new PersonKeys(source, passphrase)),
    });
    await source.destroy();
    await database.drop();
    if (file === null) throw new Error('no roster was written');

    const printed = print(file, passphrase);
    expect({ status: printed.status, said: printed.stderr }).toEqual({ status: 0, said: '' });
    const living = town.seniors.filter(({ status }) => status === 'active');
    expect(living.length).toBeGreaterThan(300);
    const missing = living.filter(
      ({ name, phone }) => !printed.stdout.includes(name) || !printed.stdout.includes(phone ?? name),
    );
    expect(missing).toEqual([]);
    for (const seat of town.dutySeats) expect(printed.stdout).toContain(seat.voiceNumber);

    // In the wrong hands it is noise, and says so in a sentence instead of a stack.
    const stolen = print(file, 'a guess');
    expect(stolen.status).toBe(1);
    expect(stolen.stdout).toBe('');
    expect(stolen.stderr.trim().split('\n')).toHaveLength(1);
    const torn = join(folder, 'torn.sbr');
    writeFileSync(torn, 'half a file');
    expect(print(torn, passphrase).status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
