import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SocketTransport, type LoadClient } from './socket.transport.js';

type Handler = (...given: unknown[]) => void;

/** A socket as the client makes it, with its events fired by hand. */
function fakeSocket() {
  const heard = new Map<string, Set<Handler>>();
  const socket = {
    connected: false,
    active: true,
    connects: 0,
    connect: () => void (socket.connects += 1),
    disconnect: () => void (socket.connected = false),
    on: (event: string, handler: Handler) => {
      heard.set(event, (heard.get(event) ?? new Set()).add(handler));
      return socket;
    },
    off: (event: string, handler: Handler) => {
      heard.get(event)?.delete(handler);
      return socket;
    },
    fire: (event: string, ...given: unknown[]): void => heard.get(event)?.forEach((handler) => handler(...given)),
  };
  return socket;
}

/** A transport whose client arrives, or fails to arrive, when the test says so. */
function page() {
  const socket = fakeSocket();
  const loads: { arrives: () => Promise<void>; fails: () => Promise<void> }[] = [];
  const load = (() =>
    new Promise((resolve, reject) => {
      loads.push({
        arrives: async () => void (resolve(() => socket), await jest.advanceTimersByTimeAsync(0)),
        fails: async () => void (reject(new Error('unreachable')), await jest.advanceTimersByTimeAsync(0)),
      });
    })) as unknown as LoadClient;
  const transport = new SocketTransport('/family', () => 'token', load);
  const told: boolean[] = [];
  transport.onConnection((up) => told.push(up));
  return { socket, loads, transport, told };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the socket client of a page', () => {
  it('SR-78: is not loaded before the connection is wanted', async () => {
    const { loads, transport } = page();
    transport.renew();
    expect(loads).toHaveLength(0);
    transport.open();
    transport.open();
    expect(loads).toHaveLength(1);
  });

  it('connects when it arrives, and hears what was listened for before', async () => {
    const { loads, transport, socket, told } = page();
    const messages: unknown[] = [];
    const undo = transport.on('incident.changed', (message) => messages.push(message));
    transport.open();
    await loads[0]?.arrives();
    expect(socket.connects).toBe(1);
    socket.connected = true;
    socket.fire('connect');
    const gotIt = jest.fn();
    socket.fire('incident.changed', { id: 'i1', version: 2 }, gotIt);
    expect(transport.connected).toBe(true);
    expect(told).toEqual([true]);
    expect(messages).toEqual([{ id: 'i1', version: 2 }]);
    expect(gotIt).toHaveBeenCalledTimes(1);
    undo();
    socket.fire('incident.changed', { id: 'i1', version: 3 });
    expect(messages).toHaveLength(1);
  });

  it('H09: that cannot be loaded is told as a lost connection, and asked for again until it is there', async () => {
    const { loads, transport, socket, told } = page();
    transport.open();
    await loads[0]?.fails();
    expect(told).toEqual([false]);
    expect(transport.connected).toBe(false);
    await expect(transport.resume()).rejects.toThrow('no connection yet');
    await jest.advanceTimersByTimeAsync(2_999);
    expect(loads).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    await loads[1]?.fails();
    expect(told).toEqual([false, false]);
    await jest.advanceTimersByTimeAsync(3_000);
    await loads[2]?.arrives();
    expect(socket.connects).toBe(1);
    socket.fire('connect');
    expect(told).toEqual([false, false, true]);
  });

  it('that arrives after the logout connects to nothing, and connects at the next login', async () => {
    const { loads, transport, socket } = page();
    transport.open();
    transport.close();
    await loads[0]?.arrives();
    expect(socket.connects).toBe(0);
    transport.open();
    expect(socket.connects).toBe(1);
  });

  it('that failed to load before the logout is not asked for after it', async () => {
    const { loads, transport } = page();
    transport.open();
    await loads[0]?.fails();
    transport.close();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(loads).toHaveLength(1);
  });
});
