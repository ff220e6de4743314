import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { readAlertKind } from '@silverbell/mqtt-contract';
import { systemEnvironment } from '@silverbell/device-kit';
import { connectPendant } from './pendant.js';

const USAGE = `A simulated pendant. Press Enter to press; type a kind (sos, fall, panic, smoke …) and Enter for another alarm; Ctrl-C ends.
  --device demo-pendant-1   --secret silverbell-demo   --url mqtt://127.0.0.1:1883   --at lat,lng
  --press [kind]            press once, wait for \`received\`, leave with status 0 (1 when nobody answers within 30 s)`;

interface Settings {
  readonly device: string;
  readonly secret: string;
  readonly url: string;
  readonly at: { lat: number; lng: number } | null;
  readonly press: string | null;
}

function readSettings(args: readonly string[]): Settings | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        device: { type: 'string', default: 'demo-pendant-1' },
        secret: { type: 'string', default: 'silverbell-demo' },
        url: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
        at: { type: 'string' },
        press: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const [lat, lng] = (values.at ?? '').split(',').map(Number);
    const at =
      lat !== undefined && lng !== undefined && Number.isFinite(lat) && Number.isFinite(lng) ? { lat, lng } : null;
    if (
      values.help ||
      (values.at !== undefined && at === null) ||
      (values.press !== undefined && !readAlertKind(values.press))
    )
      return null;
    return { device: values.device, secret: values.secret, url: values.url, at, press: values.press ?? null };
  } catch {
    return null;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function run(settings: Settings): Promise<number> {
  const pendant = connectPendant({
    deviceId: settings.device,
    secret: settings.secret,
    url: settings.url,
    suffix: 'cli',
    environment: systemEnvironment(),
    position: settings.at && {
      ...settings.at,
      accuracyM: 15,
      datum: 'wgs84',
      fixAt: new Date().toISOString(),
      source: 'gnss',
    },
  });
  pendant.on('connected', () => say(`${settings.device}: connected`));
  pendant.on('lost', () => say(`${settings.device}: not connected, trying again`));
  pendant.on('repeat', (press) => say(`no answer yet, attempt ${press.attempts + 1}`));
  pendant.on('fallback', () => say('30 s without an answer: a real pendant now dials its own number'));
  pendant.on('receipt', (receipt) =>
    say(
      `${receipt.stage}${receipt.say ? `: ${receipt.say}` : ''}${receipt.etaMinutes === undefined ? '' : ` (${receipt.etaMinutes} min)`}`,
    ),
  );
  pendant.on('command', (command) => say(`the platform asks: ${command.kind}`));

  if (settings.press !== null) {
    const press = pendant.press(readAlertKind(settings.press) ?? 'sos');
    const fellBack = new Promise<'fallback'>((done) => pendant.on('fallback', () => done('fallback')));
    const first = await Promise.race([press.receipt(), fellBack]);
    await pendant.switchOff();
    return first === 'fallback' ? 1 : 0;
  }
  const keys = createInterface({ input: process.stdin });
  keys.on('line', (line) => {
    const kind = line.trim() === '' ? 'sos' : readAlertKind(line);
    if (kind) pendant.press(kind);
    else say(`no such kind: ${line}`);
  });
  process.once('SIGINT', () => keys.close());
  await new Promise<void>((done) => keys.once('close', () => done()));
  await pendant.switchOff();
  return 0;
}

const settings = readSettings(process.argv.slice(2));
if (!settings) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await run(settings);
}
