import type { LadderOnWire, LadderRungOnWire, LadderStepOnWire } from '@silverbell/wire';
import type { LadderRole } from '@silverbell/vocabulary';

/** Which wait of a rung; `for:vital` is the one of a kind. */
export type WaitName = Wait['name'];

export type Wait =
  | {
      readonly name: 'afterS' | 'afterWhenNobodyOnDutyS' | 'atLatestS';
      readonly seconds: number;
      readonly kind: null;
    }
  /** Of one kind of alarm only. */
  | { readonly name: `for:${string}`; readonly seconds: number; readonly kind: string };

/** The waits somebody may change. What comes with the first signal waits for nothing. */
export const waitsOf = (rung: LadderRungOnWire): readonly Wait[] => [
  ...(rung.when === 'raised' ? [] : [{ name: 'afterS' as const, seconds: rung.afterS, kind: null }]),
  ...(rung.afterWhenNobodyOnDutyS === undefined
    ? []
    : [{ name: 'afterWhenNobodyOnDutyS' as const, seconds: rung.afterWhenNobodyOnDutyS, kind: null }]),
  ...(rung.atLatestS === undefined ? [] : [{ name: 'atLatestS' as const, seconds: rung.atLatestS, kind: null }]),
  ...Object.entries(rung.afterForS ?? {}).map(([kind, seconds]): Wait => ({ name: `for:${kind}`, seconds, kind })),
];

export function withWait(rung: LadderRungOnWire, name: WaitName, seconds: number): LadderRungOnWire {
  return name.startsWith('for:')
    ? { ...rung, afterForS: { ...rung.afterForS, [name.slice('for:'.length)]: seconds } }
    : { ...rung, [name]: seconds };
}

export const isCalled = (steps: readonly LadderStepOnWire[], role: LadderRole): boolean =>
  steps.some((step) => step.do === 'tell' && step.by === 'voice' && step.role === role);

/** Calls the role, or no longer; what the rung does beside calling stays, in its order. */
export const withRole = (steps: readonly LadderStepOnWire[], role: LadderRole, called: boolean): LadderStepOnWire[] =>
  called
    ? [...steps, { do: 'tell', role, by: 'voice' }]
    : steps.filter((step) => !(step.do === 'tell' && step.by === 'voice' && step.role === role));

export const withRung = (ladder: LadderOnWire, index: number, rung: LadderRungOnWire): LadderOnWire => ({
  ...ladder,
  rungs: ladder.rungs.map((old, at) => (at === index ? rung : old)),
});

/** Only classes that were touched travel. */
export const touched = (before: readonly LadderOnWire[], after: readonly LadderOnWire[]): LadderOnWire[] =>
  after.filter((one) => JSON.stringify(one) !== JSON.stringify(before.find((old) => old.class === one.class)));
