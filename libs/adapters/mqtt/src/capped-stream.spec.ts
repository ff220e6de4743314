import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Duplex } from 'node:stream';
import { CappedStream } from './capped-stream.js';
import { packetBytes, PACKET } from './mqtt-bytes.js';
import { ReadingTurn } from './reading-turn.js';

const text = (words: string): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(words));
  return Buffer.concat([length, Buffer.from(words)]);
};
const connect = (keepAliveS: number): Buffer =>
  packetBytes({
    ...{ type: PACKET.connect, flags: 0 },
    body: Buffer.concat([text('MQTT'), Buffer.from([4, 0x02, 0, keepAliveS]), text('p-1')]),
  });
const says = (topic: string, qos = 0): Buffer =>
  packetBytes({
    ...{ type: PACKET.publish, flags: qos << 1 },
    body: Buffer.concat([text(topic), Buffer.from(qos === 0 ? [] : [0, 7]), Buffer.from('{}')]),
  });
const ping = packetBytes({ type: PACKET.pingreq, flags: 0, body: Buffer.alloc(0) });

/** A connection of a device; what its heartbeats are, `hears` decides. */
function connection(hears: (topic: string) => boolean) {
  const inner = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => void done() });
  const heard: string[] = [];
  const stream = new CappedStream(inner, {
    maxBytes: 70_000,
    judge: () => 'cut',
    refusedVersion: () => undefined,
    turn: new ReadingTurn(),
    readQuiet: (topic) => {
      const name = topic.toString();
      if (hears(name)) heard.push(name);
      return hears(name);
    },
  });
  const errors: string[] = [];
  stream.on('error', (error) => void errors.push(error.message));
  const arrives = (...packets: readonly Buffer[]): void => void inner.emit('data', Buffer.concat(packets));
  return { inner, arrives, errors, heard, stream, passed: () => stream.read() as Buffer };
}

describe('a connection', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('keeps its heartbeats from the broker and hands on everything else unchanged', () => {
    const the = connection((topic) => topic === 'beat');
    the.arrives(connect(0));
    the.arrives(says('beat'), says('beat'), ping, says('beat'));
    the.arrives(says('alert', 1));
    the.arrives(says('beat'));
    expect(the.heard).toEqual(['beat', 'beat', 'beat']);
    expect(the.passed().equals(Buffer.concat([connect(0), ping, says('beat'), says('alert', 1)]))).toBe(true);
  });

  it('hands on what nobody takes, and what is torn on the way', () => {
    const the = connection((topic) => topic === 'beat');
    const torn = says('beat');
    the.arrives(connect(0));
    the.arrives(says('alarm'));
    the.arrives(torn.subarray(0, 5));
    the.arrives(torn.subarray(5), says('beat'));
    expect(the.heard).toEqual([]);
    const all = Buffer.concat([connect(0), says('alarm'), torn, says('beat')]);
    expect(the.passed().equals(all)).toBe(true);
  });

  it('is read from again in another turn of the loop when too many heartbeats came in one', () => {
    const the = connection(() => true);
    the.arrives(connect(0));
    the.inner.resume();
    for (let n = 0; n < 50; n += 1) the.arrives(says('beat'));
    expect(the.inner.isPaused()).toBe(false);
    the.arrives(says('beat'));
    expect(the.inner.isPaused()).toBe(true);
    jest.runAllTicks();
    expect(the.inner.isPaused()).toBe(true);
    jest.advanceTimersByTime(0);
    expect(the.inner.isPaused()).toBe(false);
    expect(the.heard).toHaveLength(51);
  });

  it('ends one and a half times its keep-alive after the last word, heartbeats included', () => {
    const the = connection(() => true);
    the.arrives(connect(10));
    jest.advanceTimersByTime(14_000);
    the.arrives(says('beat'));
    jest.advanceTimersByTime(14_900);
    expect(the.stream.destroyed).toBe(false);
    jest.advanceTimersByTime(200);
    expect(the.stream.destroyed).toBe(true);
  });

  it('without a keep-alive stays open however long it is silent', () => {
    const the = connection(() => true);
    the.arrives(connect(0));
    jest.advanceTimersByTime(86_400_000);
    expect(the.stream.destroyed).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });
});
