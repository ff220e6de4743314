import { afterEach, describe, expect, it } from '@jest/globals';
import { isRefusal, toIso } from '@silverbell/kernel';
import type { CallEvent } from '@silverbell/usecases';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchangeSuite, suiteNow, type ExchangeUnderTest } from './exchange.suite.js';
import { FakeExchange, readCallReport, WebhookExchange, type ExchangeCommand } from './index.js';

const clock = { now: () => suiteNow };

function fake(): ExchangeUnderTest & { readonly exchange: FakeExchange } {
  const reports: { event: CallEvent; number: string | null }[] = [];
  const exchange = new FakeExchange(clock, (event, number) => Promise.resolve(void reports.push({ event, number })));
  return {
    ...{ exchange, port: exchange, reports, rings: (...call) => exchange.rings(...call) },
    unplug: () => void (exchange.reachable = false),
  };
}

exchangeSuite('an exchange without lines', () => Promise.resolve(fake()));

describe('a cloud call centre', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });

  /** A call centre of our own behind HTTP: what it says goes over the wire both ways. */
  async function behindHttp(): Promise<ExchangeUnderTest> {
    const behind = fake();
    const reports: { event: CallEvent; number: string | null }[] = [];
    const server = createServer((request, response) => {
      void (async () => {
        let text = '';
        for await (const chunk of request) text += String(chunk);
        const asked = JSON.parse(text) as ExchangeCommand;
        const answer =
          asked.command === 'originate'
            ? await behind.port.originate(asked)
            : asked.command === 'control'
              ? await behind.port.control(asked)
              : asked.command === 'playback'
                ? await behind.port.playback(asked.recordingRef)
                : null;
        const body = answer !== null && 'until' in answer ? { ...answer, until: toIso(answer.until) } : {};
        for (const said of behind.reports.slice(reports.length)) {
          const read = readCallReport(JSON.parse(JSON.stringify(onTheWire(said))));
          if (read !== null) reports.push(read);
        }
        response.writeHead(isRefusal(answer) ? 409 : 200, { connection: 'close' });
        response.end(JSON.stringify(body));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const port = new WebhookExchange(async (command) => {
      try {
        const response = await fetch(url, { method: 'POST', body: JSON.stringify(command) });
        return { status: response.status, body: await response.json() };
      } catch {
        return null;
      }
    });
    return {
      ...{ port, reports },
      rings: async (...call) => {
        await behind.rings(...call);
        await port.isReachable();
      },
      unplug: async () => void (await new Promise((resolve) => servers.pop()?.close(resolve))),
    };
  }
  exchangeSuite('behind its webhook', behindHttp);
});

const onTheWire = ({ event, number }: { readonly event: CallEvent; readonly number: string | null }) => ({
  ...{ type: event.type, callId: event.callId, direction: event.direction, at: toIso(event.at) },
  ...(event.direction === 'in' ? { from: number, to: '12349' } : { from: '12349', to: number }),
  ...{ agentExt: event.extension, queue: event.queue, cause: event.cause },
  recording: event.recording && { ...event.recording, startedAt: toIso(event.recording.startedAt) },
});

describe('the report of an exchange', () => {
  const ringing = { type: 'ringing', callId: 'c-1', direction: 'in', at: toIso(suiteNow), from: '139', to: '12349' };

  it('names the other party, whoever rang', () => {
    expect(readCallReport(ringing)?.number).toBe('139');
    expect(readCallReport({ ...ringing, direction: 'out', from: '12349', to: '138' })?.number).toBe('138');
    expect(readCallReport({ ...ringing, from: undefined })?.number).toBeNull();
  });

  it.each([
    ['nothing', null],
    ['an unknown type', { ...ringing, type: 'gossip' }],
    ['no call', { ...ringing, callId: '' }],
    ['a call id that is no id', { ...ringing, callId: 'a b<c>' }],
    ['no time', { ...ringing, at: 'yesterday' }],
    ['no direction', { ...ringing, direction: 'sideways' }],
    ['a recording without its hash', { ...ringing, type: 'recording', recording: { ref: 'r', durationS: 3 } }],
  ])('is refused, and never thrown back, when it is %s', (_, said) => {
    expect(readCallReport(said)).toBeNull();
  });
});
