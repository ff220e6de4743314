import { describe, expect, it } from '@jest/globals';
import type { Log } from '@silverbell/adapter-mqtt';
import { startInOrder } from './engine.js';
import { START_ORDER, type StartStep, type StartingEngine } from './start-order.js';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const noEngine = {} as StartingEngine;

describe('the starting order of an engine', () => {
  const at = (name: string): number => {
    const found = START_ORDER.findIndex((step) => step.name === name);
    expect(found).toBeGreaterThanOrEqual(0);
    return found;
  };

  it('is migrate, checks, leftovers, listeners', () => {
    expect(START_ORDER.map(({ name }) => name)).toEqual([
      ...['migrate', 'connect', 'check-durability', 'make-parts', 'seed', 'seal-code-words'],
      ...['check-wiring', 'check-ladders', 'take-up-leftovers', 'broker-access', 'broker'],
      ...['monitoring', 'watches', 'heartbeat', 'health-page', 'outside-monitor'],
    ]);
  });

  it('lets no press in before every check has passed and the leftovers are looked at', () => {
    for (const listener of ['broker', 'watches'])
      for (const before of ['check-durability', 'check-wiring', 'check-ladders', 'take-up-leftovers'])
        expect(at(before)).toBeLessThan(at(listener));
  });

  it('counts the silence of devices only after they can be heard', () => {
    expect(at('broker')).toBeLessThan(at('monitoring'));
  });

  it('answers as ready only after the listeners are open', () => {
    expect(at('watches')).toBeLessThan(at('health-page'));
  });
});

describe('steps in order', () => {
  const recorded = (failing: string | null): { steps: StartStep[]; said: string[] } => {
    const said: string[] = [];
    const steps = ['first', 'second', 'third'].map((name): StartStep => ({
      name,
      start: (_, onStop) => {
        said.push(`start ${name}`);
        if (name === failing) throw new Error('refused');
        onStop(() => {
          said.push(`stop ${name}`);
          return name === 'second' ? Promise.reject(new Error('stuck')) : Promise.resolve();
        });
      },
    }));
    return { steps, said };
  };

  it('stop in reverse, also when one of them does not stop', async () => {
    const { steps, said } = recorded(null);
    await (
      await startInOrder(steps, noEngine, silent)
    )();
    expect(said).toEqual([
      ...['start first', 'start second', 'start third'],
      ...['stop third', 'stop second', 'stop first'],
    ]);
  });

  it('that fail stop what was started before them, and the failure is told', async () => {
    const { steps, said } = recorded('third');
    await expect(startInOrder(steps, noEngine, silent)).rejects.toThrow('refused');
    expect(said.slice(3)).toEqual(['stop second', 'stop first']);
  });
});
