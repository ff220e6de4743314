import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packetBytes, PACKET } from './mqtt-bytes.js';
import { quietPublishAt } from './quiet-publish.js';

const TOPIC = 'care/v1/p-1/heartbeat';
const text = (words: string): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(words));
  return Buffer.concat([length, Buffer.from(words)]);
};
const publish = (payload: Uint8Array, flags = 0, ...between: readonly number[]): Buffer =>
  packetBytes({ type: PACKET.publish, flags, body: Buffer.concat([text(TOPIC), Buffer.from(between), payload]) });

describe('a quiet message in a stream of bytes', () => {
  it('is read whole wherever it stands, in MQTT 3.1.1 and in MQTT 5', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.uint8Array({ maxLength: 20 }),
        fc.constantFrom(4, 5),
        (payload, before, level) => {
          const packet = level === 5 ? publish(payload, 0, 0) : publish(payload);
          const bytes = Buffer.concat([before, packet, Buffer.from([0xc0, 0])]);
          const read = quietPublishAt(bytes, before.length, level);
          expect(read?.topic.toString()).toBe(TOPIC);
          expect(read?.payload.equals(payload)).toBe(true);
          expect(read?.end).toBe(before.length + packet.length);
        },
      ),
    );
  });

  it.each([
    ['asks for an acknowledgement', publish(Buffer.from('{}'), 0x02, 0, 7), 4],
    ['is to be kept', publish(Buffer.from('{}'), 0x01), 4],
    ['was sent before', publish(Buffer.from('{}'), 0x08), 4],
    ['has properties', publish(Buffer.from('{}'), 0, 2, 0x01, 0), 5],
    ['is longer than 16 KiB', publish(Buffer.alloc(16_384)), 4],
    ['is something else', packetBytes({ type: PACKET.pingreq, flags: 0, body: Buffer.alloc(0) }), 4],
  ])('is left to the broker when it %s', (_, bytes, level) => {
    expect(quietPublishAt(bytes, 0, level)).toBeNull();
  });

  it('waits until all of it has come', () => {
    const bytes = publish(Buffer.from('{"batteryPct":50}'));
    for (let size = 0; size < bytes.length; size += 1) expect(quietPublishAt(bytes.subarray(0, size), 0, 4)).toBeNull();
  });

  it('is never read beyond its own end, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(4, 5), (noise, level) => {
        const bytes = Buffer.concat([Buffer.from([0x30]), noise]);
        const read = quietPublishAt(bytes, 0, level);
        if (read === null) return;
        expect(read.end).toBeLessThanOrEqual(bytes.length);
        expect(read.topic.length + read.payload.length).toBeLessThan(read.end);
      }),
    );
  });
});
