import { as, instant, type DeviceId } from '@silverbell/kernel';
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Delivery } from './delivery.js';
import { noMetrics, type Metrics } from './metrics.port.js';

/** Marks where a record begins, so that reading can go on behind bytes that were damaged. */
const MAGIC = Buffer.from('SBp1', 'latin1');
const HEAD = MAGIC.length + 8; // then length and crc32 of the body, big-endian
const MAX_BODY = 256 * 1024;
const MAX_SEGMENT = 8 * 1024 * 1024;
const SEGMENT = /^\d{12}\.spool$/;

type DeliveryHead = Omit<Delivery, 'payload'>;

/** body = length of the head (4 bytes), the head as JSON, the payload as it came */
export function encodeRecord({ payload, ...head }: Delivery): Buffer {
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const body = Buffer.concat([Buffer.alloc(4), json, payload]);
  body.writeUInt32BE(json.length, 0);
  const frame = Buffer.alloc(HEAD);
  MAGIC.copy(frame, 0);
  frame.writeUInt32BE(body.length, 4);
  frame.writeUInt32BE(crc32(body), 8);
  return Buffer.concat([frame, body]);
}

function decodeBody(body: Buffer): Delivery | null {
  try {
    const length = body.readUInt32BE(0);
    const head = JSON.parse(body.subarray(4, 4 + length).toString('utf8')) as DeliveryHead;
    return {
      ...head,
      deviceId: as<DeviceId>(head.deviceId),
      receivedAt: instant(head.receivedAt),
      payload: body.subarray(4 + length),
    };
  } catch {
    return null;
  }
}

/** Every record that can be read, in order. A torn tail or a damaged stretch costs only what it covers. */
export function decodeRecords(bytes: Buffer): {
  readonly deliveries: readonly Delivery[];
  readonly skippedBytes: number;
} {
  const deliveries: Delivery[] = [];
  let skippedBytes = 0;
  let at = 0;
  while (at < bytes.length) {
    const size = recordAt(bytes, at);
    const delivery = size === null ? null : decodeBody(bytes.subarray(at + HEAD, at + size));
    if (size !== null && delivery !== null) {
      deliveries.push(delivery);
      at += size;
      continue;
    }
    const next = bytes.indexOf(MAGIC, at + 1);
    const to = next === -1 ? bytes.length : next;
    skippedBytes += to - at;
    at = to;
  }
  return { deliveries, skippedBytes };
}

function recordAt(bytes: Buffer, at: number): number | null {
  if (bytes.length - at < HEAD || !bytes.subarray(at, at + MAGIC.length).equals(MAGIC)) return null;
  const length = bytes.readUInt32BE(at + 4);
  if (length > MAX_BODY || bytes.length - at - HEAD < length) return null;
  const body = bytes.subarray(at + HEAD, at + HEAD + length);
  return crc32(body) === bytes.readUInt32BE(at + 8) ? HEAD + length : null;
}

/**
 * Presses that are not repeated, kept on this machine's disk while the database cannot take them.
 * Append-only segments; an append resolves after fsync; a segment goes when everything in it was handed in.
 * After a crash a half-replayed segment is replayed from its beginning: the inbox makes the copies harmless.
 */
export class Spool {
  private current: { handle: FileHandle; path: string; size: number } | null = null;
  private writing: Promise<void> = Promise.resolve();
  private pending: { bytes: Buffer; done: () => void; failed: (error: unknown) => void }[] = [];
  private nextNumber = 1;
  private waiting = 0;
  private replaying = false;
  private closed = false;

  private constructor(
    private readonly dir: string,
    private readonly metrics: Metrics,
  ) {}

  static async open(dir: string, metrics: Metrics = noMetrics): Promise<Spool> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const spool = new Spool(dir, metrics);
    for (const name of await spool.segments()) {
      spool.nextNumber = Math.max(spool.nextNumber, Number.parseInt(name, 10) + 1);
      spool.waiting += decodeRecords(await readFile(join(dir, name))).deliveries.length;
    }
    spool.report();
    return spool;
  }

  /** How many presses wait for the database. */
  get size(): number {
    return this.waiting;
  }

  /** Resolves when the press would survive a power cut. Appends that meet are written and synced together. */
  append(delivery: Delivery): Promise<void> {
    if (this.closed) return Promise.reject(new Error('the spool is closed'));
    return new Promise((done, failed) => {
      this.pending.push({ bytes: encodeRecord(delivery), done, failed });
      if (this.pending.length === 1) this.writing = this.writing.then(() => this.flush());
    });
  }

  private async flush(): Promise<void> {
    const batch = this.pending;
    this.pending = [];
    try {
      const segment = await this.segmentForWriting();
      const bytes = Buffer.concat(batch.map((entry) => entry.bytes));
      await segment.handle.appendFile(bytes);
      await segment.handle.datasync();
      segment.size += bytes.length;
      this.waiting += batch.length;
      this.report();
      for (const entry of batch) entry.done();
    } catch (error) {
      // What the failed write left behind is a torn tail; nothing may be written behind it.
      await this.seal();
      for (const entry of batch) entry.failed(error);
    }
  }

  private async segmentForWriting(): Promise<{ handle: FileHandle; path: string; size: number }> {
    if (this.current && this.current.size < MAX_SEGMENT) return this.current;
    await this.seal();
    const path = join(this.dir, `${String(this.nextNumber).padStart(12, '0')}.spool`);
    const handle = await open(path, 'ax', 0o600);
    this.nextNumber += 1;
    this.current = { handle, path, size: 0 };
    await syncFolder(this.dir);
    return this.current;
  }

  private async seal(): Promise<void> {
    const segment = this.current;
    this.current = null;
    await segment?.handle.close().catch(() => undefined);
  }

  /**
   * Hands everything in, oldest first, and stops at the first refusal (`false`), to be called again.
   * One that can never be handed in (`handIn` throws) is set aside for a person, so that it does not stop the others.
   * Answers with the number handed in.
   */
  async replay(handIn: (delivery: Delivery) => Promise<boolean>): Promise<number> {
    if (this.replaying || this.closed) return 0;
    this.replaying = true;
    try {
      // From here on appends go to a new segment; what is replayed no longer grows.
      await (this.writing = this.writing.then(() => this.seal()));
      let handedIn = 0;
      for (const name of await this.segments()) {
        if (this.current?.path.endsWith(name)) break;
        const path = join(this.dir, name);
        const { deliveries, skippedBytes } = decodeRecords(await readFile(path));
        for (const [index, delivery] of deliveries.entries()) {
          const taken = await handIn(delivery).catch(() => this.setAside(delivery));
          if (!taken) {
            await this.shorten(path, deliveries.slice(index));
            return handedIn;
          }
          handedIn += 1;
          this.waiting -= 1;
          this.report();
        }
        if (skippedBytes > 0) {
          this.metrics.inc('spool_skipped_bytes_total', {}, skippedBytes);
          await rename(path, `${path}.damaged`);
        } else {
          await rm(path);
        }
      }
      return handedIn;
    } finally {
      this.replaying = false;
    }
  }

  private async setAside(delivery: Delivery): Promise<true> {
    const aside = await open(join(this.dir, 'aside.records'), 'a', 0o600);
    try {
      await aside.appendFile(encodeRecord(delivery));
      await aside.datasync();
    } finally {
      await aside.close();
    }
    this.metrics.inc('alerts_total', { result: 'set-aside' });
    return true;
  }

  /** Keeps only what is still waiting, so that the next replay does not begin at the beginning. */
  private async shorten(path: string, rest: readonly Delivery[]): Promise<void> {
    const part = `${path}.part`;
    const handle = await open(part, 'w', 0o600);
    try {
      await handle.writeFile(Buffer.concat(rest.map(encodeRecord)));
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
    await syncFolder(this.dir);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.writing;
    await this.seal();
  }

  private async segments(): Promise<readonly string[]> {
    return (await readdir(this.dir)).filter((name) => SEGMENT.test(name)).sort();
  }

  private report(): void {
    this.metrics.observe('spool_records', this.waiting);
  }
}

/** A new file survives a power cut only when its folder was synced too. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems refuse to sync a folder; there the new name is safe by other means.
    if (!['EINVAL', 'EPERM', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await folder.close();
  }
}
