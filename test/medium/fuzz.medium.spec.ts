// Real: every parser of the house. Not real: whoever sends such things.
import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { fuzz } from '../fuzz/run.js';

const payloads = join(import.meta.dirname, '../../devices/payloads');

describe('broken, hostile and random input', () => {
  // A fixed number of inputs, not of seconds: the same on every machine. `npm run fuzz` goes on for longer.
  it('breaks no parser and drops no alert', () => {
    const { broken, inputs } = fuzz({
      seed: 1,
      payloads,
      now: () => performance.now(),
      goesOn: (done) => done < 4_000,
    });
    expect(broken).toEqual([]);
    expect(inputs).toBeGreaterThanOrEqual(4_000);
  }, 240_000);

  it('is made again from its seed', () => {
    const once = () => fuzz({ seed: 77, payloads, now: () => 0, goesOn: (done) => done < 80 });
    expect(once()).toEqual(once());
  });
});
