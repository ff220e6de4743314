import { rounded } from '../numbers.js';
import type { PressQuestions } from '../load/presses.js';
import { alertsInIncidents } from '../stage/alerts.js';
import { ConsoleSocket } from '../stage/console.js';
import { closesEverything, Person } from '../stage/people.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { pendants, type Stage } from '../stage/stage.js';
import { cpuMsOf } from '../stage/cpu.js';
import type { Measured } from './measured.js';

/** `incidentsPerSecondRatio`: 32 devices, each pressing anew when its last press was answered, 30 s of each side, in turns. */
export async function throughput(stage: Stage, { short }: { readonly short: boolean }): Promise<Measured> {
  const rounds = short ? 1 : Number(process.env['BENCH_ROUNDS'] ?? 5);
  const forMs = short ? 2_000 : 6_000;
  const [cluster, platform, bare, heart] = [
    await stage.cluster(),
    await stage.small(),
    await stage.bare(),
    await stage.heart(),
  ];
  const { pressing } = pendants();
  const desk = await Promise.all(['operator', 'operator-2', 'lead'].map((name) => Person.logsIn(platform.http, name)));
  await (desk[0] as Person).asks('PUT', '/me/duty', { onDuty: true });
  const console = await ConsoleSocket.connect(platform.http, (desk[0] as Person).token);
  const sides = {
    bare: { port: bare.mqttPort, until: 'puback', worker: stage.worker<PressQuestions>('presses') },
    product: { port: platform.mqttPort, until: 'received', worker: stage.worker<PressQuestions>('presses') },
  } as const;
  for (const name of ['bare', 'product'] as const) {
    await sides[name].worker.ask('connect', { port: sides[name].port, devices: pressing });
    await heart.ask('connect', { name, port: sides[name].port, devices: BACKGROUND });
  }

  const counted = { bare: 0, product: 0 };
  const answered = { bare: 0, product: 0 };
  const pids = {
    bare: { pipeline: bare.pid, postgres: cluster.pid, devices: sides.bare.worker.pid },
    product: { ...platform.pids, postgres: cluster.pid, devices: sides.product.worker.pid },
  };
  const spent: Record<string, number> = {};
  const clockOf = (name: 'bare' | 'product'): [string, number][] =>
    Object.entries(pids[name]).map(([who, pid]) => [`${name}.${who}`, cpuMsOf([pid])]);
  const run = async (name: 'bare' | 'product', round: string, ms: number): Promise<number> => {
    await heart.ask('beat', { name, perSecond: BACKGROUND_PER_SECOND });
    const before = clockOf(name);
    const { answered: inTime, late } = await sides[name].worker.ask('press', {
      until: sides[name].until,
      forMs: ms,
      name: `${name}-${round}`,
    });
    for (const [n, [who, now]] of clockOf(name).entries()) spent[who] = (spent[who] ?? 0) + now - (before[n]?.[1] ?? 0);
    await heart.ask('beat', null);
    answered[name] += inTime + late;
    if (name === 'product') await closesEverything(desk);
    return inTime;
  };
  for (const name of ['bare', 'product'] as const) await run(name, 'warm', short ? 500 : 2_000);
  await cluster.forgetStatements(platform.database);
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of stage.random() < 0.5 ? (['bare', 'product'] as const) : (['product', 'bare'] as const))
      counted[name] += await run(name, String(round), forMs);
    stage.say(
      `incidents ${round}/${rounds}: bare ${Math.round((counted.bare * 1_000) / (round * forMs))}/s · product ${Math.round((counted.product * 1_000) / (round * forMs))}/s`,
    );
  }
  for (const line of await cluster.statements(platform.database)) stage.say(line);
  const { size: durable } = await alertsInIncidents(cluster, platform.database, 'product-');
  for (const name of ['bare', 'product'] as const) {
    await sides[name].worker.ask('disconnect', undefined as never);
    await heart.ask('disconnect', name);
  }
  console.close();
  return {
    figures: { incidentsPerSecondRatio: counted.product / counted.bare },
    invalid:
      durable === answered.product
        ? []
        : [`${answered.product} alerts were answered "received" and ${durable} opened or joined a case`],
    seen: {
      bareRowsPerSecond: rounded((counted.bare * 1_000) / (rounds * forMs), 0),
      productIncidentsPerSecond: rounded((counted.product * 1_000) / (rounds * forMs), 0),
      answeredAndInACase: durable,
      ...Object.fromEntries(
        Object.entries(spent).map(([who, ms]) => [
          `${who}.cpuMsPerPress`,
          rounded(ms / answered[who.startsWith('bare') ? 'bare' : 'product']),
        ]),
      ),
    },
  };
}
