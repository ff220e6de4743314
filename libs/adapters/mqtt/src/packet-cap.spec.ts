import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PacketCap, type Oversize, type Verdict } from './packet-cap.js';

const length = (n: number): Buffer => {
  const bytes: number[] = [];
  do {
    bytes.push((n % 128) + (n >= 128 ? 128 : 0));
    n = Math.floor(n / 128);
  } while (n > 0);
  return Buffer.from(bytes);
};
const publish = (topic: string, size: number, qos: 0 | 1 = 0): Buffer => {
  const name = Buffer.from(topic);
  const head = Buffer.alloc(2);
  head.writeUInt16BE(name.length);
  const body = Buffer.concat([head, name, qos > 0 ? Buffer.from([0, 7]) : Buffer.alloc(0), Buffer.alloc(size, 'x')]);
  return Buffer.concat([Buffer.from([0x30 | (qos << 1)]), length(body.length), body]);
};
const ping = Buffer.from([0xc0, 0]);

function feed(chunks: readonly Buffer[], verdict: Verdict = 'cut', max = 1_000) {
  const judged: Oversize[] = [];
  const cap = new PacketCap(max, (oversize) => {
    judged.push(oversize);
    return verdict;
  });
  const passed: Buffer[] = [];
  let cut = false;
  for (const chunk of chunks) {
    if (cut) break;
    const answer = cap.feed(chunk);
    passed.push(...answer.pass);
    cut = answer.cut;
  }
  return { passed: Buffer.concat(passed), cut, judged };
}
const inPiecesOf = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));

describe('the packet cap', () => {
  it('lets ordinary packets through unchanged, however they are torn apart on the way', () => {
    const bytes = Buffer.concat([publish('a/b', 10, 1), ping, publish('a/b', 900), ping, publish('c', 0)]);
    for (let size = 1; size <= bytes.length; size += 7) {
      const { passed, cut } = feed(inPiecesOf(bytes, size));
      expect(cut).toBe(false);
      expect(passed.equals(bytes)).toBe(true);
    }
  });

  it('cuts an oversize packet before its body is there, and names its topic', () => {
    const big = publish('care/v1/p/alert', 5_000, 1);
    const { passed, cut, judged } = feed([ping, big.subarray(0, 40)]);
    expect(cut).toBe(true);
    expect(passed.equals(ping)).toBe(true);
    expect(judged).toHaveLength(1);
    expect(judged[0]).toMatchObject({ topic: 'care/v1/p/alert', qos: 1 });
  });

  it('knows the topic also when it comes byte by byte', () => {
    const { cut, judged } = feed(inPiecesOf(publish('some/topic', 5_000), 1));
    expect(cut).toBe(true);
    expect(judged[0]?.topic).toBe('some/topic');
  });

  it('reads past what may be skipped, and everything around it gets through', () => {
    const around = publish('x', 20, 1);
    const bytes = Buffer.concat([around, publish('hub/bridge/definitions', 5_000), around]);
    for (const size of [1, 3, 64, 6_000]) {
      const { passed, cut } = feed(inPiecesOf(bytes, size), 'skip');
      expect(cut).toBe(false);
      expect(passed.equals(Buffer.concat([around, around]))).toBe(true);
    }
  });

  it('lets an oversize packet through whole when it is told to', () => {
    const bytes = Buffer.concat([ping, publish('hub/bridge/devices', 5_000), ping]);
    for (const size of [1, 3, 64, 6_000]) expect(feed(inPiecesOf(bytes, size), 'pass').passed.equals(bytes)).toBe(true);
  });

  it('cuts an oversize CONNECT, which has no topic', () => {
    const { cut, judged } = feed([Buffer.concat([Buffer.from([0x10]), length(70_000), Buffer.alloc(100)])]);
    expect(cut).toBe(true);
    expect(judged[0]).toMatchObject({ topic: null, qos: null });
  });

  it('never throws and never holds bytes back, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
        const { passed, cut } = feed(chunks.map((chunk) => Buffer.from(chunk)));
        const all = Buffer.concat(chunks);
        expect(all.subarray(0, passed.length).equals(passed)).toBe(true);
        // At most an unfinished header and an unfinished topic wait for the rest.
        if (!cut) expect(all.length - passed.length).toBeLessThanOrEqual(5 + 2 + 1_024);
      }),
    );
  });
});
