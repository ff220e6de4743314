import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { p50, p99, rounded, shuffled } from '../numbers.js';
import { closesEverything, Person } from '../stage/people.js';
import { ConsoleSocket } from '../stage/console.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { pendants, type Stage } from '../stage/stage.js';
import { connected, pressCold, pressInTurn, shownAfter } from './pressing.js';
import type { Measured } from './measured.js';

/** How bare may stand to a lone commit before the run counts for nothing. */
const GUARD = { p50: 3, p99: 4 } as const;

/** `ack…`, `console…` and `cold…`: presses one at a time, in blocks: lone commits, the bare pipeline, the product, in changing order. */
export async function latency(stage: Stage, { short }: { readonly short: boolean }): Promise<Measured> {
  const blocks = short ? 2 : 14;
  const perBlock = short ? 12 : 60;
  const [cluster, platform, bare, heart] = [
    await stage.cluster(),
    await stage.small(),
    await stage.bare(),
    await stage.heart(),
  ];
  const { pressing, cold } = pendants();
  const coldPerBlock = short ? 4 : Math.floor(cold.length / (blocks + 1));
  const strangers = [...cold];
  const callers = pressing.slice(0, short ? 6 : 30);
  await heart.ask('connect', { name: 'product', port: platform.mqttPort, devices: BACKGROUND });
  await heart.ask('connect', { name: 'bare', port: bare.mqttPort, devices: BACKGROUND });
  const desk = await Promise.all(['operator', 'operator-2', 'lead'].map((name) => Person.logsIn(platform.http, name)));
  await (desk[0] as Person).asks('PUT', '/me/duty', { onDuty: true });
  const consoles = {
    product: await ConsoleSocket.connect(platform.http, (desk[0] as Person).token),
    bare: await ConsoleSocket.connect(bare.http, ''),
  };
  const devices = {
    product: await connected(platform.mqttPort, callers, true),
    bare: await connected(bare.mqttPort, callers, false),
  };
  const lone = new pg.Client({ connectionString: cluster.urlOf('bare') });
  await lone.connect();
  await lone.query(
    'create table lone (n bigint generated always as identity primary key, body jsonb not null, at timestamptz not null)',
  );

  const samples = { lone: [] as number[], bare: [] as number[], product: [] as number[] };
  const shown = { bare: [] as number[], product: [] as number[] };
  const coldShown = { bare: [] as number[], product: [] as number[] };
  const measure = {
    lone: async (): Promise<void> => {
      for (let n = 0; n < perBlock; n += 1) {
        samples.lone.push(await loneCommit(lone));
        await pause(3 + stage.random() * 12); // at uneven moments, as the presses
      }
    },
    bare: async (): Promise<void> => {
      await heart.ask('beat', { name: 'bare', perSecond: BACKGROUND_PER_SECOND });
      const pressed = await pressInTurn(
        { devices: devices.bare, console: consoles.bare, random: stage.random, until: 'puback' },
        perBlock,
      );
      samples.bare.push(...pressed.map(({ ackMs }) => ackMs));
      shown.bare.push(...(await shownAfter(pressed, consoles.bare, null)));
      // Bare remembers of nobody anything: the same devices may come again.
      const from = { port: bare.mqttPort, console: consoles.bare, random: stage.random };
      coldShown.bare.push(
        ...(await shownAfter(await pressCold(from, cold.slice(0, coldPerBlock)), consoles.bare, null)),
      );
    },
    product: async (): Promise<void> => {
      await heart.ask('beat', { name: 'product', perSecond: BACKGROUND_PER_SECOND });
      const pressed = await pressInTurn(
        { devices: devices.product, console: consoles.product, random: stage.random, until: 'received' },
        perBlock,
      );
      samples.product.push(...pressed.map(({ ackMs }) => ackMs));
      shown.product.push(...(await shownAfter(pressed, consoles.product, { cluster, platform })));
      const from = { port: platform.mqttPort, console: consoles.product, random: stage.random };
      const unknown = await pressCold(from, strangers.splice(0, coldPerBlock));
      coldShown.product.push(...(await shownAfter(unknown, consoles.product, { cluster, platform })));
      await heart.ask('beat', null);
      await closesEverything(desk);
    },
  };
  // The first presses of a process teach it its own code; nobody's first press of the year comes to a process that just started.
  for (const one of ['bare', 'product', 'lone'] as const) await measure[one]();
  for (const lists of [samples, shown, coldShown]) for (const list of Object.values(lists)) list.length = 0;
  await cluster.forgetStatements(platform.database);
  for (let block = 1; block <= blocks; block += 1) {
    for (const one of shuffled(['lone', 'bare', 'product'] as const, stage.random)) await measure[one]();
    stage.say(
      `latency ${block}/${blocks}: lone ${rounded(p50(samples.lone))} · bare ${rounded(p50(samples.bare))} → ${rounded(p50(shown.bare))} · product ${rounded(p50(samples.product))} → ${rounded(p50(shown.product))} · cold ${rounded(p50(coldShown.bare))} and ${rounded(p50(coldShown.product))} ms`,
    );
  }
  for (const line of await cluster.statements(platform.database)) stage.say(line);
  await heart.ask('beat', null);
  await heart.ask('disconnect', 'product');
  await heart.ask('disconnect', 'bare');
  await lone.end();
  for (const device of [...devices.product, ...devices.bare]) device.close();
  for (const console of Object.values(consoles)) console.close();

  const bareToLone = { p50: p50(samples.bare) / p50(samples.lone), p99: p99(samples.bare) / p99(samples.lone) };
  return {
    figures: {
      ackRatioP50: p50(samples.product) / p50(samples.bare),
      ackRatioP99: p99(samples.product) / p99(samples.bare),
      consoleRatioP50: p50(shown.product) / p50(shown.bare),
      consoleRatioP99: p99(shown.product) / p99(shown.bare),
      coldRatioP50: p50(coldShown.product) / p50(coldShown.bare),
    },
    // Two dozen presses on a busy machine say nothing about the bare pipeline; the short form does not judge times.
    invalid: (['p50', 'p99'] as const)
      .filter((at) => !short && bareToLone[at] > GUARD[at])
      .map((at) => `bare's ${at} is ${rounded(bareToLone[at])} times a lone commit's, more than ${GUARD[at]}`),
    seen: {
      presses: samples.product.length,
      coldPresses: coldShown.product.length,
      loneCommitMs: [rounded(p50(samples.lone)), rounded(p99(samples.lone))],
      bareAckMs: [rounded(p50(samples.bare)), rounded(p99(samples.bare))],
      productAckMs: [rounded(p50(samples.product)), rounded(p99(samples.product))],
      bareConsoleMs: [rounded(p50(shown.bare)), rounded(p99(shown.bare))],
      productConsoleMs: [rounded(p50(shown.product)), rounded(p99(shown.product))],
      bareColdConsoleMs: [rounded(p50(coldShown.bare)), rounded(p99(coldShown.bare))],
      productColdConsoleMs: [rounded(p50(coldShown.product)), rounded(p99(coldShown.product))],
      bareToLone: [rounded(bareToLone.p50), rounded(bareToLone.p99)],
    },
  };
}

async function loneCommit(client: pg.Client): Promise<number> {
  const at = performance.now();
  await client.query({
    name: 'lone',
    text: 'insert into lone (body, at) values ($1::jsonb, $2)',
    values: ['{"id":"a press","kind":"sos"}', new Date()],
  });
  return performance.now() - at;
}
