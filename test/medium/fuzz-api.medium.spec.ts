// Real: PostgreSQL with every migration, the api with HTTP and sockets, two counties with people of every role. Not real: the engine.
import { describe, expect, it, jest } from '@jest/globals';
import { fuzzApi } from '../fuzz/api/run.js';

jest.setTimeout(600_000);

describe('whatever people of every role send to the running api', () => {
  // A fixed number of requests, not of seconds: the same on every machine. `npm run fuzz` goes on for longer.
  it('never fails, leaks neither internals nor the other county, and refuses with a sentence', async () => {
    const { broken, requests, lines, answered } = await fuzzApi({ seed: 1, goesOn: (done) => done < 700 });
    expect(broken).toEqual([]);
    expect(requests).toBeGreaterThanOrEqual(700);
    expect(lines).toBeGreaterThan(0);
    // Some of it must get through to the rules, or the test says nothing of them.
    for (const status of ['200', '400', '403', '404', '409'])
      expect([status, answered[status] ?? 0]).not.toEqual([status, 0]);
  });
});
