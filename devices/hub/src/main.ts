import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { connectHub, type HubChild } from './hub.js';
import { systemEnvironment } from '@silverbell/device-kit';

const USAGE = `A simulated zigbee2mqtt hub with an SOS button (bath_sos) and a smoke alarm (kitchen_smoke).
Type a name and Enter to press or trip it; Ctrl-C ends.
  --hub demo-hub-1   --secret silverbell-demo   --url mqtt://127.0.0.1:1883`;

const CHILDREN: readonly HubChild[] = [
  { name: 'bath_sos', model: 'sos-button' },
  { name: 'kitchen_smoke', model: 'smoke' },
];

function readSettings(args: readonly string[]): { hub: string; secret: string; url: string } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        hub: { type: 'string', default: 'demo-hub-1' },
        secret: { type: 'string', default: 'silverbell-demo' },
        url: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
        help: { type: 'boolean', default: false },
      },
    });
    return values.help ? null : values;
  } catch {
    return null;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function run({ hub: hubId, secret, url }: { hub: string; secret: string; url: string }): Promise<void> {
  const hub = connectHub({ hubId, secret, url, suffix: 'cli', children: CHILDREN, environment: systemEnvironment() });
  say(`${hubId}: connecting to ${url}`);
  await hub.ready();
  say(`${hubId}: online. Type ${CHILDREN.map(({ name }) => name).join(' or ')}`);
  let told = 0;
  const watch = setInterval(() => {
    for (const receipt of hub.receipts.slice(told)) say(`${receipt.stage}${receipt.say ? `: ${receipt.say}` : ''}`);
    told = hub.receipts.length;
  }, 200);
  const keys = createInterface({ input: process.stdin });
  keys.on('line', (line) => {
    const name = line.trim() || 'bath_sos';
    if (CHILDREN.some((child) => child.name === name)) void hub.press(name);
    else say(`no such device: ${name}`);
  });
  process.once('SIGINT', () => keys.close());
  await new Promise<void>((done) => keys.once('close', () => done()));
  clearInterval(watch);
  await hub.switchOff();
}

const settings = readSettings(process.argv.slice(2));
if (!settings) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  await run(settings);
}
