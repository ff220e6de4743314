import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { DOMAIN } from './sip-server.js';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const URI = `sip:${DOMAIN}`;
let asked = 0;

/** Registers over UDP with a login, as a stranger's telephone would, and gives the status of the last answer. */
export async function registers(
  sipPort: number,
  extension: string,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<number> {
  asked += 1;
  const callId = `register-${String(asked)}`;
  const challenge = await answerTo(sipPort, extension, callId, 1, []);
  const at = (name: string): string => new RegExp(`${name}="([^"]+)"`).exec(challenge)?.[1] ?? '';
  const [nonce, qop] = [at('nonce'), at('qop')];
  const secret = md5(`${username}:${at('realm')}:${password}`);
  const what = md5(`REGISTER:${URI}`);
  const count = qop === '' ? '' : ':00000001:c0ffee:auth';
  const counted = qop === '' ? '' : ', qop=auth, nc=00000001, cnonce="c0ffee"';
  const proof = [
    `Authorization: Digest username="${username}", realm="${at('realm')}", nonce="${nonce}", uri="${URI}"`,
    `, response="${md5(`${secret}:${nonce}${count}:${what}`)}"${counted}`,
  ].join('');
  return statusOf(await answerTo(sipPort, extension, callId, 2, [proof]));
}

const statusOf = (answer: string): number => Number(/^SIP\/2.0 (\d{3})/.exec(answer)?.[1] ?? 0);

function answerTo(
  sipPort: number,
  extension: string,
  callId: string,
  count: number,
  more: readonly string[],
): Promise<string> {
  const socket = createSocket('udp4');
  return new Promise<string>((answered, failed) => {
    const timedOut = setTimeout(() => failed(new Error('no answer to a REGISTER')), 10_000);
    socket.on('message', (words) => {
      clearTimeout(timedOut);
      answered(words.toString());
    });
    socket.bind(0, '127.0.0.1', () => {
      const here = `127.0.0.1:${String(socket.address().port)}`;
      const message = [
        `REGISTER ${URI} SIP/2.0`,
        `Via: SIP/2.0/UDP ${here};branch=z9hG4bK${callId}.${String(count)};rport`,
        `From: <sip:${extension}@${DOMAIN}>;tag=t${String(count)}`,
        `To: <sip:${extension}@${DOMAIN}>`,
        ...[`Call-ID: ${callId}`, `CSeq: ${String(count)} REGISTER`, `Contact: <sip:${extension}@${here}>`],
        ...['Max-Forwards: 70', 'Expires: 10', ...more, 'Content-Length: 0', '', ''],
      ].join('\r\n');
      socket.send(message, sipPort, '127.0.0.1');
    });
  }).finally(() => socket.close());
}
