import { seededRandom } from '@silverbell/kernel';
import { ROUTES, type RouteName } from '@silverbell/wire';
import { connect, type Socket } from 'node:net';
import { ROLES, TwoCounties, type Asking } from '../../medium/who-may/another-county.js';
import { askFor } from '../../medium/who-may/asks.js';
import { faultsOf, Sender } from './answers.js';
import { attackOn, inWords } from './attacks.js';
import { sayBadly } from './lines.js';
import { changesBetween, neighboursOf, rowsOf } from './neighbours.js';

export interface ApiFuzzed {
  readonly seed: number;
  readonly requests: number;
  readonly lines: number;
  readonly answered: Readonly<Record<string, number>>;
  readonly grownMiB: number;
  readonly broken: readonly string[];
}

export interface ApiFuzzRequest {
  readonly seed: number;
  /** Asked before each round over all routes. */
  readonly goesOn: (requests: number) => boolean;
}

const NAMES = Object.keys(ROUTES) as RouteName[];
const AT_ONCE = 6;
const MOST_SHOWN = 20;
/** A line says bad things after so many rounds of requests. */
const LINES_A_ROUND = 8;
/** What the api may keep of all that was sent to it; far below what it was sent. */
const MOST_GROWN_MIB = 400;
/** What would do is asked anew after so many rounds: by then its case is closed, its offer over. */
const FRESH_EVERY = 10;
/** Facts of the whole house, and what stands in its own documents. */
const OF_THE_HOUSE: readonly RouteName[] = ['basemap', 'metrics', 'login'];

/**
 * The real api on a real database, and people of another county who send it whatever they like. Held to: never a 5xx, every "no" a
 * problem with a sentence, nothing of the inside, nothing of the neighbours read or changed, and afterwards as well as before.
 */
export async function fuzzApi({ seed, goesOn }: ApiFuzzRequest): Promise<ApiFuzzed> {
  const two = await new TwoCounties().begin();
  const sender = new Sender(two.api.port);
  const broken: string[] = [];
  const answered: Record<string, number> = {};
  let [requests, lines] = [0, 0];
  const crash = (what: unknown) =>
    void broken.push(`nobody caught ${what instanceof Error ? (what.stack ?? what.message) : String(what)}`);
  process.on('unhandledRejection', crash);
  process.on('uncaughtException', crash);
  const slow = [slowBody(two.api.port), slowBody(two.api.port), slowHeaders(two.api.port)];
  try {
    const neighbours = await neighboursOf(two);
    const people = ROLES.flatMap((role) => ['there', 'above', 'below'].map((seat) => `${role}-${seat}`));
    for (const one of people) await two.tokenOf(one);
    const own = await two.newCase();
    const ids = [...neighbours.ids, own.incident, own.home, own.senior, 'helper-there', 'there-town', 'nobody'];
    const before = await rowsOf(two.source, neighbours);
    const began = mebibytes();
    const wellMeant = new Map<RouteName, Asking>();
    for (let round = seed; goesOn(requests) && broken.length < MOST_SHOWN; round += 1) {
      if ((round - seed) % FRESH_EVERY === 0) await askAnew(two, wellMeant);
      const attacks = NAMES.map((name, n) =>
        attackOn(seededRandom(round * NAMES.length + n), name, {
          people,
          ids,
          wellMeant: wellMeant.get(name) ?? { method: 'GET', path: '/' },
        }),
      );
      for (let from = 0; from < attacks.length; from += AT_ONCE) {
        await Promise.all(
          attacks.slice(from, from + AT_ONCE).map(async (attack) => {
            two.clock.at += 40;
            const answer = await sender.send(attack, attack.who === null ? null : await two.tokenOf(attack.who));
            requests += 1;
            const status = typeof answer === 'string' ? 'none' : String(answer.status);
            answered[status] = (answered[status] ?? 0) + 1;
            const foreign = OF_THE_HOUSE.includes(attack.route) || !attack.honestAddress ? [] : two.demoNames;
            for (const fault of faultsOf(attack, answer, foreign))
              broken.push(
                `(--seed ${String(round)}) ${fault}: ${inWords(attack)} → ${JSON.stringify(answer).slice(0, 600)}`,
              );
          }),
        );
      }
      for (let n = 0; n < LINES_A_ROUND; n += 1) {
        lines += 1;
        const fault = await sayBadly(seededRandom(round * LINES_A_ROUND + n), two);
        if (fault !== null) broken.push(`(--seed ${String(round)}) a line: ${fault}`);
      }
      // Who trains or is suspended by now does so in the next round as well: the state is part of the input.
      broken.push(...two.logged.splice(0).filter((fact) => /"level":50/.test(fact)));
    }
    const grownMiB = mebibytes() - began;
    if (grownMiB > MOST_GROWN_MIB) broken.push(`it kept ${String(grownMiB)} MiB`);
    if ('polluted' in {}) broken.push('the prototype of everything was changed');
    broken.push(...changesBetween(before, await rowsOf(two.source, neighbours)).map((one) => `next door: ${one}`));
    for (const words of NO_HTTP) broken.push(...(await refused(two.api.port, words)));
    broken.push(...(await afterwards(two)));
    return { seed, requests, lines, answered, grownMiB, broken };
  } finally {
    process.off('unhandledRejection', crash);
    process.off('uncaughtException', crash);
    for (const socket of slow) socket.destroy();
    sender.close();
    await two.end();
  }
}

async function askAnew(two: TwoCounties, wellMeant: Map<RouteName, Asking>): Promise<void> {
  for (const name of NAMES) {
    // Somebody was suspended, or an own helper is busy, by what was sent before: the earlier asking does, too.
    const fresh = await askFor(two, name).catch((error: unknown) => {
      if (wellMeant.has(name)) return null;
      throw error;
    });
    if (fresh !== null) wellMeant.set(name, fresh);
  }
}

const mebibytes = (): number => Math.round(process.memoryUsage().rss / 1_048_576);

/** The house is as well as before: it answers, and reads its database. */
async function afterwards(two: TwoCounties): Promise<readonly string[]> {
  const live = await two.ask(null, { method: 'GET', path: '/health/live' });
  const ready = await two.ask(null, { method: 'GET', path: '/health/ready' });
  return [
    ...(live.status === 200 ? [] : [`afterwards it is not alive: ${live.text}`]),
    ...(/"database":true/.test(ready.text) && /"migrated":true/.test(ready.text)
      ? []
      : [`afterwards it is not well: ${ready.text}`]),
  ];
}

/** A body that never ends, held open all the while: it must cost nobody else anything. */
const slowBody = (port: number): Socket =>
  halfSaid(
    port,
    'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"user',
  );
const slowHeaders = (port: number): Socket => halfSaid(port, 'GET /api/v1/meta HTTP/1.1\r\nhost: x\r\nx-half: ');

/** What no client of ours would write. Whoever did still reads why. */
const NO_HTTP = [
  ...[
    'GET\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /api/v1/meta HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n',
  ],
  `GET /api/v1/meta HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`,
  'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n{}',
  'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
  'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
];

const refused = (port: number, words: string): Promise<readonly string[]> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => void socket.write(words, 'latin1'));
    socket.on('data', (part) => (text += part.toString('utf8')));
    // Cut off before it read everything it was sent: what it said before that counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const told =
        /^HTTP\/1\.1 4\d\d /.test(text) && text.includes('application/problem+json') && text.includes('"title":"');
      resolve(told ? [] : [`${JSON.stringify(words.slice(0, 80))} was answered ${JSON.stringify(text.slice(0, 300))}`]);
    });
  });

function halfSaid(port: number, words: string): Socket {
  const socket = connect(port, '127.0.0.1', () => void socket.write(words));
  // The house may hang up on it whenever it likes.
  socket.on('error', () => undefined);
  return socket;
}
