import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLog, type Log } from '@silverbell/adapter-mqtt';
import { createServer, type Server } from 'node:net';
import { makeListenerGuard } from './listener-guard.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

describe('a connection that the system cannot accept', () => {
  it('is counted each time, and an error of the log once a minute', async () => {
    const counted: string[] = [];
    const lines: unknown[] = [];
    const log: Log = { ...silentLog, error: (what, facts) => void lines.push([what, facts]) };
    const metrics = {
      inc: (name: string, labels = {}): void => void counted.push(`${name} ${JSON.stringify(labels)}`),
      observe: () => undefined,
    };
    const refused = { limitReached: () => Promise.reject(new Error('no limit of ours was reached')) };
    const guard = makeListenerGuard(metrics, log, refused, () => false);
    const server = createServer();
    servers.push(server);
    guard.guard(server, { name: 'mqtt', firstWordWithinMs: 10_000 });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    for (let n = 0; n < 3; n += 1) server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    guard.close();
    const one = 'listener_errors_total {"listener":"mqtt","code":"EMFILE"}';
    expect(counted).toEqual([one, one, one]);
    expect(lines).toEqual([['listener-cannot-accept', { listener: 'mqtt', code: 'EMFILE' }]]);
  });
});
