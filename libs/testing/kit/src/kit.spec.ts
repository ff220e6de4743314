import { describe, expect, it } from '@jest/globals';
import { refuse, seconds } from '@silverbell/kernel';
import { countedIds } from './counted-ids.js';
import { A_NOON, durationOf, FixedClock } from './fixed-clock.js';
import { given, type Decider } from './given.js';
import { difference, missing } from './sameness.js';

type Fact = { readonly type: 'opened'; readonly by: string } | { readonly type: 'closed' };
type Command = { readonly do: 'open' | 'close'; readonly by: string };

const door: Decider<'open' | 'shut', Command, Fact> = {
  initial: 'shut',
  decide: (command, state) =>
    command.do === 'open'
      ? state === 'open'
        ? refuse('already-open', { by: command.by })
        : [{ type: 'opened', by: command.by }]
      : state === 'open'
        ? { events: [{ type: 'closed' }] }
        : [],
  evolve: (_state, fact) => (fact.type === 'opened' ? 'open' : 'shut'),
};
const opened: Fact = { type: 'opened', by: 'li' };

describe('given, when, then', () => {
  it('holds when exactly the named facts follow', () => {
    given(door)().when({ do: 'open', by: 'wang' }).then({ type: 'opened', by: 'wang' });
    expect(given(door)(opened).when({ do: 'close', by: 'wang' }).then('closed').state).toBe('shut');
  });

  it('makes the command from the state when it is asked to', () => {
    given(door)(opened)
      .when((state) => ({ do: state === 'open' ? 'close' : 'open', by: 'wang' }))
      .then('closed');
  });

  it('holds when the refusal is the named one', () => {
    given(door)(opened).when({ do: 'open', by: 'wang' }).thenRefused('already-open', { by: 'wang' });
  });

  it('holds when nothing follows', () => {
    given(door)().when({ do: 'close', by: 'wang' }).thenNothing();
  });

  it.each([
    ['another fact', () => given(door)().when({ do: 'open', by: 'wang' }).then('closed')],
    ['another field', () => given(door)().when({ do: 'open', by: 'wang' }).then({ type: 'opened', by: 'li' })],
    ['one fact too few', () => given(door)().when({ do: 'open', by: 'wang' }).then()],
    ['facts instead of a refusal', () => given(door)().when({ do: 'open', by: 'wang' }).thenRefused('already-open')],
    ['a refusal instead of facts', () => given(door)(opened).when({ do: 'open', by: 'wang' }).then('opened')],
    ['another refusal', () => given(door)(opened).when({ do: 'open', by: 'wang' }).thenRefused('locked')],
    [
      'another fact of the refusal',
      () => given(door)(opened).when({ do: 'open', by: 'wang' }).thenRefused('already-open', { by: 'li' }),
    ],
    ['something instead of nothing', () => given(door)().when({ do: 'open', by: 'wang' }).thenNothing()],
    ['a fact that is not among them', () => given(door)().when({ do: 'open', by: 'wang' }).thenAmongOthers('closed')],
  ])('fails on %s, and says what happened', (_what, claim) => {
    expect(claim).toThrow(/what happened: (\[opened\]|refused with already-open)/);
  });
});

describe('a fixed clock', () => {
  it('stands until it is moved', () => {
    const clock = new FixedClock();
    expect(clock.now()).toBe(A_NOON);
    clock.advance('20 s');
    expect(clock.now() - A_NOON).toBe(seconds(20));
    expect(clock.advance(seconds(1))).toBe(A_NOON + 21_000);
  });

  it('never goes back', () => {
    const clock = new FixedClock();
    expect(() => clock.advance('-1 s')).toThrow();
    clock.advance('1 h');
    expect(() => clock.advanceTo(A_NOON)).toThrow();
  });

  it('understands units', () => {
    expect(durationOf('1.5 min')).toBe(90_000);
    expect(durationOf('250 ms')).toBe(250);
    expect(durationOf('1 d')).toBe(86_400_000);
  });
});

describe('counted ids', () => {
  it('count from one, each source by itself', () => {
    const [offers, others] = [countedIds('offer'), countedIds()];
    expect([offers(), offers(), others()]).toEqual(['offer-1', 'offer-2', 'id-1']);
  });
});

describe('sameness', () => {
  it('names the first difference by its path', () => {
    expect(difference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe('a.1.b is 2 instead of 3');
    expect(difference({ a: 1, b: 2 }, { a: 1 })).toContain('b is 2');
    expect(difference({ a: 1, b: undefined }, { a: 1 })).toBeNull();
  });

  it('ignores what is not asked for, but not the length of a list', () => {
    expect(missing({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ c: 1 }] })).toBeNull();
    expect(missing({ b: [1, 2] }, { b: [1] })).not.toBeNull();
  });
});
