import { CLIENT_EVENTS, NAMESPACES, SOCKET_EVENTS, type Namespace } from '@silverbell/wire';
import { io, type Socket } from 'socket.io-client';
import type { TwoCounties } from '../../medium/who-may/another-county.js';
import { HOSTILE, hostileValue, pick, type Chance } from '../mutate.js';

const LONGEST_MS = 60_000;
/** socket.io keeps these for itself and refuses to send them. */
const OWN_WORDS = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'];
const WORDS = [
  ...Object.keys(CLIENT_EVENTS),
  ...Object.keys(SOCKET_EVENTS),
  '__proto__',
  'constructor',
  '',
  'x'.repeat(2_000),
  ...OWN_WORDS,
];
/** Packets as no client of theirs would write them. */
const PACKETS = [
  ...[
    '2',
    '2[',
    '2["resume"',
    '2/console,["resume",{}]',
    '2/nowhere,["resume"]',
    '2/console,["looking",{"incidentId":"\\u0000"}]',
    '2/console,["looking",{"incidentId":["x"]}]',
    '2/family,["looking",{"incidentId":"x"}]',
    '29999999999999999999["resume"]',
    '2[null]',
    '2{}',
  ],
  ...[
    '3[]',
    '30[1]',
    '4',
    '4{"message":"x"}',
    '5',
    '51-["resume",{"_placeholder":true,"num":0}]',
    '51-["a",{"_placeholder":true,"num":9}]',
  ],
  ...[
    '59999-["a"]',
    '6',
    '61-[]',
    '9',
    '',
    '0/console,{"token":1}',
    '0{"__proto__":{"token":"x"}}',
    '1',
    '2[["resume"]]',
    '2["__proto__",{}]',
  ],
];
const NAMESPACE_OF: readonly (readonly [Namespace, string])[] = [
  ['/console', 'operator-there'],
  ['/console', 'auditor-above'],
  ['/helper', 'helper-there'],
  ['/family', 'family-there'],
];

const opened = (origin: string, namespace: string, auth: Record<string, unknown>): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(origin + namespace, {
      auth,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: LONGEST_MS,
    });
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });

/** A page says things no page says. Afterwards another page of hers must hear how things are; the promise broken, or `null`. */
export async function sayBadly(chance: Chance, two: TwoCounties): Promise<string | null> {
  const [namespace, who] = pick(chance, NAMESPACE_OF);
  const token = await two.tokenOf(who);
  const stranger = chance() < 0.3;
  if (stranger) {
    const auth = { token: chance() < 0.5 ? pick(chance, HOSTILE) : hostileValue(chance) };
    const entered = await opened(two.origin, pick(chance, NAMESPACES), auth).then(
      (socket) => (socket.disconnect(), 'let in a stranger'),
      (error: Error) => (/not-logged-in|not-allowed/.test(error.message) ? null : `told a stranger: ${error.message}`),
    );
    if (entered !== null) return `${entered} with ${JSON.stringify(auth).slice(0, 200)}`;
  }
  const socket = await opened(two.origin, namespace, { token }).catch((error: Error) => error.message);
  if (typeof socket === 'string') {
    // What was sent before may have ended her login, by an administrator of her own county: then it is over at every door.
    const { status } = await two.ask(who, { method: 'GET', path: '/api/v1/me' });
    return socket === 'not-logged-in' && status === 401 ? null : `${who} was refused at ${namespace}: ${socket}`;
  }
  const said: string[] = [];
  for (let times = 1 + Math.floor(chance() * 4); times > 0 && socket.connected; times -= 1) {
    if (chance() < 0.4) {
      const packet = pick(chance, PACKETS);
      said.push(packet);
      socket.io.engine.write(packet);
      continue;
    }
    const word = pick(chance, WORDS);
    const rest = Array.from({ length: Math.floor(chance() * 3) }, () =>
      chance() < 0.2 ? new Uint8Array(50) : hostileValue(chance),
    );
    said.push(`${word} ${JSON.stringify(rest)}`);
    if (OWN_WORDS.includes(word)) socket.io.engine.write(`2${namespace},${JSON.stringify([word, ...rest])}`);
    else if (chance() < 0.5) socket.emit(word, ...rest, () => undefined);
    else socket.emit(word, ...rest);
  }
  const again = await opened(two.origin, namespace, { token });
  const answer: unknown = await again
    .timeout(LONGEST_MS)
    .emitWithAck('resume', {})
    .catch((error: Error) => error.message);
  again.disconnect();
  socket.disconnect();
  if (typeof answer === 'object' && answer !== null && 'items' in answer) return null;
  return `after ${JSON.stringify(said).slice(0, 500)} ${namespace} answered ${JSON.stringify(answer)}`;
}
