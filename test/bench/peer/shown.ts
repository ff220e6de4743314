import { connected, pressInTurn, shownAfter } from '../figures/pressing.js';
import { p50, p99, rounded, shuffled } from '../numbers.js';
import { BACKGROUND, BACKGROUND_PER_SECOND } from '../stage/background.js';
import { ConsoleSocket } from '../stage/console.js';
import { closesEverything, Person } from '../stage/people.js';
import { pendants, type Stage } from '../stage/stage.js';
import { PeerConsole } from './peer-console.js';
import type { Peer } from './peer.js';

/** SOS → console: one press after the other at uneven moments, in blocks of each side, over the same heartbeats. */
export async function shown(stage: Stage, peer: Peer, { short }: { readonly short: boolean }) {
  const [blocks, perBlock] = short ? [1, 10] : [10, 60];
  const [cluster, platform, heart] = [await stage.cluster(), await stage.small(), await stage.heart()];
  const callers = pendants().pressing.slice(0, 30);
  const ports = { product: platform.mqttPort, peer: peer.mqttPort };
  const desk = await Promise.all(['operator', 'operator-2', 'lead'].map((name) => Person.logsIn(platform.http, name)));
  await (desk[0] as Person).asks('PUT', '/me/duty', { onDuty: true });
  const consoles = {
    product: await ConsoleSocket.connect(platform.http, (desk[0] as Person).token),
    peer: await PeerConsole.connect(peer.consoleUrl),
  };
  const devices = {
    product: await connected(ports.product, callers, true),
    peer: await connected(ports.peer, callers, false),
  };
  const shownMs = { product: [] as number[], peer: [] as number[] };
  const ackMs = { product: [] as number[], peer: [] as number[] };
  for (const name of ['product', 'peer'] as const)
    await heart.ask('connect', { name, port: ports[name], devices: BACKGROUND });
  for (let block = 0; block <= blocks; block += 1) {
    for (const name of shuffled(['product', 'peer'] as const, stage.random)) {
      await heart.ask('beat', { name, perSecond: BACKGROUND_PER_SECOND });
      const pressed = await pressInTurn(
        {
          ...{ devices: devices[name], console: consoles[name], random: stage.random },
          until: name === 'product' ? 'received' : 'puback',
        },
        perBlock,
      );
      const ms = await shownAfter(pressed, consoles[name], name === 'product' ? { cluster, platform } : null);
      await heart.ask('beat', null);
      if (name === 'product') await closesEverything(desk);
      if (block === 0) continue; // the first block warms up
      shownMs[name].push(...ms);
      ackMs[name].push(...pressed.map((press) => press.ackMs));
    }
    if (block > 0)
      stage.say(
        `shown ${block}/${blocks}: product ${rounded(p50(shownMs.product))} · peer ${rounded(p50(shownMs.peer))} ms`,
      );
  }
  for (const name of ['product', 'peer'] as const) {
    await heart.ask('disconnect', name);
    for (const device of devices[name]) device.close();
    consoles[name].close();
  }
  const side = (name: 'product' | 'peer') => ({
    consoleMsP50: rounded(p50(shownMs[name])),
    consoleMsP99: rounded(p99(shownMs[name])),
  });
  return {
    product: side('product'),
    peer: side('peer'),
    seen: {
      presses: shownMs.product.length,
      productReceivedMs: [rounded(p50(ackMs.product)), rounded(p99(ackMs.product))],
      peerPubackMs: [rounded(p50(ackMs.peer)), rounded(p99(ackMs.peer))],
    },
  };
}
