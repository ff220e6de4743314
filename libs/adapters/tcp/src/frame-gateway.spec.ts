import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { gateway, newGatewaySession, watch } from '@silverbell/profiles';
import { connect, type Socket } from 'node:net';
import { FRAME_LIMITS, FrameGateway, type FrameDelivery, type FrameLimits } from './frame-gateway.js';

const framed = (content: string, id = '1234567890'): string =>
  `[3G*${id}*${content.length.toString(16).padStart(4, '0')}*${content}]`;
const ALARM = 'AL,150126,083000,V,00.000000,,00.0000000,,0.00,0.0,4.0,0,60,55,1200,0,00010000,0';
const POSITION = ALARM.replace('AL', 'UD');

const world = async (limits: Partial<FrameLimits> = {}) => {
  const taken: FrameDelivery[] = [];
  const log: string[] = [];
  const commit = { answer: (): Promise<void> => Promise.resolve() };
  const door = new FrameGateway(
    watch,
    {
      intake: {
        accept: async (delivery) => {
          await commit.answer();
          taken.push(delivery);
        },
      },
      clock: { now: () => instant(Date.parse('2026-01-15T08:30:00Z')) },
      log: { warn: (what, facts) => void log.push(`${what} ${String(facts?.['reason'] ?? '')}`.trim()) },
    },
    { bind: '127.0.0.1', port: 0 },
    { ...FRAME_LIMITS, ...limits },
  );
  const port = await door.listen();
  const sockets: Socket[] = [];
  return {
    ...{ taken, log, commit, door },
    call: async () => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      const said = { text: '', closed: false };
      socket.on('data', (chunk) => void (said.text += chunk.toString('latin1')));
      socket.on('close', () => void (said.closed = true));
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      return { socket, said };
    },
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await door.close();
    },
  };
};
const until = async (fact: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 500 && !fact(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(fact()).toBe(true);
};

let the: Awaited<ReturnType<typeof world>>;
beforeEach(async () => {
  the = await world();
});
afterEach(() => the.close());

describe('a watch on the line', () => {
  it('is handed to the intake under its claimed number, and becomes a signal there', async () => {
    const { socket } = await the.call();
    socket.write(framed(ALARM));
    await until(() => the.taken.length === 1);
    const [delivery] = the.taken;
    expect(delivery).toMatchObject({ deviceId: 'watch:1234567890', repeats: true });
    expect(delivery?.topic).toMatch(/^raw\/watch\/[0-9a-f-]{36}$/);
    const { signals, lane } = gateway({ ...delivery!, retained: false, session: newGatewaySession(), device: null });
    expect([lane, signals.map(({ kind }) => kind)]).toEqual(['alert', ['sos']]);
  });

  it('gets its answer after the commit, and not before', async () => {
    let commit = (): void => undefined;
    the.commit.answer = () => new Promise((resolve) => void (commit = resolve));
    const { socket, said } = await the.call();
    socket.write(framed('LK,1,0,55'));
    await until(() => said.text === '[3G*1234567890*0002*LK]');
    commit();
    await until(() => the.taken.length === 1);
    said.text = '';
    socket.write(framed(ALARM));
    // The keep-alive behind it waits for its turn: had the alarm been answered early, that answer would be here.
    socket.write(framed('TKQ'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(said.text).toBe('');
    the.commit.answer = () => Promise.resolve();
    commit();
    await until(() => said.text === '[3G*1234567890*0002*AL][3G*1234567890*0003*TKQ]');
  });

  it('gets no answer when nothing was committed, stays connected, and is taken when it says it again', async () => {
    the.commit.answer = () => Promise.reject(new Error('the database is away'));
    const { socket, said } = await the.call();
    socket.write(framed(ALARM));
    await until(() => the.log.includes('frame-not-taken'));
    expect([said.text, said.closed]).toEqual(['', false]);
    the.commit.answer = () => Promise.resolve();
    socket.write(framed(ALARM));
    await until(() => said.text === '[3G*1234567890*0002*AL]');
    expect(the.taken).toHaveLength(1);
  });

  it('is repeated by nobody when its protocol gives no answer, so the intake may keep it itself', async () => {
    const { socket } = await the.call();
    socket.write(framed(POSITION));
    await until(() => the.taken.length === 1);
    expect(the.taken[0]?.repeats).toBe(false);
  });

  it('is understood byte by byte, glued together, and behind garbage', async () => {
    const { socket } = await the.call();
    for (const byte of Buffer.from(`\r\n?${framed(ALARM)}`)) socket.write(Buffer.from([byte]));
    socket.write(framed('LK') + framed(POSITION));
    await until(() => the.taken.length === 3);
    expect(the.taken.map(({ payload }) => Buffer.from(payload).toString())).toEqual(
      [ALARM, 'LK', POSITION].map((content) => framed(content)),
    );
  });

  it('what it sent before it hung up is still taken', async () => {
    const { socket } = await the.call();
    socket.end(framed(ALARM));
    await until(() => the.taken.length === 1);
  });
});

describe('who misuses the line', () => {
  it('a scanner opens no case and is cut', async () => {
    const { socket, said } = await the.call();
    socket.write('GET / HTTP/1.1\r\n'.repeat(1_000));
    await until(() => said.closed);
    expect(the.taken).toEqual([]);
    expect(the.log).toEqual(['connection-cut no-frames']);
  });

  it('who says nothing is cut', async () => {
    await the.close();
    the = await world({ firstFrameWithinMs: 40 });
    const { said } = await the.call();
    await until(() => said.closed);
    expect(the.log).toEqual(['connection-cut silent']);
  });

  it('who claims one number after another is cut at the fifth, and the four are heard', async () => {
    const { socket, said } = await the.call();
    for (let n = 1; n <= 9; n += 1) socket.write(framed(ALARM, `100${n}`));
    await until(() => said.closed);
    expect(the.taken.map(({ deviceId }) => deviceId)).toEqual([1, 2, 3, 4].map((n) => `watch:100${n}`));
  });

  it('who sends too fast is read more slowly, and nothing is lost', async () => {
    const { socket } = await the.call();
    const begun = Date.now();
    socket.write(Array.from({ length: 30 }, () => framed('LK')).join(''));
    await until(() => the.taken.length === 30);
    expect(Date.now() - begun).toBeGreaterThan(300);
  });

  it('who opens too many connections from one address is refused', async () => {
    await the.close();
    the = await world({ connectionsPerAddress: 2 });
    await the.call();
    await the.call();
    const { said } = await the.call();
    await until(() => said.closed);
    expect(the.log).toEqual(['connection-refused too-many-of-one-address']);
  });
});
