import { parseArgs } from 'node:util';
import { SimulatedHelper, USUAL_HABITS } from './helper.js';
import { systemEnvironment } from '@silverbell/device-kit';
import { Phone } from './phone.js';

const USAGE = `A simulated helper with a phone: goes on duty, answers offers, walks, arrives, finishes. Ctrl-C goes off duty.
  --user helper-1   --password silverbell-demo   --url http://127.0.0.1:8080   --at lat,lng   --accept 0.5`;

interface Settings {
  readonly user: string;
  readonly password: string;
  readonly url: string;
  readonly accept: number;
  readonly at: { readonly lat: number; readonly lng: number };
}

function readSettings(args: readonly string[]): Settings | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        user: { type: 'string', default: 'helper-1' },
        password: { type: 'string', default: 'silverbell-demo' },
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        at: { type: 'string', default: '30.25,119.6' },
        accept: { type: 'string', default: String(USUAL_HABITS.acceptChance) },
        help: { type: 'boolean', default: false },
      },
    });
    const [lat, lng] = values.at.split(',').map(Number);
    const accept = Number(values.accept);
    if (
      values.help ||
      lat === undefined ||
      lng === undefined ||
      Number.isNaN(lat + lng) ||
      !(accept >= 0 && accept <= 1)
    )
      return null;
    return { user: values.user, password: values.password, url: values.url, accept, at: { lat, lng } };
  } catch {
    return null;
  }
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function run(settings: Settings): Promise<void> {
  const phone = new Phone({ baseUrl: settings.url, username: settings.user, password: settings.password });
  const helper = new SimulatedHelper({
    phone,
    environment: systemEnvironment(),
    at: settings.at,
    habits: { acceptChance: settings.accept },
  });
  helper.on('asked', (offer) => say(`asked: ${offer.kind} in ${offer.area}`));
  helper.on('accepted', (task) => say(`accepted, as ${task.role}`));
  helper.on('declined', () => say('declined'));
  helper.on('lost', (_, slug) => say(`too late: ${slug}`));
  helper.on('arrived', () => say('arrived'));
  helper.on('finished', () => say('finished'));
  helper.on('trouble', (what) => say(`trouble: ${what}`));
  await helper.goOnDuty();
  say(`${settings.user} is on duty`);
  await new Promise<void>((done) => process.once('SIGINT', () => done()));
  await helper.goOffDuty();
}

const settings = readSettings(process.argv.slice(2));
if (!settings) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  try {
    await run(settings);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
