import { describe, expect, it } from '@jest/globals';
import { HoldingServer } from './holding-server.js';
import { startWhenAvailable } from './start-when-available.js';

class Away extends Error {}
const isTemporary = (error: unknown): boolean => error instanceof Away;

describe('a process whose database is away at its start', () => {
  it('waits and goes on when the database is back', async () => {
    const waited: number[] = [];
    let attempts = 0;
    const started = await startWhenAvailable({
      start: () => {
        attempts += 1;
        return attempts < 3 ? Promise.reject(new Away('connection refused')) : Promise.resolve('up');
      },
      isTemporary,
      address: null,
      onWait: (_, attempt) => waited.push(attempt),
    });
    expect(started).toBe('up');
    expect(waited).toEqual([1, 2]);
  });

  it('ends at once when waiting would not help', async () => {
    const refused = startWhenAvailable({
      start: () => Promise.reject(new Error('the database is of a newer version')),
      isTemporary,
      address: null,
      onWait: () => undefined,
    });
    await expect(refused).rejects.toThrow('newer version');
  });
});

describe('the pages of a process that waits for its database', () => {
  it('say that it lives, that it is not ready, and when to come again', async () => {
    const holding = await HoldingServer.listen({ port: 0, host: '127.0.0.1' });
    const origin = `http://127.0.0.1:${String(holding.port)}`;
    try {
      expect((await fetch(`${origin}/health/live`)).status).toBe(200);
      const ready = await fetch(`${origin}/health/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ ready: false, waitingFor: ['database'] });
      const other = await fetch(`${origin}/api/v1/incidents`);
      expect([other.status, other.headers.get('retry-after')]).toEqual([503, '2']);
      await other.arrayBuffer();
    } finally {
      await holding.close();
    }
  });
});
