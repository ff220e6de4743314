import { seededRandom } from '@silverbell/kernel';
import { rounded } from '../numbers.js';
import type { Options } from '../options.js';
import { endsOnSignals, machine, sayingSince } from '../running.js';
import { Stage } from '../stage/stage.js';
import { lostOnKill, type Lost } from './lost.js';
import { Peer } from './peer.js';
import { shown } from './shown.js';
import { stored } from './stored.js';

interface Side {
  consoleMsP50: number;
  consoleMsP99: number;
  storedPerSecond: number;
  lostOnKill: Readonly<Record<string, Lost>>;
}

/** `--suite peer`: product and peer in one run, with the same load and the same kill. */
export async function besidePeer(options: Options): Promise<number> {
  const startedAt = performance.now();
  const say = sayingSince(startedAt);
  const stage = new Stage(seededRandom(options.seed), say);
  endsOnSignals(stage);
  const sides: { product: Partial<Side>; peer: Partial<Side> } = { product: {}, peer: {} };
  const seen: Record<string, unknown> = {};
  const invalid: string[] = [];
  try {
    await stage.small();
    say('installing Node-RED into a temporary folder');
    const peer = await Peer.install(await stage.cluster());
    stage.onEnd(() => peer.end());
    await peer.beginAnew();
    Object.assign(seen, peer.versions);
    for (const measure of [shown, stored, lostOnKill]) {
      const measured = await measure(stage, peer, options);
      Object.assign(sides.product, measured.product);
      Object.assign(sides.peer, measured.peer);
      Object.assign(seen, measured.seen);
      say(JSON.stringify(measured));
    }
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    invalid.push(`could not be measured: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await stage.end();
  }
  const missed = missedBy(sides);
  for (const reason of invalid) say(`INVALID: ${reason}`);
  for (const line of table(sides)) say(line);
  for (const name of missed) say(`MISSED: ${name}`);
  const valid = invalid.length === 0;
  if (options.json) {
    const tookS = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(
      `${JSON.stringify({ suite: 'peer', valid, ...sides, missed, invalid, seen, seed: options.seed, machine: machine(), tookS })}\n`,
    );
  }
  return valid && (options.short || missed.length === 0) ? 0 : 1;
}

/** Better than the peer in each, and nothing lost; what was not measured is missed. */
function missedBy({ product, peer }: { product: Partial<Side>; peer: Partial<Side> }): string[] {
  const worse = (name: 'consoleMsP50' | 'consoleMsP99'): boolean =>
    !((product[name] ?? Number.NaN) < (peer[name] ?? Number.NaN));
  const lost = Object.values(product.lostOnKill ?? {}).map(({ lost: n }) => n);
  return [
    ...(['consoleMsP50', 'consoleMsP99'] as const).filter(worse),
    ...((product.storedPerSecond ?? Number.NaN) > (peer.storedPerSecond ?? Number.NaN) ? [] : ['storedPerSecond']),
    ...(lost.length > 0 && lost.every((n) => n === 0) ? [] : ['lostOnKill']),
  ];
}

function table({ product, peer }: { product: Partial<Side>; peer: Partial<Side> }): string[] {
  const row = (name: string, one: number | undefined, other: number | undefined): string =>
    `${name.padEnd(46)}product ${String(one === undefined ? '–' : rounded(one)).padStart(9)}   peer ${String(other === undefined ? '–' : rounded(other)).padStart(9)}`;
  const lost = (side: Partial<Side>): string[] =>
    Object.entries(side.lostOnKill ?? {}).map(
      ([name, one]) => `  ${name.padEnd(52)}${one.lost} lost of ${one.acknowledged} acknowledged`,
    );
  return [
    row('SOS → console, p50, ms', product.consoleMsP50, peer.consoleMsP50),
    row('SOS → console, p99, ms', product.consoleMsP99, peer.consoleMsP99),
    row('stored rows/s', product.storedPerSecond, peer.storedPerSecond),
    ...['lost on kill -9, product:', ...lost(product), 'lost on kill -9, peer:', ...lost(peer)],
  ];
}
