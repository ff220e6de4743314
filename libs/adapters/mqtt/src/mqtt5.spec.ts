import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Duplex } from 'node:stream';
import { CappedStream } from './capped-stream.js';
import { readConnect } from './connect-packet.js';
import { lengthBytes, PACKET, packetBytes, PacketSplitter, type Packet } from './mqtt-bytes.js';
import { Mqtt5Translation } from './mqtt5.js';
import { ReadingTurn } from './reading-turn.js';

const field = (words: string): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(words));
  return Buffer.concat([length, Buffer.from(words)]);
};
const properties = (...parts: readonly Buffer[]): Buffer => {
  const all = Buffer.concat(parts);
  return Buffer.concat([lengthBytes(all.length), all]);
};
const userProperty = (name: string, value: string): Buffer =>
  Buffer.concat([Buffer.from([0x26]), field(name), field(value)]);
const connect5 = (clientId: string, flags = 0xc2, sessionS = 0): Buffer =>
  packetBytes({
    ...{ type: PACKET.connect, flags: 0 },
    body: Buffer.concat([
      ...[field('MQTT'), Buffer.from([5, flags, 0, 60])],
      properties(
        userProperty('a', 'b'),
        Buffer.from([0x11, 0, 0, sessionS >> 8, sessionS & 0xff]),
        Buffer.from([0x21, 0, 9]),
      ),
      ...[field(clientId), field('p-1'), field('secret')],
    ]),
  });
const publish = (level: 4 | 5, topic: string, payload: string, qos: 0 | 1, ...more: readonly Buffer[]): Buffer =>
  packetBytes({
    ...{ type: PACKET.publish, flags: qos << 1 },
    body: Buffer.concat([
      ...[field(topic), qos === 0 ? Buffer.alloc(0) : Buffer.from([0, 7])],
      ...(level === 5 ? [properties(...more)] : []),
      Buffer.from(payload),
    ]),
  });
const only = (bytes: Buffer): Packet => {
  const packets = new PacketSplitter().feed(bytes);
  expect(packets).toHaveLength(1);
  return packets[0]!;
};

/** What the broker reads of a stream that came in these chunks. */
async function through(chunks: readonly Buffer[]): Promise<Buffer> {
  const inner = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => void done() });
  const stream = new CappedStream(inner, {
    maxBytes: 70_000,
    judge: () => 'cut',
    refusedVersion: () => undefined,
    readQuiet: () => false,
    turn: new ReadingTurn(),
  });
  stream.on('error', () => undefined);
  const read: Buffer[] = [];
  stream.on('data', (part: Buffer) => void read.push(part));
  const over = new Promise((resolve) => stream.once('end', resolve));
  for (const chunk of chunks) inner.push(chunk);
  inner.push(null);
  await over;
  return Buffer.concat(read);
}
const inPiecesOf = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));

describe('a client of MQTT 5', () => {
  it('presses: the broker reads the same press in 3.1.1, however the stream is torn on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 300 }),
        fc.constantFrom(0 as const, 1 as const),
        fc.array(fc.tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 200 })), { maxLength: 5 }),
        fc.integer({ min: 1, max: 80 }),
        async (payload, qos, more, size) => {
          const sent = publish(
            5,
            'care/v1/p-1/alert',
            payload,
            qos,
            ...more.map(([name, value]) => userProperty(name, value)),
          );
          const read = await through(inPiecesOf(Buffer.concat([connect5('p-1'), sent]), size));
          const [asked, press] = new PacketSplitter().feed(read);
          expect(readConnect(asked!.body)).toMatchObject({
            level: 4,
            clientId: 'p-1',
            userName: 'p-1',
            // It is watched in front of the broker, which does not see every packet.
            keepAliveS: 0,
          });
          expect(packetBytes(press!).equals(publish(4, 'care/v1/p-1/alert', payload, qos))).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that speaks 3.1.1 is not touched but for its keep-alive', async () => {
    const plain = (keepAliveS: number): Buffer =>
      Buffer.concat([
        packetBytes({
          ...{ type: PACKET.connect, flags: 0 },
          body: Buffer.concat([
            field('MQTT'),
            Buffer.from([4, 0xc2, 0, keepAliveS]),
            field('p-1'),
            field('p-1'),
            field('secret'),
          ]),
        }),
        publish(4, 'care/v1/p-1/alert', '{"kind":"sos"}', 1),
      ]);
    for (const size of [1, 3, 7, 20, 500])
      expect((await through(inPiecesOf(plain(60), size))).equals(plain(0))).toBe(true);
  });

  it.each([
    ['begun anew', 0xc2, 600, true],
    ['kept, and never to outlive its connection', 0xc0, 0, true],
    ['kept for ten minutes', 0xc0, 600, false],
  ])('a session %s', (_, flags, sessionS, clean) => {
    const asked = readConnect(only(connect5('p-1', flags, sessionS)).body)!;
    const told = readConnect(only(new Mqtt5Translation(asked).connect()).body)!;
    expect((told.flags & 0x02) !== 0).toBe(clean);
  });

  it('any bytes behind its first packet end it or pass, and break nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const translation = new Mqtt5Translation(readConnect(only(connect5('p-1')).body)!);
        try {
          for (const packet of new PacketSplitter().feed(Buffer.from(bytes))) {
            translation.fromClient(packet);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
        expect(() => readConnect(Buffer.from(bytes))).not.toThrow();
        await Promise.resolve();
      }),
    );
  });
});
