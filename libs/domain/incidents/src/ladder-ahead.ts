import { latest, type Instant } from '@silverbell/kernel';
import type { IncidentClass } from '@silverbell/vocabulary';
import { stricter } from './classify.js';
import { deadlinesOf } from './deadlines.js';
import type { RungStep } from './ladder.js';
import { ladderOf, type Incident } from './state.js';

/** A rung of the ladder: when it fired last, or when it will if everything stays as it is. */
export interface LadderLine {
  readonly rung: string;
  readonly class: IncidentClass;
  readonly at: Instant;
  readonly fired: boolean;
}

const RUNG = 'rung:';

/**
 * What happens if no person does anything: the rungs that fired, those of the present class that are to come, and behind a rung that makes
 * the incident stricter those of the stricter class. By the same deadlines that fire them. Empty once an operator attends it, and of work
 * that is shelved.
 */
export function ladderAhead(i: Incident): readonly LadderLine[] {
  if (i.closure !== null || i.attention.state !== 'waiting' || i.shelf !== undefined) return [];
  const fired = Object.entries(i.fired)
    .filter(([key]) => key.startsWith(RUNG))
    .map(([key, at]): LadderLine => ({ rung: key.slice(RUNG.length), class: i.class, at, fired: true }));
  return [...fired, ...toCome(i)].sort((a, b) => a.at - b.at);
}

function toCome(i: Incident): readonly LadderLine[] {
  const own = due(i);
  const turn = own.find(({ rung }) => becomes(i, rung) !== null);
  const to = turn === undefined ? null : becomes(i, turn.rung);
  if (turn === undefined || to === null) return own;
  const before = own.filter(({ rung, at }) => rung !== 'last' && at <= turn.at);
  const later = afterTurn(i, to, turn.at);
  const atOnce = ladderOf(later)
    .rungs.filter((rung) => rung.when === 'raised' && i.fired[`${RUNG}${rung.id}`] === undefined)
    .map((rung): LadderLine => ({ rung: rung.id, class: to, at: turn.at, fired: false }));
  const behind = due(later)
    .filter(({ rung }) => before.every((one) => one.rung !== rung))
    .map((line) => ({ ...line, at: latest(line.at, turn.at) }));
  return [...before, ...atOnce, ...behind];
}

const due = (i: Incident): readonly LadderLine[] =>
  deadlinesOf(i)
    .filter(({ key }) => key.startsWith(RUNG))
    .map(({ key, at }) => ({ rung: key.slice(RUNG.length), class: i.class, at, fired: false }));

const stepsOf = (i: Incident, rungId: string): readonly RungStep[] =>
  ladderOf(i)
    .rungs.filter(({ id }) => id === rungId)
    .flatMap(({ steps }) => steps);

/** The stricter class that this rung makes of the incident. */
function becomes(i: Incident, rungId: string): IncidentClass | null {
  const step = stepsOf(i, rungId).find((one) => one.do === 'become');
  if (step?.do !== 'become') return null;
  return stricter(i.class, step.class) === i.class ? null : step.class;
}

/** The incident as it is from then on: the clocks of the stricter ladder that count from the start of the search count from there. */
function afterTurn(i: Incident, code: IncidentClass, at: Instant): Incident {
  const later = { ...i, class: code };
  const searches = ladderOf(later).rungs.some(
    ({ when, steps }) => when === 'raised' && steps.some((step) => step.do === 'start-waves'),
  );
  if (!searches || i.search.mode === 'waves') return later;
  return { ...later, search: { ...i.search, mode: 'waves', since: at } };
}
