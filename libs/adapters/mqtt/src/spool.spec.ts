import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { as, instant, type DeviceId } from '@silverbell/kernel';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from './delivery.js';
import { decodeRecords, encodeRecord, Spool } from './spool.js';

const press = (n: number, payload = `{"id":"p${n}","kind":"sos"}`): Delivery => ({
  deviceId: as<DeviceId>('pendant-1'),
  topic: 'care/v1/pendant-1/alert',
  payload: Buffer.from(payload),
  replayed: false,
  repeats: false,
  receivedAt: instant(1_000 + n),
  doubts: [],
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spool-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const segments = (): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.spool'))
    .sort();
const segmentPath = (at = 0): string => join(dir, segments()[at] ?? 'none');
const namesOf = (deliveries: readonly Delivery[]): string[] =>
  deliveries.map(({ payload }) => (JSON.parse(Buffer.from(payload).toString()) as { id: string }).id);

async function replayAll(spool: Spool): Promise<string[]> {
  const got: Delivery[] = [];
  await spool.replay((delivery) => {
    got.push(delivery);
    return Promise.resolve(true);
  });
  return namesOf(got);
}

describe('the spool', () => {
  it('hands in again what it was given, oldest first, and then holds nothing', async () => {
    const spool = await Spool.open(dir);
    for (const n of [1, 2, 3]) await spool.append(press(n));
    expect(spool.size).toBe(3);
    expect(await replayAll(spool)).toEqual(['p1', 'p2', 'p3']);
    expect(spool.size).toBe(0);
    expect(segments()).toEqual([]);
    await spool.close();
  });

  it('is on the disk when an append resolves: a process that dies then loses nothing', async () => {
    const dying = await Spool.open(dir);
    await dying.append(press(1));
    // No close: this is kill -9.
    const next = await Spool.open(dir);
    expect(next.size).toBe(1);
    expect(await replayAll(next)).toEqual(['p1']);
  });

  it('keeps the very bytes, whatever they are', async () => {
    const spool = await Spool.open(dir);
    const payload = Buffer.from([0, 255, 0x53, 0x42, 0x70, 0x31, 10, 0]);
    await spool.append({ ...press(1), payload, doubts: ['over-quota'] });
    const got: Delivery[] = [];
    await spool.replay((delivery) => Promise.resolve(got.push(delivery) > 0));
    expect(Buffer.from(got[0]?.payload ?? []).equals(payload)).toBe(true);
    expect(got[0]).toMatchObject({ doubts: ['over-quota'], receivedAt: 1_001, topic: 'care/v1/pendant-1/alert' });
  });

  it('writes presses that arrive together in the order in which they arrived', async () => {
    const spool = await Spool.open(dir);
    await Promise.all(Array.from({ length: 100 }, (_, n) => spool.append(press(n))));
    expect(await replayAll(spool)).toEqual(Array.from({ length: 100 }, (_, n) => `p${n}`));
  });

  it('loses only the torn record when the power goes in the middle of a write, at any byte', () => {
    const [first, second] = [encodeRecord(press(1)), encodeRecord(press(2))];
    for (let cut = 0; cut < second.length; cut += 1) {
      const bytes = Buffer.concat([first, second.subarray(0, cut)]);
      expect(namesOf(decodeRecords(bytes).deliveries)).toEqual(['p1']);
    }
  });

  it('reads on behind a stretch that was damaged', () => {
    const [first, second, third] = [1, 2, 3].map((n) => encodeRecord(press(n)));
    for (const at of [0, 5, 9, 20]) {
      const broken = Buffer.from(second!);
      broken[at] = broken[at]! ^ 0xff;
      const { deliveries, skippedBytes } = decodeRecords(Buffer.concat([first!, broken, third!]));
      expect(namesOf(deliveries)).toEqual(['p1', 'p3']);
      expect(skippedBytes).toBe(broken.length);
    }
  });

  it('goes on in a new file after a crash, and still replays in order', async () => {
    const dying = await Spool.open(dir);
    await dying.append(press(1));
    await dying.append(press(2));
    truncateSync(segmentPath(), readFileSync(segmentPath()).length - 3);
    const next = await Spool.open(dir);
    await next.append(press(3));
    expect(await replayAll(next)).toEqual(['p1', 'p3']);
    // The file with the torn tail is kept for a person.
    expect(readdirSync(dir).some((name) => name.endsWith('.damaged'))).toBe(true);
  });

  it('stops where the database says no, and goes on from there', async () => {
    const spool = await Spool.open(dir);
    for (const n of [1, 2, 3]) await spool.append(press(n));
    let taken = 0;
    await spool.replay(() => Promise.resolve(++taken < 2));
    expect(spool.size).toBe(2);
    expect(await replayAll(spool)).toEqual(['p2', 'p3']);
  });

  it('takes new presses while it replays, and keeps them for the next time', async () => {
    const spool = await Spool.open(dir);
    await spool.append(press(1));
    await spool.replay(async () => {
      await spool.append(press(2));
      return true;
    });
    expect(spool.size).toBe(1);
    expect(await replayAll(spool)).toEqual(['p2']);
  });

  it('sets one aside that can never be handed in, and hands in the others', async () => {
    const spool = await Spool.open(dir);
    for (const n of [1, 2]) await spool.append(press(n));
    const got: Delivery[] = [];
    await spool.replay((delivery) => {
      if (namesOf([delivery])[0] === 'p1') return Promise.reject(new Error('never'));
      got.push(delivery);
      return Promise.resolve(true);
    });
    expect(namesOf(got)).toEqual(['p2']);
    expect(namesOf(decodeRecords(readFileSync(join(dir, 'aside.records'))).deliveries)).toEqual(['p1']);
  });

  it('is not confused by files that are not its own', async () => {
    writeFileSync(join(dir, 'notes.txt'), 'hello');
    const spool = await Spool.open(dir);
    await spool.append(press(1));
    appendFileSync(join(dir, 'notes.txt'), 'again');
    expect(await replayAll(spool)).toEqual(['p1']);
    expect(readdirSync(dir)).toEqual(['notes.txt']);
  });

  it('says that it could not keep a press instead of pretending', async () => {
    const spool = await Spool.open(dir);
    rmSync(dir, { recursive: true });
    await expect(spool.append(press(1))).rejects.toThrow();
  });
});
