import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newMetrics, type Registry } from '@silverbell/adapter-runtime';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { HttpGuard } from './http-guard.js';

jest.setTimeout(30_000);

let http: Server;
let guard: HttpGuard;
let told: string[];
let lines: string[];
let registry: Registry;
const sockets: Socket[] = [];

/** Headers that never end. */
const SLOW = 'GET / HTTP/1.1\r\nhost: x\r\nx-slow: ';

const start = async (): Promise<void> => {
  told = [];
  lines = [];
  registry = newMetrics('api');
  guard = new HttpGuard({
    logger: { fact: (level, what, facts) => void lines.push(`${level} ${what} ${String(facts?.['reason'])}`) },
    registry,
    refused: { limitReached: (listener, reason) => Promise.resolve(void told.push(`${listener} ${reason}`)) },
    isProxy: () => false,
    limits: { connections: 60, unproven: 40, perAddress: 20 },
  });
  http = createServer((_request, response) => response.end('here'));
  guard.guard(http);
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
};
const stop = async (): Promise<void> => {
  sockets.splice(0).forEach((socket) => socket.destroy());
  guard.onApplicationShutdown();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
};
const restart = (): Promise<void> => stop().then(start);
beforeEach(start);
afterEach(stop);

const portOf = (): number => (http.address() as AddressInfo).port;
const open = async (says = ''): Promise<Socket> => {
  const socket = connect({ port: portOf(), host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  if (says !== '') socket.write(says);
  return socket;
};
const heldNow = (): Promise<number> => new Promise((resolve) => http.getConnections((_error, count) => resolve(count)));
const until = async (fact: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1_500 && !(await fact()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await fact()).toBe(true);
};

describe('the listener of pages and API', () => {
  it.each(['', SLOW])('answers whatever one host holds open that says %j', async (says) => {
    for (let n = 0; n < 150; n += 1) await open(says);
    const answer = await fetch(`http://127.0.0.1:${portOf()}/`);
    expect(await answer.text()).toBe('here');
    await until(async () => (await heldNow()) <= 20);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set(['http address-full']));
    expect(guard.limitedLately()).toBeGreaterThan(100);
  });

  it('keeps no descriptor of a client that ignores that its connection was ended', async () => {
    await open('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    await until(async () => (await heldNow()) === 1);
    await until(async () => (await heldNow()) === 0);
  });

  it('keeps somebody who is logged in and listens, however many others come and ask', async () => {
    http.once('request', (request) => guard.proven(request));
    const asks = async (): Promise<Socket> => {
      const socket = await open('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
      await new Promise((resolve) => socket.once('data', resolve));
      return socket;
    };
    const socket = await asks();
    for (let n = 0; n < 40; n += 1) await asks();
    for (let n = 0; n < 100; n += 1) await open();
    expect(socket.destroyed).toBe(false);
    expect(socket.readableEnded).toBe(false);
  });

  it.each(['', SLOW])('ends after ten seconds who says %j and no more', async (says) => {
    jest.useFakeTimers({
      doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'Date'],
    });
    try {
      await restart();
      await open(says);
      await until(async () => (await heldNow()) === 1);
      jest.advanceTimersByTime(9_000);
      expect(await heldNow()).toBe(1);
      jest.advanceTimersByTime(3_000);
      await until(async () => (await heldNow()) === 0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('that cannot accept goes on, and says so in its log and figures', async () => {
    http.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    expect(lines).toEqual(['error http-connection-ended EMFILE']);
    expect(await registry.metrics()).toContain(
      'silverbell_http_connections_ended_total{reason="EMFILE",process="api"} 1',
    );
    expect(await (await fetch(`http://127.0.0.1:${portOf()}/`)).text()).toBe('here');
  });

  it('gives the headers ten seconds and a request twenty minutes, which only an upload may need', () => {
    expect([http.headersTimeout, http.requestTimeout]).toEqual([10_000, 1_200_000]);
  });
});
