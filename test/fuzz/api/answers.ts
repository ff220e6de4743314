import { problem, ROUTES, type Route } from '@silverbell/wire';
import { Agent, request } from 'node:http';
import type { Attack } from './attacks.js';

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const LONGEST_MS = 60_000;

export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(private readonly port: number) {}

  /** What came back; a line that was cut before an answer is said as such. */
  send({ method, path, headers, body }: Attack, token: string | null): Promise<Answered | string> {
    return new Promise((resolve) => {
      const asked = request(
        {
          ...{ host: '127.0.0.1', port: this.port, agent: this.#agent, method, path, timeout: LONGEST_MS },
          headers: {
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(body === null ? {} : { 'content-length': String(body.length) }),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', (error) => resolve(`half an answer: ${error.message}`));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      asked.on('timeout', () => asked.destroy(new Error(`no answer within ${String(LONGEST_MS)} ms`)));
      asked.on('error', (error) => resolve(`no answer: ${error.message}`));
      asked.end(body ?? undefined);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Of the inside of the house: a place in its code, a statement, a driver's words, a secret. */
const INSIDE =
  /\bat .*\.[cm]?[jt]s:\d+|node_modules|violates|duplicate key|syntax error|QueryFailed|\bselect .* from\b|insert into|postgres(?:ql)?:\/\/|argon2|signed-with-this-secret/i;
/** A machine room without an engine is not ready, and says so. */
const MAY_BE_UNAVAILABLE = 'ready';

/** What is wrong with this answer, whoever asked for whatever. */
export function faultsOf(attack: Attack, answer: Answered | string, foreign: readonly string[]): readonly string[] {
  if (typeof answer === 'string') return [answer];
  const { status, type, text } = answer;
  const route: Route = ROUTES[attack.route];
  const faults: string[] = [];
  if (status >= 500 && !(status === 503 && attack.route === MAY_BE_UNAVAILABLE)) faults.push('broke something');
  if (INSIDE.test(text) && !/javascript|html|css/.test(type)) faults.push('tells of the inside');
  if (status >= 400 && attack.route !== MAY_BE_UNAVAILABLE) faults.push(...faultsOfProblem(answer));
  const read = foreign.find((one) => text.includes(one));
  if (read !== undefined) faults.push(`reads ${read} of the other county`);
  if (status < 300 && attack.honestAddress && attack.method === route.method && route.response) {
    const parsed = route.response.safeParse(parsedOf(text));
    if (!parsed.success) faults.push(`is not the answer of the route: ${parsed.error.message.slice(0, 300)}`);
  }
  return faults;
}

function faultsOfProblem({ status, type, text }: Answered): readonly string[] {
  if (!type.startsWith('application/problem+json')) return [`is ${type || 'nothing'} and no problem`];
  const parsed = problem.safeParse(parsedOf(text));
  if (!parsed.success) return ['is no problem of RFC 9457'];
  const slug = parsed.data.type.split('/').at(-1) ?? '';
  return [
    ...(parsed.data.status === status ? [] : ['says another status than it has']),
    ...(parsed.data.title === '' || parsed.data.title === slug ? ['has no sentence'] : []),
  ];
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
