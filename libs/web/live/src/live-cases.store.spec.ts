import { describe, expect, it } from '@jest/globals';
import { LiveCases, type LiveCase } from './live-cases.store.js';
import type { CaseVersion, LiveTransport, Push, PushName } from './transport.port.js';

interface Row extends LiveCase {
  readonly say?: string;
}

/** A server of a few rows, a socket that can be cut, and a clock moved by hand. */
function station(rows: Row[]) {
  let now = 1_000_000;
  const delayed = new Set<{ at: number; run: () => void }>();
  const timers: { ms: number; run: () => void; nextAt: number }[] = [];
  const connection: ((up: boolean) => void)[] = [];
  const pushes = new Map<string, ((message: never) => void)[]>();
  const world = {
    rows: new Map(rows.map((row) => [row.id, row])),
    listReads: 0,
    oneReads: [] as string[],
    questions: [] as string[][],
    readsDown: false,
    defects: [] as string[],
    listDown: false,
    resumeSilent: false,
    connected: false,
    /** Answers of readSome wait here when set. */
    gate: null as Promise<void> | null,
  };
  const open = (): Row[] => [...world.rows.values()].filter((row) => row.phase !== 'closed');
  const transport: LiveTransport = {
    open: () => undefined,
    close: () => undefined,
    get connected() {
      return world.connected;
    },
    resume: async (): Promise<readonly CaseVersion[]> => {
      if (world.resumeSilent) throw new Error('timeout');
      return open().map(({ id, version }) => ({ id, version }));
    },
    onConnection: (listener) => {
      connection.push(listener);
      return () => undefined;
    },
    on: <N extends PushName>(name: N, listener: (message: Push<N>) => void) => {
      pushes.set(name, [...(pushes.get(name) ?? []), listener as (message: never) => void]);
      return () => undefined;
    },
  };
  const live = new LiveCases<Row>({
    transport,
    readOpen: async function* () {
      world.listReads += 1;
      if (world.listDown) throw new Error('unreachable');
      yield open();
    },
    readSome: async (ids) => {
      world.questions.push([...ids]);
      world.oneReads.push(...ids);
      if (world.readsDown) throw new Error('timeout');
      const answer = ids.flatMap((id) => world.rows.get(id) ?? []);
      if (world.gate) await world.gate;
      return answer;
    },
    later: (ms, run) => {
      const one = { at: now + ms, run };
      delayed.add(one);
      return () => void delayed.delete(one);
    },
    now: () => now,
    every: (ms, run) => {
      timers.push({ ms, run, nextAt: now + ms });
      return () => undefined;
    },
    reportDefect: (sentence) => world.defects.push(sentence),
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
  };
  return {
    live,
    world,
    settle,
    connect: async (up: boolean) => {
      world.connected = up;
      for (const tell of connection) tell(up);
      await settle();
    },
    push: async (name: PushName, message: object) => {
      for (const hear of pushes.get(name) ?? []) hear(message as never);
      await settle();
    },
    passes: async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        now += 1_000;
        for (const one of [...delayed].filter(({ at }) => at <= now)) {
          delayed.delete(one);
          one.run();
        }
        await settle();
        for (const timer of timers) {
          if (timer.nextAt > now) continue;
          timer.nextAt = now + timer.ms;
          timer.run();
        }
        await settle();
      }
    },
    /** The lid was shut: no timer ran. `ofNothing`: of a machine whose steady clock stood still, too. */
    sleeps: async (minutes: number, ofNothing = false) => {
      if (!ofNothing) now += minutes * 60_000;
      for (const timer of timers) {
        timer.nextAt = now + timer.ms;
        timer.run();
      }
      await settle();
    },
    versions: () => Object.fromEntries([...live.state().cases].map(([id, row]) => [id, row.version])),
  };
}

const row = (id: string, version: number, phase = 'waiting'): Row => ({ id, version, phase });

async function started(rows: Row[]) {
  const s = station(rows);
  s.live.start();
  await s.settle();
  await s.connect(true);
  s.world.oneReads.length = 0;
  return s;
}

describe('live cases', () => {
  it('knows nothing before the list was read, and says so', () => {
    const s = station([row('a', 1)]);
    expect(s.live.state()).toMatchObject({ connection: 'connecting', known: false });
    expect(s.live.state().cases.size).toBe(0);
  });

  it('reads a case again when a push announces a newer version', async () => {
    const s = await started([row('a', 1)]);
    s.world.rows.set('a', row('a', 2, 'attended'));
    await s.push('incident.changed', { id: 'a', version: 2, phase: 'attended' });
    expect(s.versions()).toEqual({ a: 2 });
  });

  it('reads nothing when a push announces what it has', async () => {
    const s = await started([row('a', 3)]);
    await s.push('incident.changed', { id: 'a', version: 3, phase: 'waiting' });
    expect(s.world.oneReads).toEqual([]);
  });

  it('never replaces a newer state by an older answer', async () => {
    const s = await started([row('a', 1)]);
    s.live.accept(row('a', 5));
    s.live.accept(row('a', 4));
    expect(s.versions()).toEqual({ a: 5 });
  });

  it('does not lose a change that happens while the case is being read', async () => {
    const s = await started([row('a', 1)]);
    let release = (): void => undefined;
    s.world.gate = new Promise((resolve) => {
      release = resolve;
    });
    s.world.rows.set('a', row('a', 2));
    await s.push('incident.changed', { id: 'a', version: 2, phase: 'waiting' });
    s.world.rows.set('a', row('a', 3));
    await s.push('incident.changed', { id: 'a', version: 3, phase: 'waiting' });
    s.world.gate = null;
    release();
    await s.passes(1);
    expect(s.versions()).toEqual({ a: 3 });
  });

  it('takes a closed case off the list, and a late answer does not bring it back', async () => {
    const s = await started([row('a', 1), row('b', 1)]);
    s.world.rows.set('a', row('a', 9, 'closed'));
    await s.push('incident.changed', { id: 'a', version: 9, phase: 'closed' });
    s.live.accept(row('a', 8, 'handled'));
    expect(s.versions()).toEqual({ b: 1 });
  });

  it('after a cut reads only what differs', async () => {
    const s = await started([row('a', 1), row('b', 1), row('c', 1)]);
    await s.connect(false);
    s.world.rows.set('b', row('b', 2));
    s.world.rows.set('d', row('d', 1));
    await s.connect(true);
    expect(s.versions()).toEqual({ a: 1, b: 2, c: 1, d: 1 });
    expect(s.world.oneReads.sort()).toEqual(['b', 'd']);
  });

  it('after a cut looks once more at a case that is no longer open before its row goes', async () => {
    const s = await started([row('a', 1), row('b', 1)]);
    await s.connect(false);
    s.world.rows.set('a', row('a', 2, 'closed'));
    await s.connect(true);
    expect(s.versions()).toEqual({ b: 1 });
  });

  it('catches up in questions of at most 50, and shows each answer before the next', async () => {
    const s = await started([]);
    await s.connect(false);
    for (let n = 0; n < 120; n += 1) s.world.rows.set(`n${n}`, row(`n${n}`, 1));
    s.world.questions.length = 0;
    await s.connect(true);
    expect(s.live.state().cases.size).toBe(50);
    await s.passes(1);
    expect(s.live.state().cases.size).toBe(100);
    await s.passes(1);
    expect(s.live.state().cases.size).toBe(120);
    expect(s.world.questions.map(({ length }) => length)).toEqual([50, 50, 20]);
  });

  it('asks one question at a time, and what is announced meanwhile shares the next', async () => {
    const s = await started([]);
    let release = (): void => undefined;
    s.world.gate = new Promise((resolve) => {
      release = resolve;
    });
    s.world.questions.length = 0;
    for (const id of ['a', 'b', 'c']) {
      s.world.rows.set(id, row(id, 1));
      await s.push('incident.changed', { id, version: 1, phase: 'waiting' });
    }
    expect(s.world.questions).toEqual([['a']]);
    s.world.gate = null;
    release();
    await s.passes(1);
    expect(s.world.questions).toEqual([['a'], ['b', 'c']]);
    expect(s.versions()).toEqual({ a: 1, b: 1, c: 1 });
  });

  it('reads an incident it has never seen before the changes of those it shows', async () => {
    const s = await started([row('a', 1), row('b', 1)]);
    let release = (): void => undefined;
    s.world.gate = new Promise((resolve) => {
      release = resolve;
    });
    s.world.questions.length = 0;
    for (const [id, version] of [
      ['a', 2],
      ['b', 2],
      ['new', 1],
    ] as const) {
      s.world.rows.set(id, row(id, version));
      await s.push('incident.changed', { id, version, phase: 'waiting' });
    }
    s.world.gate = null;
    release();
    await s.passes(1);
    expect(s.world.questions[1]).toEqual(['new', 'b']);
  });

  it('does not call itself live while pushes arrive and what they announce cannot be read', async () => {
    const s = await started([row('a', 1)]);
    s.world.readsDown = true;
    for (let second = 0; second < 12; second += 1) {
      s.world.rows.set('a', row('a', 2 + second));
      await s.push('incident.changed', { id: 'a', version: 2 + second, phase: 'waiting' });
      await s.passes(1);
    }
    expect(s.live.state().connection).toBe('quiet');
    s.world.readsDown = false;
    await s.passes(6);
    expect(s.live.state().connection).toBe('live');
    expect(s.versions()).toEqual({ a: 13 });
  });

  it('asks ten questions a second at most, however many changes are announced', async () => {
    const s = await started([]);
    s.world.questions.length = 0;
    for (let n = 0; n < 30; n += 1) {
      s.world.rows.set('a', row('a', n + 1));
      await s.push('incident.changed', { id: 'a', version: n + 1, phase: 'waiting' });
    }
    expect(s.world.questions).toHaveLength(1);
    await s.passes(1);
    expect(s.world.questions).toHaveLength(2);
    expect(s.versions()).toEqual({ a: 30 });
  });

  it('says that the connection is down and asks every 5 s while the socket is cut', async () => {
    const s = await started([row('a', 1)]);
    await s.connect(false);
    expect(s.live.state().connection).toBe('down');
    s.world.rows.set('b', row('b', 1));
    const before = s.world.listReads;
    await s.passes(20);
    expect(s.world.listReads - before).toBeGreaterThanOrEqual(3);
    expect(s.world.listReads - before).toBeLessThanOrEqual(5);
    expect(s.versions()).toEqual({ a: 1, b: 1 });
    expect(s.live.state().connection).toBe('down');
  });

  it('keeps what it knew and says the list is old when not even asking works', async () => {
    const s = await started([row('a', 1)]);
    s.world.listDown = true;
    await s.connect(false);
    await s.passes(6);
    expect(s.live.state()).toMatchObject({ connection: 'down', listFailed: true, known: true });
    expect(s.versions()).toEqual({ a: 1 });
  });

  it('calls a silent server quiet after 10 s and down after 30 s although the socket seems up', async () => {
    const s = await started([row('a', 1)]);
    s.world.resumeSilent = true;
    await s.passes(12);
    expect(s.live.state().connection).toBe('quiet');
    await s.passes(20);
    expect(s.live.state().connection).toBe('down');
    s.world.resumeSilent = false;
    await s.passes(5);
    expect(s.live.state().connection).toBe('live');
  });

  it('says after 20 min of sleep that it is doubtful, and shows what came meanwhile', async () => {
    const s = await started([row('a', 1), row('b', 1)]);
    const said: string[] = [];
    s.live.subscribe(() => said.push(s.live.state().connection));
    s.world.rows.set('a', row('a', 4, 'closed')).set('new', row('new', 1));
    await s.sleeps(20);
    expect(said[0]).toBe('down');
    expect(s.versions()).toEqual({ b: 1, new: 1 });
    expect(s.live.state().connection).toBe('live');
  });

  it('calls itself down after a sleep for as long as the line stays dead', async () => {
    const s = await started([row('a', 1)]);
    Object.assign(s.world, { resumeSilent: true, listDown: true });
    await s.sleeps(20);
    expect(s.live.state()).toMatchObject({ connection: 'down', listFailed: true });
    Object.assign(s.world, { resumeSilent: false, listDown: false });
    s.world.rows.set('new', row('new', 1));
    await s.passes(5);
    expect([s.live.state().connection, s.versions()]).toEqual(['live', { a: 1, new: 1 }]);
  });

  it('shows what came during a sleep within 4 s on a machine whose steady clock slept, too', async () => {
    const s = await started([row('a', 1)]);
    s.world.rows.set('new', row('new', 1));
    await s.sleeps(20, true);
    await s.passes(4);
    expect(s.versions()).toEqual({ a: 1, new: 1 });
  });

  it('stays live through a quiet night', async () => {
    const s = await started([]);
    await s.passes(300);
    expect(s.live.state()).toMatchObject({ connection: 'live', missedPushes: 0 });
  });

  it('reads the list every 60 s and reports a change no push and no comparison announced', async () => {
    const s = await started([row('a', 1)]);
    await s.passes(58);
    // A resume that lags behind the table: the safety reading is the only one that can see the change.
    s.world.resumeSilent = true;
    s.world.rows.set('a', row('a', 2));
    await s.passes(3);
    expect(s.versions()).toEqual({ a: 2 });
    expect(s.live.state().missedPushes).toBe(1);
    expect(s.world.defects).toHaveLength(1);
  });

  it('shows connecting, then down, when the first list cannot be read', async () => {
    const s = station([]);
    s.world.listDown = true;
    s.live.start();
    await s.settle();
    expect(s.live.state()).toMatchObject({ connection: 'down', known: false, listFailed: true });
  });

  it('forgets everything when it stops, also what was still on its way', async () => {
    const s = await started([row('a', 1)]);
    let release = (): void => undefined;
    s.world.gate = new Promise((resolve) => {
      release = resolve;
    });
    s.world.rows.set('a', row('a', 2));
    await s.push('incident.changed', { id: 'a', version: 2, phase: 'waiting' });
    s.live.stop();
    expect(s.live.state()).toMatchObject({ connection: 'connecting', known: false });
    release();
    await s.settle();
    expect(s.versions()).toEqual({});
  });

  it('starts afresh after a stop', async () => {
    const s = await started([row('a', 1)]);
    s.live.stop();
    s.world.rows.set('b', row('b', 1));
    s.live.start();
    await s.settle();
    expect(s.versions()).toEqual({ a: 1, b: 1 });
  });
});
