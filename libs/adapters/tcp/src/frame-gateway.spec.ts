import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { gateway, newGatewaySession, watch } from '@silverbell/profiles';
import { connect, type Socket } from 'node:net';
import { limitsWithin } from './connection-limits.js';
import { FRAME_LIMITS, FrameGateway, type FrameDelivery, type FrameLimits } from './frame-gateway.js';
import { ListenerGuard } from './listener-guard.js';

const framed = (content: string, id = '1234567890'): string =>
  `[3G*${id}*${content.length.toString(16).padStart(4, '0')}*${content}]`;
const ALARM = 'AL,150126,083000,V,00.000000,,00.0000000,,0.00,0.0,4.0,0,60,55,1200,0,00010000,0';
const POSITION = ALARM.replace('AL', 'UD');

const world = async (limits: Partial<FrameLimits> = {}) => {
  const taken: FrameDelivery[] = [];
  const log: string[] = [];
  const commit = { answer: (): Promise<void> => Promise.resolve() };
  const guard = new ListenerGuard({
    limits: limitsWithin(2_000),
    onEvent: ({ what, reason }) => void log.push(`connection-${what} ${reason}`),
  });
  const door = new FrameGateway(
    watch,
    {
      intake: {
        accept: async (delivery) => {
          await commit.answer();
          taken.push(delivery);
        },
      },
      guard,
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
      guard.close();
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
    const { signals, priority } = gateway({
      ...delivery!,
      retained: false,
      session: newGatewaySession(),
      device: null,
    });
    expect([priority, signals.map(({ kind }) => kind)]).toEqual(['alert', ['sos']]);
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
    expect(the.log).toEqual(['connection-ended silent']);
  });

  it('who claims one number after another without an alarm is cut at the fifth, and the four are heard', async () => {
    const { socket, said } = await the.call();
    for (let n = 1; n <= 9; n += 1) socket.write(framed('LK', `100${String(n)}`));
    await until(() => said.closed);
    expect(the.taken.map(({ deviceId }) => deviceId)).toEqual([1, 2, 3, 4].map((n) => `watch:100${String(n)}`));
  });

  it('who sends too fast is read more slowly, and nothing is lost', async () => {
    const { socket } = await the.call();
    const begun = Date.now();
    socket.write(Array.from({ length: 30 }, () => framed('LK')).join(''));
    await until(() => the.taken.length === 30);
    expect(Date.now() - begun).toBeGreaterThan(300);
  });
});

describe('an alarm at the limits', () => {
  it('W3: of 201 connections of one address the last one is heard, and the one idle longest goes', async () => {
    const idle = await Promise.all(Array.from({ length: FRAME_LIMITS.connectionsPerAddress }, () => the.call()));
    const { socket, said } = await the.call();
    socket.write(framed(ALARM));
    await until(() => said.text === '[3G*1234567890*0002*AL]');
    await until(() => idle.filter(({ said: { closed } }) => closed).length === 1);
    expect(the.log).toEqual(['connection-ended address-full']);
  });

  it('a connection that sent an alarm stays when its address is full', async () => {
    await the.close();
    the = await world({ connectionsPerAddress: 2 });
    const alarmed = await the.call();
    alarmed.socket.write(framed(ALARM));
    await until(() => alarmed.said.text !== '');
    const idle = await the.call();
    idle.socket.write(framed('LK'));
    await until(() => idle.said.text !== '');
    await the.call();
    await until(() => idle.said.closed);
    expect(alarmed.said.closed).toBe(false);
  });

  it('W4: the alarm of a fifth number on one connection is heard and answered', async () => {
    const { socket, said } = await the.call();
    for (let n = 1; n <= 4; n += 1) socket.write(framed('LK', `100${String(n)}`));
    socket.write(framed(ALARM, '1005'));
    await until(() => said.text.endsWith('[3G*1005*0002*AL]'));
    expect(the.taken.at(-1)?.deviceId).toBe('watch:1005');
  });

  it('an alarm does not wait behind the rate of its connection', async () => {
    const { socket } = await the.call();
    socket.write(framed(ALARM).repeat(60));
    const begun = Date.now();
    await until(() => the.taken.length === 60);
    expect(Date.now() - begun).toBeLessThan(1_500);
  });

  it('W5: an alarm behind an image of 60 KB in pieces is heard', async () => {
    const { socket, said } = await the.call();
    socket.write(framed('LK'));
    const image = framed(`img,1,${'x'.repeat(60 * 1024)}`);
    for (let at = 0; at < image.length; at += 1_400) socket.write(image.slice(at, at + 1_400));
    socket.write(framed(ALARM));
    await until(() => said.text.endsWith('[3G*1234567890*0002*AL]'));
    expect(said.closed).toBe(false);
  });

  it('an alarm before too much garbage is heard before the connection is cut', async () => {
    const { socket, said } = await the.call();
    socket.write(framed(ALARM) + '\u0000'.repeat(20_000));
    await until(() => said.closed && the.taken.length === 1);
    expect(the.log).toEqual(['connection-cut no-frames']);
  });
});

describe('bytes that stand in the buffer', () => {
  const signalsOf = (delivery: FrameDelivery) =>
    gateway({ ...delivery, retained: false, session: newGatewaySession(), device: null }).signals;
  const heardAs = (n: number): string => {
    const [signal] = signalsOf(the.taken[n]!);
    return `${the.taken[n]!.deviceId} ${String(signal?.phase)} ${String(signal?.certainty)}`;
  };
  const ends: Readonly<Record<string, (socket: Socket) => unknown>> = {
    'hung up': (socket) => socket.end(),
    reset: (socket) => socket.resetAndDestroy(),
  };

  it.each(Object.entries(ends))('an alarm cut at any byte is heard, unverified, when it is %s', async (_, end) => {
    const whole = framed(ALARM);
    const cuts = Array.from({ length: whole.length - whole.indexOf('AL') - 2 }, (__, n) => whole.indexOf('AL') + 2 + n);
    for (const [n, at] of cuts.entries()) {
      const { socket } = await the.call();
      await new Promise<void>((resolve) => void socket.write(whole.slice(0, at), () => resolve()));
      end(socket);
      await until(() => the.taken.length === n + 1);
      expect(heardAs(n)).toBe('watch:1234567890 raise unverified');
    }
  });

  it('an alarm without its end is heard after two seconds, and answered when its end comes', async () => {
    await the.close();
    the = await world({ unfinishedForMs: 50 });
    const { socket, said } = await the.call();
    socket.write(framed(ALARM).slice(0, -1));
    await until(() => the.taken.length === 1);
    expect([heardAs(0), said.text]).toEqual(['watch:1234567890 raise unverified', '']);
    socket.write(']');
    await until(() => said.text === '[3G*1234567890*0002*AL]');
  });

  it('an alarm without its end is heard once, also when the connection ends behind it', async () => {
    await the.close();
    the = await world({ unfinishedForMs: 50 });
    const { socket, said } = await the.call();
    socket.write(framed(ALARM).slice(0, -1));
    await until(() => the.taken.length === 1);
    socket.end();
    await until(() => said.closed);
    expect(the.taken).toHaveLength(1);
  });

  it('an alarm that stands there when its time is over is heard', async () => {
    await the.close();
    the = await world({ firstFrameWithinMs: 100 });
    const { socket } = await the.call();
    socket.write(framed(ALARM).slice(0, -10));
    await until(() => the.taken.length === 1);
    expect(heardAs(0)).toBe('watch:1234567890 raise unverified');
  });

  it('an alarm of which no number can be read is one of an unknown device', async () => {
    const { socket } = await the.call();
    socket.write(framed(ALARM).replace('1234567890', '\u0001\u0002'));
    await until(() => the.taken.length === 1);
    expect(heardAs(0)).toBe('watch:unknown raise unverified');
  });

  it('an alarm that lost its first bracket is heard behind garbage', async () => {
    const { socket, said } = await the.call();
    socket.write(`\u0000\u0000${framed(ALARM).slice(1)}`);
    await until(() => said.text === '[3G*1234567890*0002*AL]');
  });

  it.each(['[3G*1234567890*0002*L', '[3G*1234567890*00', framed(POSITION).slice(0, 60), 'GET / HTTP/1.1\r\n', '[3G*'])(
    '%s raises nothing when the connection ends',
    async (harmless) => {
      const { socket, said } = await the.call();
      socket.end(harmless);
      await until(() => said.closed);
      expect(the.taken.flatMap(signalsOf)).toEqual([]);
    },
  );

  it.each(['img', 'TK', 'UD'])(
    'any frame %s that is too long passes, whatever its pieces, and the alarm behind it is heard',
    async (type) => {
      for (const [n, size] of [7_001, 33_000, 65_000].entries()) {
        const { socket, said } = await the.call();
        const long = framed(`${type},${'x'.repeat(70_000)}`);
        for (let at = 0; at < long.length; at += size) {
          socket.write(long.slice(at, at + size));
          await new Promise((resolve) => setImmediate(resolve));
        }
        socket.write(framed(ALARM));
        await until(() => said.text.endsWith('[3G*1234567890*0002*AL]'));
        expect(the.taken.flatMap(signalsOf)).toHaveLength(n + 1);
        socket.destroy();
      }
    },
  );
});
