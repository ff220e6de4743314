import type { PressQuestions } from '../load/presses.js';
import { rounded } from '../numbers.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { closesEverything, Person } from '../stage/people.js';
import { pendants, type Stage } from '../stage/stage.js';
import type { Peer } from './peer.js';

/**
 * Stored rows per second: 32 devices in turns of each side. The product answers with `received`. The peer answers before anything is stored, so it
 * is measured twice: pressing anew at the PUBACK, which fills its queue, and pressing anew when the console showed the press; its better figure counts.
 */
export async function stored(stage: Stage, peer: Peer, { short }: { readonly short: boolean }) {
  const [rounds, forMs] = short ? [1, 2_000] : [5, 6_000];
  const [platform, heart] = [await stage.small(), await stage.heart()];
  const devices = pendants().pressing;
  const desk = await Promise.all(['operator', 'operator-2', 'lead'].map((name) => Person.logsIn(platform.http, name)));
  const product = stage.worker<PressQuestions>('presses');
  await product.ask('connect', { port: platform.mqttPort, devices });
  const rows = { product: 0, flooded: 0, answered: 0 };

  const ofProduct = async (name: string): Promise<number> => {
    await heart.ask('connect', { name: 'product', port: platform.mqttPort, devices: BACKGROUND });
    await heart.ask('beat', { name: 'product', perSecond: BACKGROUND_PER_SECOND });
    const { answered } = await product.ask('press', { until: 'received', forMs, name });
    await heart.ask('beat', null);
    await heart.ask('disconnect', 'product');
    await closesEverything(desk);
    return answered;
  };
  const ofPeer = async (name: string, until: 'puback' | 'shown'): Promise<number> => {
    // What the last round left in its queue would be stored in this one.
    await peer.beginAnew();
    await heart.ask('connect', { name: 'peer', port: peer.mqttPort, devices: BACKGROUND });
    await heart.ask('beat', { name: 'peer', perSecond: BACKGROUND_PER_SECOND });
    const worker = stage.worker<PressQuestions>('presses');
    await worker.ask('connect', { port: peer.mqttPort, devices, consoleUrl: peer.consoleUrl });
    const before = await peer.stored();
    const pressing = worker.ask('press', { until, forMs, name });
    const startedAt = performance.now();
    // The length of the measure itself: rows stored from here to its end are counted.
    await new Promise((resolve) => setTimeout(resolve, forMs));
    const after = await peer.stored();
    const seconds = (performance.now() - startedAt) / 1_000;
    await heart.ask('beat', null);
    await heart.ask('disconnect', 'peer');
    await pressing;
    await worker.stop();
    return ((after - before) / seconds) * (forMs / 1_000);
  };
  await ofProduct('stored-warm');
  await ofPeer('stored-warm', 'shown');
  for (let round = 1; round <= rounds; round += 1) {
    rows.product += await ofProduct(`stored-${round}`);
    rows.answered += await ofPeer(`answered-${round}`, 'shown');
    rows.flooded += await ofPeer(`flooded-${round}`, 'puback');
    const rate = (n: number): number => Math.round((n * 1_000) / (round * forMs));
    stage.say(
      `stored ${round}/${rounds}: product ${rate(rows.product)}/s · peer ${rate(rows.answered)}/s, flooded ${rate(rows.flooded)}/s`,
    );
  }
  await product.stop();
  const perSecond = (n: number): number => rounded((n * 1_000) / (rounds * forMs), 0);
  return {
    product: { storedPerSecond: perSecond(rows.product) },
    peer: { storedPerSecond: Math.max(perSecond(rows.answered), perSecond(rows.flooded)) },
    seen: { peerStoredPerSecond: { answered: perSecond(rows.answered), flooded: perSecond(rows.flooded) } },
  };
}
