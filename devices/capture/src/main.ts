import { watch } from '@silverbell/profiles';
import { instant } from '@silverbell/kernel';
import type { DeviceRole } from '@silverbell/vocabulary';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mqtt from 'mqtt';
import { fromLine, toLine } from './capture.js';
import { replay } from './replay.js';
import { Scrubber } from './scrub.js';

const USAGE = `capture record <folder> --watch-port <port> | --mqtt <url> --user <name> --password <secret> --topic <filter> [--seconds <n>]
capture replay <folder> [--role <device>=<role>]…
`;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const { positionals, values } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'watch-port': { type: 'string' },
        mqtt: { type: 'string' },
        user: { type: 'string' },
        password: { type: 'string' },
        topic: { type: 'string' },
        seconds: { type: 'string', default: '0' },
        role: { type: 'string', multiple: true, default: [] },
      },
    });
  } catch {
    return { positionals: [], values: null };
  }
})();
const [what, folder] = positionals;
if (values === null || folder === undefined || (what !== 'record' && what !== 'replay')) {
  process.stderr.write(USAGE);
  process.exit(2);
}
const file = join(folder, 'frames.ndjson');

/** Scrubs and appends; nothing else of a frame is kept. */
function recorder(): (topic: string, retained: boolean, payload: Uint8Array) => void {
  mkdirSync(folder ?? '.', { recursive: true });
  const scrubber = new Scrubber();
  let first: number | null = null;
  let count = 0;
  return (topic, retained, payload) => {
    const now = Date.now();
    first ??= now;
    appendFileSync(file, `${toLine(scrubber.scrub({ afterMs: now - first, topic, retained, payload }))}\n`);
    count += 1;
    say(`${count} frames`);
  };
}

function recordWatches(port: number): void {
  const keep = recorder();
  let calls = 0;
  createServer((socket) => {
    calls += 1;
    const topic = `raw/watch/${calls}`;
    let rest: Uint8Array = new Uint8Array(0);
    let inside = false;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const framed = watch.frame(Buffer.concat([rest, chunk]), inside);
      ({ rest, inside } = framed);
      for (const payload of framed.frames) {
        keep(topic, false, payload);
        const input = { topic, payload, retained: false, device: null, session: watch.initial() };
        const { replies = [] } = watch.decode({ ...input, receivedAt: instant(Date.now()) });
        for (const { bytes } of replies) socket.write(bytes);
      }
    });
  }).listen(port, () => say(`waiting for a watch on port ${port}; stop with Ctrl-C`));
}

function recordMqtt(url: string, topic: string, username?: string, password?: string): void {
  const keep = recorder();
  const client = mqtt.connect(url, {
    ...(username !== undefined && { username, clientId: `${username}~capture` }),
    ...(password !== undefined && { password }),
  });
  client.on('error', (error) => {
    say(error.message);
    process.exit(1);
  });
  client.on('connect', () => {
    client.subscribe(topic, { qos: 1 });
    say(`listening to ${topic}; stop with Ctrl-C`);
  });
  client.on('message', (name, payload, packet) => keep(name, packet.retain, payload));
}

if (what === 'record') {
  const { 'watch-port': port, mqtt: url, topic, user, password, seconds } = values;
  if (port !== undefined) recordWatches(Number(port));
  else if (url !== undefined && topic !== undefined) recordMqtt(url, topic, user, password);
  else {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  if (Number(seconds) > 0) setTimeout(() => process.exit(0), Number(seconds) * 1_000);
} else {
  if (!existsSync(file)) {
    say(`There is no capture in ${folder}.`);
    process.exit(2);
  }
  const roles = Object.fromEntries(values.role.map((pair) => pair.split('=') as [string, DeviceRole]));
  const frames = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => fromLine(line) ?? []);
  for (const replayed of replay(frames, roles)) process.stdout.write(`${JSON.stringify(replayed)}\n`);
}
