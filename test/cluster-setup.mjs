// One embedded PostgreSQL per jest run. jest loads this file without our transform, so it only makes and clears the place;
// the first test file that needs a database starts the cluster in it (libs/testing/world/src/database.ts).
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, chmodSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PREFIX = 'silverbell-cluster-';
/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';
/** The clusters of a whole floor and their write-ahead logs stay far below it. */
const ROOM_BYTES = 4 * 1024 ** 3;

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

/**
 * Where there is room, the files lie in memory: thousands of commits then do not wait for a disk. PostgreSQL still flushes each of them
 * (`fsync` and `synchronous_commit` stay on), and what a killed process leaves is the same; only a power cut would be another thing,
 * and no test makes one.
 */
function place() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize > ROOM_BYTES && freemem() > ROOM_BYTES) return MEMORY;
  } catch {
    // No such file system here.
  }
  return tmpdir();
}

export default async function makePlace() {
  if (process.env.TEST_CLUSTER_DIR) return; // several floors in one run share one cluster
  for (const parent of [tmpdir(), MEMORY].filter((one) => existsSync(one)))
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
      const left = join(parent, name);
      const run = numberIn(join(left, 'run'));
      if (run > 0 && !alive(run)) await clear(left);
    }
  const folder = mkdtempSync(join(place(), PREFIX));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'run'), `${process.pid}\n`);
  process.env.TEST_CLUSTER_DIR = folder;
}

export async function clearOwnCluster() {
  const folder = process.env.TEST_CLUSTER_DIR;
  if (folder && numberIn(join(folder, 'run')) === process.pid) await clear(folder);
}
