import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { descriptorLimit, ListenerGuard, type GuardEvent } from './listener-guard.js';

jest.setTimeout(30_000);

const closes: (() => void)[] = [];
afterEach(() => closes.splice(0).forEach((close) => close()));

const until = async (fact: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 1_000 && !fact(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(fact()).toBe(true);
};

async function world(answer: (socket: Socket, guard: ListenerGuard) => void, isProxy?: () => boolean) {
  const events: GuardEvent[] = [];
  const guard = new ListenerGuard({
    limits: { connections: 40, unproven: 30, perAddress: 20 },
    onEvent: (event) => void events.push(event),
    ...(isProxy && { isProxy }),
  });
  const server: Server = createServer((socket) => answer(socket, guard));
  guard.guard(server, { name: 'test', firstWordWithinMs: 60_000 });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const call = async (allowHalfOpen = false) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen });
    const said = { text: '', closed: false };
    socket.on('data', (chunk) => void (said.text += chunk.toString()));
    socket.on('close', () => void (said.closed = true));
    socket.on('error', () => undefined);
    closes.push(() => socket.destroy());
    await new Promise<void>((resolve) => void socket.once('connect', resolve));
    return { socket, said };
  };
  closes.push(() => {
    guard.close();
    server.close();
  });
  return { guard, server, events, call };
}

const echo = (socket: Socket): void => void socket.on('data', (chunk) => socket.write(chunk));

describe('a guarded listener', () => {
  it('answers a new connection however many silent ones one address has opened', async () => {
    const the = await world(echo);
    const silent = await Promise.all(Array.from({ length: 200 }, () => the.call()));
    const { socket, said } = await the.call();
    socket.write('here');
    await until(() => said.text === 'here');
    await until(() => silent.filter(({ said: { closed } }) => closed).length === 181);
    expect(the.guard.sizeOf('test')).toBe(20);
    expect(new Set(the.events.map(({ reason }) => reason))).toEqual(new Set(['address-full']));
  });

  it('does not count an address behind which many people stand', async () => {
    const the = await world(echo, () => true);
    const many = await Promise.all(Array.from({ length: 29 }, () => the.call()));
    expect(many.some(({ said }) => said.closed)).toBe(false);
    expect(the.events).toEqual([]);
  });

  it('keeps those that proved themselves, also from a flood that speaks', async () => {
    const the = await world((socket, guard) => {
      socket.on('data', (said) => {
        if (said.toString() === 'secret') guard.of(socket).proven();
        else guard.of(socket).received();
        socket.write('in');
      });
    });
    const call = async (says: string) => {
      const one = await the.call();
      one.socket.write(says);
      await until(() => one.said.text === 'in');
      return one;
    };
    const proven = await call('secret');
    for (let n = 0; n < 40; n += 1) await call('guess');
    expect(proven.said.closed).toBe(false);
  });

  it('destroys a connection whose peer ignores that it was ended', async () => {
    const the = await world((socket) => void socket.end('bye'));
    await the.call(true);
    await until(() => the.guard.sizeOf('test') === 1);
    await until(() => the.guard.sizeOf('test') === 0);
    expect(the.events).toMatchObject([{ what: 'ended', reason: 'lingering' }]);
  });

  it('outlives an accept that fails, and says so', async () => {
    const the = await world(echo);
    the.server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    expect(the.events).toEqual([{ listener: 'test', what: 'error', reason: 'EMFILE', address: null }]);
    const { socket, said } = await the.call();
    socket.write('here');
    await until(() => said.text === 'here');
  });

  it('knows how many descriptors its process has', () => {
    expect(descriptorLimit()).toBeGreaterThan(100);
  });
});
