import { parseArgs } from 'node:util';

export interface SimulateOptions {
  readonly seniors: number;
  readonly helpers: number;
  readonly pressesPerHour: number;
  readonly durationS: number;
  readonly seed: number;
  readonly json: boolean;
  readonly httpUrl: string;
  readonly mqttUrl: string;
}

export const USAGE = `npm run simulate -- --seniors N --helpers N --presses-per-hour N --duration S --seed N [--json]
A fleet of the demo town's simulated pendants and helpers over real MQTT against a running station.
  --seniors 20             pendants that connect and press
  --helpers 8              simulated helpers on duty
  --presses-per-hour 120   of all pendants together
  --duration 60            seconds
  --seed 1                 the same seed presses in the same order
  --http URL --mqtt URL    where the station is (default: this machine, ports of the settings)
Status 0: every press was answered within 30 s. 1: not so. 2: wrong usage.`;

type Environment = Readonly<Record<string, string | undefined>>;

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(
  args: readonly string[],
  environment: Environment,
  most: { seniors: number; helpers: number },
): SimulateOptions | string {
  const host = '127.0.0.1';
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        seniors: { type: 'string', default: '20' },
        helpers: { type: 'string', default: '8' },
        'presses-per-hour': { type: 'string', default: '120' },
        duration: { type: 'string', default: '60' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        http: { type: 'string', default: `http://${host}:${environment['SILVERBELL_HTTP_PORT'] ?? '8080'}` },
        mqtt: {
          type: 'string',
          default: environment['MQTT_URL'] ?? `mqtt://${host}:${environment['SILVERBELL_MQTT_PORT'] ?? '1883'}`,
        },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (values.help) return 'help';
  const numbers = {
    seniors: whole(values.seniors, 1, most.seniors),
    helpers: whole(values.helpers, 0, most.helpers),
    'presses-per-hour': whole(values['presses-per-hour'], 0, 1_000_000),
    duration: whole(values.duration, 1, 7 * 24 * 3_600),
    seed: whole(values.seed, 0, 0xffff_ffff),
  };
  for (const [name, value] of Object.entries(numbers)) if (typeof value === 'string') return `--${name} ${value}`;
  const { seniors, helpers, duration, seed } = numbers;
  return {
    seniors: Number(seniors),
    helpers: Number(helpers),
    pressesPerHour: Number(numbers['presses-per-hour']),
    durationS: Number(duration),
    seed: Number(seed),
    json: values.json,
    httpUrl: values.http,
    mqttUrl: values.mqtt,
  };
}

const whole = (text: string, from: number, to: number): number | string => {
  const value = Number(text);
  return /^\d+$/.test(text) && value >= from && value <= to
    ? value
    : `must be a whole number from ${from} to ${to}, not "${text}"`;
};
