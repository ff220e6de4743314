import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { BrokerConnection } from './broker-connection.js';
import { silentLog } from './log.port.js';

let server: Server | null = null;
afterEach(() => {
  jest.restoreAllMocks();
  server?.close();
});

describe('a line to a broker that is closed while it connects', () => {
  it('does not come back', async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const line = new BrokerConnection(
      { url: `mqtt://127.0.0.1:${String(port)}`, clientId: 'x', sessionLastsS: 0 },
      silentLog,
    );
    const connected = once(server, 'connection') as Promise<[Socket]>;
    void line.open();
    const [socket] = await connected;
    socket.on('error', () => undefined).resume();
    const intervals = jest.spyOn(globalThis, 'setInterval');
    const gone = once(socket, 'close');
    await line.close();
    await gone;
    await new Promise((resolve) => setImmediate(resolve));
    expect(intervals).not.toHaveBeenCalled();
  });
});
