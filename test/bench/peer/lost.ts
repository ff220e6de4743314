import { setTimeout as pause } from 'node:timers/promises';
import type { UntilCutQuestions } from '../load/until-cut.js';
import { alertsInIncidents } from '../stage/alerts.js';
import { pendants, type Stage } from '../stage/stage.js';
import type { Peer } from './peer.js';

/** What devices saw acknowledged (PUBACK), and how much of it is not stored after a kill -9 and a new start. */
export interface Lost {
  readonly acknowledged: number;
  readonly lost: number;
}

/** A rate that both sides keep up with, and as fast as presses are acknowledged. */
const LOADS = { 'at 200/s': 200, 'as fast as acknowledged': null } as const;
/** Nothing more is stored for so long: what was queued has come to its end. */
const QUIET_MS = 5_000;
const DRAINED_WITHIN_MS = 180_000;

export async function lostOnKill(stage: Stage, peer: Peer, { short }: { readonly short: boolean }) {
  const forMs = short ? 2_000 : 8_000;
  const ofProduct: Record<string, Lost> = {};
  const ofPeer: Record<string, Lost> = {};
  const devices = pendants().pressing;
  const cluster = await stage.cluster();
  let platform = await stage.small();
  const storedByProduct = (): Promise<ReadonlySet<string>> => alertsInIncidents(cluster, platform.database, 'kill-');
  const run = async (what: {
    readonly name: string;
    readonly port: number;
    readonly perSecond: number | null;
    readonly kill: () => Promise<void>;
    readonly restart: () => Promise<void>;
    readonly stored: () => Promise<ReadonlySet<string>>;
  }): Promise<Lost> => {
    const worker = stage.worker<UntilCutQuestions>('until-cut');
    await worker.ask('connect', { port: what.port, devices });
    await worker.ask('begin', { name: `kill-${what.name}`, perSecond: what.perSecond });
    await pause(forMs);
    await what.kill();
    const { acknowledged } = await worker.ask('end', undefined as never);
    await worker.stop();
    await what.restart();
    const stored = await settled(what.stored);
    const lost = acknowledged.filter((id) => !stored.has(id)).length;
    stage.say(`kill ${what.name}: ${lost} lost of ${acknowledged.length} acknowledged`);
    return { acknowledged: acknowledged.length, lost };
  };
  for (const [load, perSecond] of Object.entries(LOADS)) {
    ofProduct[`engine and api, ${load}`] = await run({
      ...{ name: `product-${String(perSecond)}`, port: platform.mqttPort, perSecond, stored: storedByProduct },
      kill: () => platform.kill(),
      restart: async () => {
        platform = await stage.startPlatform(platform.database);
      },
    });
    for (const broker of [false, true]) {
      await peer.beginAnew();
      ofPeer[`${broker ? 'mosquitto and Node-RED' : 'Node-RED alone'}, ${load}`] = await run({
        ...{ name: `peer-${String(broker)}-${String(perSecond)}`, port: peer.mqttPort, perSecond },
        kill: () => peer.kill({ broker }),
        restart: () => (broker ? peer.start() : peer.startFlows()),
        stored: () => peer.storedIds(),
      });
    }
  }
  return { product: { lostOnKill: ofProduct }, peer: { lostOnKill: ofPeer }, seen: {} };
}

async function settled(stored: () => Promise<ReadonlySet<string>>): Promise<ReadonlySet<string>> {
  let last = await stored();
  let since = performance.now();
  for (const until = since + DRAINED_WITHIN_MS; performance.now() < until;) {
    await pause(500);
    const now = await stored();
    if (now.size !== last.size) since = performance.now();
    last = now;
    if (performance.now() - since > QUIET_MS) return last;
  }
  throw new Error('what was queued was not stored within three minutes');
}
