import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutgoingMessage } from './message.js';
import { RecordingSender } from './recording.sender.js';
import { offer, promisesOfASender, rowOf, suiteBook, suiteNow } from './sender.suite.js';
import { SIGNATURE_HEADER, verifySignature } from './signature.js';
import { WebhookSender } from './webhook.sender.js';

const clock = { now: () => suiteNow };
const SECRET = 'a secret of the gateway';

interface Gateway {
  readonly url: string;
  readonly got: { readonly body: string; readonly headers: IncomingHttpHeaders }[];
}

const running: Server[] = [];
afterEach(async () => {
  await Promise.all(
    running.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    }),
  );
});

/** A gateway on this machine; `status: null` never answers. */
async function gateway(
  status: number | null = 202,
  answer = '',
  headers: Record<string, string> = {},
): Promise<Gateway> {
  const got: Gateway['got'] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push({ body: Buffer.concat(parts).toString('utf8'), headers: request.headers });
      if (status !== null) response.writeHead(status, headers).end(answer);
    });
  });
  running.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/send`, got };
}

const webhook = (url: string, channel: 'sms' | 'voice' = 'sms', timeoutMs = 2_000) =>
  new WebhookSender(channel, { phoneBook: suiteBook }, { url, secret: SECRET, timeoutMs }, clock);

promisesOfASender('the recorder of the demo', (channel, composing) => {
  const sender = new RecordingSender(channel, composing, clock);
  return Promise.resolve({ sender, outgoing: () => sender.recorded });
});

promisesOfASender('the signed webhook', async (channel, composing) => {
  const { url, got } = await gateway();
  const sender = new WebhookSender(channel, composing, { url, secret: SECRET }, clock);
  return { sender, outgoing: () => got.map(({ body }) => JSON.parse(body) as OutgoingMessage) };
});

describe('the recorder of the demo', () => {
  it('reports that everything was delivered, and when', async () => {
    const sender = new RecordingSender('sms', { phoneBook: suiteBook }, clock);
    expect(await sender.send(rowOf(offer('sms')))).toEqual({ result: 'delivered' });
    expect(sender.recorded[0]?.at).toBe(suiteNow);
  });

  it('keeps the latest messages only', async () => {
    const sender = new RecordingSender('sms', { phoneBook: suiteBook }, clock, 2);
    for (const attempts of [1, 2, 3]) await sender.send(rowOf(offer('sms'), { attempts }));
    expect(sender.recorded.map((one) => one.attempt)).toEqual([2, 3]);
  });
});

describe('the signed webhook', () => {
  it('signs what it sends, so that a gateway can tell it from a stranger', async () => {
    const { url, got } = await gateway();
    await webhook(url).send(rowOf(offer('sms')));
    const [request] = got;
    expect(verifySignature(request?.headers[SIGNATURE_HEADER] as string, request?.body ?? '', SECRET, suiteNow)).toBe(
      true,
    );
    expect(request?.headers['idempotency-key']).toBe(encodeURIComponent('event-1:sms:helper:wang'));
  });

  it.each([
    [202, '', 'sent'],
    [200, 'OK', 'sent'],
    [200, '{"state":"delivered"}', 'delivered'],
  ])('takes %i with "%s" for %s', async (status, answer, result) => {
    const { url } = await gateway(status, answer);
    expect(await webhook(url).send(rowOf(offer('sms')))).toEqual({ result });
  });

  it.each([
    [400, 'permanent'],
    [401, 'permanent'],
    [404, 'permanent'],
    [302, 'permanent'],
    [408, 'temporary'],
    [429, 'temporary'],
    [500, 'temporary'],
    [503, 'temporary'],
  ])('takes %i for a %s failure', async (status, result) => {
    const { url } = await gateway(status, '', status === 302 ? { location: 'http://127.0.0.1:9/elsewhere' } : {});
    expect(await webhook(url).send(rowOf(offer('sms')))).toEqual({ result, error: `http-${String(status)}` });
  });

  it('does not wait for a gateway that does not answer', async () => {
    const { url } = await gateway(null);
    expect(await webhook(url, 'sms', 60).send(rowOf(offer('sms')))).toEqual({ result: 'temporary', error: 'timeout' });
  });

  it('takes a gateway that is not there for a temporary failure, and names neither number nor address', async () => {
    const { url } = await gateway();
    const server = running.pop();
    await new Promise((done) => server?.close(done));
    const failed = await webhook(url).send(rowOf(offer('sms')));
    expect(failed).toEqual({ result: 'temporary', error: 'network-ECONNREFUSED' });
  });
});
