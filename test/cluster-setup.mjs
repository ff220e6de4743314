// One embedded PostgreSQL per jest run. jest loads this file without our transform, so it only makes and clears the place;
// the first test file that needs a database starts the cluster in it (libs/testing/world/src/database.ts).
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PREFIX = 'silverbell-cluster-';

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const numberIn = (file) => (existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0);

async function clear(folder) {
  const pid = numberIn(join(folder, 'postgres', 'cluster', 'postmaster.pid'));
  if (pid > 1 && alive(pid)) {
    process.kill(pid, 'SIGQUIT'); // nobody will read these files again
    while (alive(pid)) await sleep(20);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export default async function makePlace() {
  if (process.env.TEST_CLUSTER_DIR) return; // several floors in one run share one cluster
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const left = join(tmpdir(), name);
    const run = numberIn(join(left, 'run'));
    if (run > 0 && !alive(run)) await clear(left);
  }
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'run'), `${process.pid}\n`);
  process.env.TEST_CLUSTER_DIR = folder;
}

export async function clearOwnCluster() {
  const folder = process.env.TEST_CLUSTER_DIR;
  if (folder && numberIn(join(folder, 'run')) === process.pid) await clear(folder);
}
