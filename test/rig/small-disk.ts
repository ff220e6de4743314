import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const BALLAST = 'ballast';
const UNMOUNT_TRIES = 40;

/** A file system of its own in a file, mounted on a folder: it can be filled to the last block without filling the machine. Needs root, `mkfs.ext4` and loop devices. */
export class SmallDisk {
  private constructor(
    readonly folder: string,
    private readonly image: string,
  ) {}

  /** A sentence instead where this machine does not let us. */
  static mount(folder: string, sizeMiB: number): SmallDisk | string {
    if (process.getuid?.() !== 0) return 'only root may mount a file system';
    const image = `${folder}.img`;
    const file = openSync(image, 'w', 0o600);
    ftruncateSync(file, sizeMiB * 1024 * 1024);
    closeSync(file);
    mkdirSync(folder, { recursive: true });
    for (const [program, ...args] of [
      // No blocks are kept for root: full is full for everybody.
      ['mkfs.ext4', '-q', '-F', '-m', '0', image],
      ['mount', '-o', 'loop', image, folder],
    ] as const) {
      const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
      if (status === 0) continue;
      rmSync(image, { force: true });
      return `${program}: ${(error?.message ?? stderr).trim().split('\n').at(-1) ?? 'failed'}`;
    }
    return new SmallDisk(folder, image);
  }

  /** Not one block is left. */
  fill(): void {
    for (let pieces = 0; pieces < 1_000; pieces += 1) {
      const { bavail, bsize } = statfsSync(this.folder);
      if (bavail === 0) return;
      // What the file system needs to know of a big file is taken from the same blocks: smaller pieces fill the rest.
      for (let blocks = bavail; blocks >= 1; blocks = Math.floor(blocks / 2)) {
        const ballast = join(this.folder, `${BALLAST}-${String(pieces)}`);
        const { status } = spawnSync('fallocate', ['-l', String(blocks * bsize), ballast]);
        if (status === 0) break;
        rmSync(ballast, { force: true });
        if (blocks === 1) return;
      }
    }
  }

  /** As before {@link fill}. */
  empty(): void {
    spawnSync('find', [this.folder, '-maxdepth', '1', '-name', `${BALLAST}-*`, '-delete']);
  }

  async unmount(): Promise<void> {
    for (let attempt = 1; attempt <= UNMOUNT_TRIES; attempt += 1) {
      // Somebody who was killed may hold a file for a moment; the last try does not ask.
      const flags = attempt === UNMOUNT_TRIES ? ['-l'] : [];
      if (spawnSync('umount', [...flags, this.folder]).status === 0) break;
      await pause(250);
    }
    rmSync(this.image, { force: true });
  }
}
