import { latest, type Instant } from '@silverbell/kernel';
import type { IncidentClass } from '@silverbell/vocabulary';
import { stricter } from './classify.js';
import { deadlinesOf } from './deadlines.js';
import { ladderOf, type Incident } from './state.js';

/** A rung of the ladder: when it fired last, or when it will if everything stays as it is. */
export interface LadderLine {
  readonly rung: string;
  readonly class: IncidentClass;
  readonly at: Instant;
  readonly fired: boolean;
}

const RUNG = 'rung:';
const LAST = 'last';

/**
 * What happens if no person does anything: the rungs that fired and those to come, behind a rung that makes the incident stricter those of
 * the stricter class. By the same deadlines that fire them. Empty once an operator attends it, and of work that is shelved.
 */
export function ladderAhead(i: Incident): readonly LadderLine[] {
  if (i.closure !== null || i.attention.state !== 'waiting' || i.shelf !== undefined) return [];
  const fired = Object.entries(i.fired)
    .filter(([key]) => key.startsWith(RUNG))
    .map(([key, at]): LadderLine => ({ rung: key.slice(RUNG.length), class: i.class, at, fired: true }));
  return [...fired, ...toCome(i)].sort((a, b) => a.at - b.at);
}

/** Lets one rung after the other fire on paper; each changes what the next ones count from. The last rung comes back for ever, and stands once. */
function toCome(i: Incident): readonly LadderLine[] {
  const lines: LadderLine[] = [];
  let now = i;
  const fire = (rung: string, at: Instant): void => {
    lines.push({ rung, class: now.class, at, fired: false });
    now = afterRung(now, rung, at);
  };
  for (;;) {
    const next = due(now).find(({ rung }) => rung !== LAST);
    if (next === undefined) break;
    const at = latest(next.at, lines.at(-1)?.at ?? next.at);
    const before = now.class;
    fire(next.rung, at);
    if (now.class === before) continue;
    for (const { id, when } of ladderOf(now).rungs)
      if (when === 'raised' && now.fired[`${RUNG}${id}`] === undefined) fire(id, at);
  }
  return [
    ...lines,
    ...due(now)
      .filter(({ rung }) => rung === LAST)
      .map(({ rung, at }) => ({ rung, class: now.class, at, fired: false })),
  ];
}

const due = (i: Incident): readonly { readonly rung: string; readonly at: Instant }[] =>
  deadlinesOf(i)
    .filter(({ key }) => key.startsWith(RUNG))
    .map(({ key, at }) => ({ rung: key.slice(RUNG.length), at }));

/** What the rung changes for those behind it: the class, and the start of the search. */
function afterRung(i: Incident, rungId: string, at: Instant): Incident {
  const steps = ladderOf(i).rungs.flatMap(({ id, steps }) => (id === rungId ? steps : []));
  const stricterClass = steps.reduce(
    (code, step) => (step.do === 'become' ? stricter(code, step.class) : code),
    i.class,
  );
  const fired = { ...i, class: stricterClass, fired: { ...i.fired, [`${RUNG}${rungId}`]: at } };
  if (i.search.mode === 'waves' || steps.every((step) => step.do !== 'start-waves')) return fired;
  return { ...fired, search: { ...i.search, mode: 'waves', since: at } };
}
