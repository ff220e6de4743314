// Real: PostgreSQL, mosquitto, an engine whose wall clock is set wrong, an api, a console's socket. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PlatformHealthResponse } from '@silverbell/wire';
import { io, type Socket } from 'socket.io-client';
import { eventually } from '../e2e/support/eventually.js';
import { OutsideCaller } from '../e2e/support/outside-http.js';
import { ServerRig } from '../rig/index.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(300_000);
const WITHIN_MS = 90_000;

let rig: ServerRig;
let page: Socket;
let token: string;
let notices: string[];

beforeAll(async () => {
  rig = await ServerRig.start({ engines: 1, apis: 1, clocks: true });
  const origin = rig.origins[0] ?? '';
  token = (await OutsideCaller.logsIn(origin, 'operator')).accessToken;
  page = io(`${origin}/console`, { auth: { token }, transports: ['websocket'] });
  notices = [];
  page.on('notice', ({ code, facts }: { code: string; facts?: { late?: readonly string[] } }) => {
    notices.push([code, ...(facts?.late ?? [])].join(' '));
  });
});
afterAll(async () => {
  page?.disconnect();
  await rig?.stop();
});

const health = async (): Promise<PlatformHealthResponse> => {
  const response = await fetch(`${rig.origins[0] ?? ''}/api/v1/platform-health`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as PlatformHealthResponse;
};
/** What is late at this moment, of the clocks alone: a slow machine may be late with other things. */
const wrongClocks = async (): Promise<string> => {
  const { items } = await health();
  const clocks = items.filter(({ key }) => key === 'clock' || key === 'clock-database');
  // two of the engine, two of the api
  return clocks.length < 4
    ? 'not known'
    : clocks
        .flatMap(({ key, verdict, server }) =>
          verdict === 'late' ? [server?.kind === 'api' ? `${key}-of-the-api` : key] : [],
        )
        .join(' ');
};
const seeing = { withinMs: WITHIN_MS, seen: async () => ({ notices: notices.slice(-5), health: await health() }) };
const isSeen = (what: string): Promise<unknown> =>
  eventually(`the clocks that are wrong are "${what}"`, async () => (await wrongClocks()) === what, seeing);
const isTold = (key: string): Promise<unknown> =>
  eventually(
    `the console is told of ${key}`,
    () => notices.some((one) => one.startsWith('platform-late') && one.split(' ').includes(key)),
    seeing,
  );

describe('a wall clock of a server that jumps', () => {
  it('back, rings every console until it is set right', async () => {
    await isSeen('');
    rig.setClock('engine-1', -60_000);
    await isSeen('clock');
    await isTold('clock');
    const said = (await health()).items.find(({ key }) => key === 'clock');
    expect(said?.words.en).toMatch(/^The wall clock and the clock of the engine differ: \d+\.\d s/);
    expect(said?.words['zh-CN']).toMatch(/^系统时钟与进程时钟相差：/);
    rig.setClock('engine-1', 0);
    await isSeen('');
  });

  it('forward, rings because the database disagrees; set right it rings on, until the engine is started again', async () => {
    await isSeen('');
    rig.setClock('engine-1', 20_000);
    await isSeen('clock-database');
    await isTold('clock-database');
    rig.setClock('engine-1', 0);
    // Time here never goes back: now the engine alone is ahead.
    await isSeen('clock clock-database');
    const { part } = rig.engines[0]!;
    await part.kill();
    await part.start();
    await isSeen('');
  });

  it('rings as well when it is the one of an api', async () => {
    await isSeen('');
    const before = notices.length;
    rig.setClock('api-1', -60_000);
    await isSeen('clock-of-the-api');
    await eventually(
      'the console is told',
      () => notices.slice(before).some((one) => one.startsWith('platform-late') && one.split(' ').includes('clock')),
      seeing,
    );
    const said = (await health()).items.find(({ key, server }) => key === 'clock' && server?.kind === 'api');
    expect(said?.words.en).toMatch(/^The wall clock and the clock of the api differ: \d+\.\d s/);
    rig.setClock('api-1', 0);
    await isSeen('');
  });
});
