import { isRefusal, type Refusal } from '@silverbell/kernel';
import { missing, shown } from './sameness.js';

/** A pure core: facts fold into a state, a command becomes facts or a refusal. */
export interface Decider<State, Command, Fact extends { readonly type: string }> {
  readonly initial: State;
  decide(command: Command, state: State): readonly Fact[] | { readonly events: readonly Fact[] } | Refusal;
  evolve(state: State, fact: Fact): State;
}

type DistributivePartial<T> = T extends unknown ? Partial<T> : never;
/** A fact as far as the test cares: its type, or its type with some of its fields. */
export type Expected<Fact extends { readonly type: string }> =
  Fact['type'] | (DistributivePartial<Fact> & { readonly type: Fact['type'] });

export interface Then<State, Fact extends { readonly type: string }> {
  /** Exactly these facts, in this order; fields that are not named may be anything. */
  then(...expected: readonly Expected<Fact>[]): Then<State, Fact>;
  /** These facts are among what happened, in this order. */
  thenAmongOthers(...expected: readonly Expected<Fact>[]): Then<State, Fact>;
  thenNothing(): Then<State, Fact>;
  thenRefused(slug: string, facts?: Refusal['facts']): Then<State, Fact>;
  /** The state after it, for a question of the test's own. */
  readonly state: State;
  readonly facts: readonly Fact[];
}

export interface When<State, Command, Fact extends { readonly type: string }> {
  /** A command, or one made from the state that the given facts led to. */
  when(command: Command | ((state: State) => Command)): Then<State, Fact>;
  readonly state: State;
}

/**
 * `given(decider)(…facts).when(command).then(…facts)`: reads as the promise it tests, and fails with a sentence.
 * Knows no test framework: a broken promise is a thrown error.
 */
export function given<State, Command, Fact extends { readonly type: string }>(decider: Decider<State, Command, Fact>) {
  return (...history: readonly Fact[]): When<State, Command, Fact> => {
    const before = history.reduce((state, fact) => decider.evolve(state, fact), decider.initial);
    return {
      state: before,
      when(command) {
        const decided = decider.decide(isMaker(command) ? command(before) : command, before);
        return outcome(decider, before, decided);
      },
    };
  };
}

const isMaker = <State, Command>(
  command: Command | ((state: State) => Command),
): command is (state: State) => Command => typeof command === 'function';

function outcome<State, Command, Fact extends { readonly type: string }>(
  decider: Decider<State, Command, Fact>,
  before: State,
  decided: ReturnType<Decider<State, Command, Fact>['decide']>,
): Then<State, Fact> {
  const refusal = isRefusal(decided) ? decided : null;
  const facts = isRefusal(decided) ? [] : 'events' in decided ? decided.events : decided;
  const story = refusal
    ? `refused with ${refusal.refused} ${shown(refusal.facts)}`
    : `[${facts.map((fact) => fact.type).join(', ')}]`;
  const fail = (why: string): never => {
    throw new Error(`${why}\nwhat happened: ${story}`);
  };
  const asked: Then<State, Fact> = {
    facts,
    state: facts.reduce((state, fact) => decider.evolve(state, fact), before),
    then(...expected) {
      if (refusal) fail('expected facts');
      if (expected.length !== facts.length)
        fail(`expected ${String(expected.length)} facts: [${expected.map(typeOf).join(', ')}]`);
      expected.forEach((one, at) => {
        const found = missing(facts[at], asFields(one));
        if (found) fail(`fact ${String(at + 1)}: ${found}`);
      });
      return asked;
    },
    thenAmongOthers(...expected) {
      if (refusal) fail('expected facts');
      let from = 0;
      for (const one of expected) {
        const at = facts.findIndex((fact, i) => i >= from && missing(fact, asFields(one)) === null);
        if (at < 0) fail(`expected ${shown(one)}${from > 0 ? ` after fact ${String(from)}` : ''}`);
        from = at + 1;
      }
      return asked;
    },
    thenNothing() {
      if (refusal || facts.length > 0) fail('expected that nothing happens');
      return asked;
    },
    thenRefused(slug, expectedFacts) {
      if (refusal?.refused !== slug) fail(`expected a refusal with ${slug}`);
      const found = expectedFacts && missing(refusal?.facts, expectedFacts);
      if (found) fail(`the refusal's ${found}`);
      return asked;
    },
  };
  return asked;
}

const typeOf = (expected: string | { readonly type: string }): string =>
  typeof expected === 'string' ? expected : expected.type;
const asFields = (expected: string | { readonly type: string }): object =>
  typeof expected === 'string' ? { type: expected } : expected;
