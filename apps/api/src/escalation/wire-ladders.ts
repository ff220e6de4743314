import { type Ladder, type LadderEdit, type Ladders, type Rung } from '@silverbell/incidents';
import { seconds, type Duration } from '@silverbell/kernel';
import { INCIDENT_CLASSES } from '@silverbell/vocabulary';
import type { LadderOnWire } from '@silverbell/wire';

const inS = (ms: Duration): number => Math.round(ms / 1_000);

/** People write seconds; the rules count milliseconds. */
const rungOnWire = (rung: Rung): LadderOnWire['rungs'][number] => ({
  id: rung.id,
  when: rung.when,
  afterS: inS(rung.after),
  ...(rung.afterFor === undefined
    ? {}
    : { afterForS: Object.fromEntries(Object.entries(rung.afterFor).map(([kind, wait]) => [kind, inS(wait)])) }),
  ...(rung.atOnceWhenHarsh === undefined ? {} : { atOnceWhenHarsh: rung.atOnceWhenHarsh }),
  ...(rung.afterWhenNobodyOnDuty === undefined ? {} : { afterWhenNobodyOnDutyS: inS(rung.afterWhenNobodyOnDuty) }),
  ...(rung.atLatest === undefined ? {} : { atLatestS: inS(rung.atLatest) }),
  ...(rung.earlyWhenFar === undefined ? {} : { earlyWhenFar: rung.earlyWhenFar }),
  steps: rung.steps.map((step) => (step.do === 'call-home' ? { ...step, kinds: [...step.kinds] } : { ...step })),
});

const ladderOnWire = (ladder: Ladder): LadderOnWire => ({
  class: ladder.class,
  rungs: ladder.rungs.map(rungOnWire),
  lastRung: {
    everyS: inS(ladder.lastRung.every),
    steps: ladder.lastRung.steps.map((step) =>
      step.do === 'call-home' ? { ...step, kinds: [...step.kinds] } : { ...step },
    ),
  },
});

export const laddersOnWire = (ladders: Partial<Ladders>): LadderOnWire[] =>
  INCIDENT_CLASSES.flatMap((code) => {
    const ladder = ladders[code];
    return ladder === undefined ? [] : [ladderOnWire(ladder)];
  });

const rungFromWire = (rung: LadderOnWire['rungs'][number]): Rung => ({
  id: rung.id,
  when: rung.when,
  after: seconds(rung.afterS),
  ...(rung.afterForS === undefined
    ? {}
    : {
        afterFor: Object.fromEntries(
          Object.entries(rung.afterForS).flatMap(([kind, wait]) => (wait === undefined ? [] : [[kind, seconds(wait)]])),
        ),
      }),
  ...(rung.atOnceWhenHarsh === undefined ? {} : { atOnceWhenHarsh: rung.atOnceWhenHarsh }),
  ...(rung.afterWhenNobodyOnDutyS === undefined ? {} : { afterWhenNobodyOnDuty: seconds(rung.afterWhenNobodyOnDutyS) }),
  ...(rung.atLatestS === undefined ? {} : { atLatest: seconds(rung.atLatestS) }),
  ...(rung.earlyWhenFar === undefined ? {} : { earlyWhenFar: rung.earlyWhenFar }),
  steps: rung.steps,
});

/** Of a class named twice the last counts. */
export const editFromWire = (ladders: readonly LadderOnWire[]): LadderEdit =>
  Object.fromEntries(
    ladders.map((one): [Ladder['class'], Ladder] => [
      one.class,
      {
        class: one.class,
        source: 'region edit',
        rungs: one.rungs.map(rungFromWire),
        lastRung: { every: seconds(one.lastRung.everyS), steps: one.lastRung.steps },
      },
    ]),
  );
