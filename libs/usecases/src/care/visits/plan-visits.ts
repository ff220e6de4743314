import {
  addDays,
  drawOrder,
  drawSample,
  isMoreFrequent,
  quarterBegins,
  periodOf,
  riskOf,
  sampleSize,
  visitsOwed,
  walkingOrder,
  type CivilDay,
  type Owed,
  type WelfareVisit,
} from '@silverbell/care';
import type { Instant, SeniorId } from '@silverbell/kernel';
import type { VisitCause, VisitFrequency, VisitLevel } from '@silverbell/vocabulary';
import type { PersonToPlan, VisitDeps, VisitTransaction } from './port.js';
import { clockVisits } from './write-visits.js';

/** People or visits that are read at once. */
const PAGE = 500;
const CLOCK = { role: 'clock', id: null } as const;
type Needs = Pick<VisitDeps, 'newId'>;

/** What every civil date begins with: periods that are over close, then those of today are planned (CR-55 … CR-58). Repeated, it changes nothing. */
export async function planVisits(
  deps: Needs,
  tx: VisitTransaction,
  today: CivilDay,
  now: Instant,
  /** Between two batches: so that alerts on the same machine do not wait. */
  rest: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await closePeriods(deps, tx, today, now, rest);
  // a move that reached no command of the api, by an import for example
  for (const seniorId of await tx.moved()) await moveVisitsOf(deps, tx, seniorId, { today, now });
  let after = '';
  for (;;) {
    const people = await tx.people(today, after, PAGE);
    await planFor(
      deps,
      tx,
      people.filter(({ isOn }) => isOn),
      today,
      now,
    );
    const last = people.at(-1);
    if (last === undefined || people.length < PAGE) break;
    after = last.id;
    await rest();
  }
  await drawSamples(deps, tx, today, now);
  for (const { start, stops } of await tx.walks(today))
    await tx.keepWalkingOrder(walkingOrder(stops, start).map(({ id }, n) => ({ id, walkNo: n + 1 })));
}

/** Undone at the end of its period: excused by an absence of all its days, else missed (CR-57). */
async function closePeriods(
  deps: Needs,
  tx: VisitTransaction,
  today: CivilDay,
  now: Instant,
  rest: () => Promise<void>,
): Promise<void> {
  for (;;) {
    const closing = await tx.closing(today, PAGE);
    const wanted = closing.map(({ visit, absent, before }) => ({
      ...{ visit, command: { type: 'close', absent, before } as const },
    }));
    await clockVisits(deps, tx, wanted, now);
    if (closing.length < PAGE) return;
    await rest();
  }
}

async function planFor(
  deps: Needs,
  tx: VisitTransaction,
  people: readonly PersonToPlan[],
  today: CivilDay,
  now: Instant,
): Promise<void> {
  const fresh: WelfareVisit[] = [];
  const replaced: string[] = [];
  for (const person of people) {
    const lasting = visitsOwed({ ...person, atLeast: 'by-risk' }, today);
    // What days of heat raise is owed beside what is owed on any other day: one visit serves both, and none is owed again behind them.
    const raised = visitsOwed(person, today).filter((one) => !lasting.some((other) => isSame(one, other)));
    for (const { level, ...owed } of [...lasting, ...raised]) {
      const running = person.have.filter((one) => one.regular && one.level === level);
      // A more frequent one first runs out. A rarer one that nobody went to yet gives way, but not to days of heat: behind them it is owed still.
      if (running.some(({ frequency }) => !isMoreFrequent(owed.frequency, frequency))) continue;
      const since = lasting.find((one) => one.level === level)?.frequency ?? owed.frequency;
      const rarer = running.filter(({ planned, frequency }) => planned && isMoreFrequent(since, frequency));
      replaced.push(...rarer.map(({ id }) => id));
      const before = person.calledOff.find(
        (one) => one.level === level && one.frequency === owed.frequency && one.from === owed.from,
      );
      if (before === undefined) fresh.push(freshVisit(deps, person, { level, cause: 'regular', ...owed }, today));
      else await planAgain(deps, tx, person, before.id, { today, now });
    }
    if (person.dischargedToday) fresh.push(freshVisit(deps, person, onceFrom(today, 'discharge'), today));
  }
  for (const id of replaced) {
    const visit = (await tx.visit(id))?.row;
    if (visit?.state !== 'planned') continue;
    await clockVisits(deps, tx, [{ visit, command: { type: 'cancel', reason: 'more-frequent' } }], now);
  }
  await tx.insert(fresh, now, CLOCK, deps.newId);
}

/** What it was cancelled for ended within its period: the visit itself is owed again, in its place in the walk (CR-55). */
async function planAgain(
  deps: Needs,
  tx: VisitTransaction,
  person: PersonToPlan,
  id: string,
  { today, now }: { readonly today: CivilDay; readonly now: Instant },
): Promise<void> {
  const visit = (await tx.visit(id))?.row;
  if (visit === undefined) return;
  const command = { type: 'plan-again', regionId: person.regionId, risk: riskOf(person, today) } as const;
  await clockVisits(deps, tx, [{ visit, command }], now);
  await tx.walkAnew(person.id);
}

const isSame = (one: Owed, other: Owed): boolean => one.level === other.level && one.frequency === other.frequency;

interface Wanted {
  readonly level: VisitLevel;
  readonly cause: VisitCause;
  readonly frequency: VisitFrequency;
  readonly from: CivilDay;
  readonly to: CivilDay;
}
/** Within 24 h of what happened, by civil days: that day and the next. */
const onceFrom = (day: CivilDay, cause: 'discharge' | 'bereaved' | 'moved'): Wanted => ({
  ...{ level: 'community', cause, frequency: 'once', from: day, to: addDays(day, 1) },
});

const freshVisit = (
  { newId }: Needs,
  person: PersonToPlan,
  { level, cause, frequency, from, to }: Wanted,
  today: CivilDay,
): WelfareVisit => ({
  ...{ id: newId(), version: 1, state: 'planned', level, cause, frequency, risk: riskOf(person, today) },
  ...{ seniorId: person.id, regionId: person.regionId, from, to, emptyAt: null, retryBy: null, concernAt: null },
  ...{ meeting: null, marks: [], servedBy: null, excuse: null, missedAt: null, missExplained: false },
});

/** Once per county and quarter, from those who were in service on its first day (CR-58). */
async function drawSamples(deps: Needs, tx: VisitTransaction, today: CivilDay, now: Instant): Promise<void> {
  const quarter = quarterBegins(today);
  for (const countyId of await tx.undrawn(quarter)) {
    const served = await tx.served(countyId, quarter);
    if (served.length === 0) continue;
    const seed = deps.newId();
    const drawn = new Set(drawSample(served, seed).map(({ seniorId }) => seniorId));
    await tx.keepSample({ countyId, quarter, seed, served: served.length, size: sampleSize(served.length), at: now });
    const chosen = served.filter(({ seniorId }) => drawn.has(seniorId));
    await tx.insert(
      chosen.map(({ person }) => freshVisit(deps, person, sampled(today), today)),
      ...([now, CLOCK, deps.newId] as const),
    );
  }
}
const sampled = (today: CivilDay): Wanted => ({
  ...{ level: 'county', cause: 'sample', frequency: 'quarterly', ...periodOf('quarterly', today) },
});

/**
 * A person lives elsewhere now: what is owed to her is owed by the office there, at her new door, and within 24 h she is visited once (CR-22,
 * CR-55).
 */
export async function moveVisitsOf(
  deps: Needs,
  tx: VisitTransaction,
  seniorId: SeniorId,
  { today, now }: { readonly today: CivilDay; readonly now: Instant },
): Promise<void> {
  const person = await tx.person(seniorId, today);
  if (person === null) return;
  const { regionId } = person;
  const open = await tx.openOf(seniorId);
  await clockVisits(
    deps,
    tx,
    open.map((visit) => ({ visit, command: { type: 'move', regionId } as const })),
    now,
  );
  await tx.walkAnew(seniorId);
  if (person.isOn) await tx.insert([freshVisit(deps, person, onceFrom(today, 'moved'), today)], now, CLOCK, deps.newId);
}

/**
 * A person died or left the county: no visit is owed to her any more. Who was drawn for the county is replaced by the next one of her township
 * (CR-58), and who lives in the home of a person who died is visited within 24 h (CR-55).
 */
export async function endVisitsOf(
  deps: Needs,
  tx: VisitTransaction,
  seniorId: SeniorId,
  { died, today, now }: { readonly died: boolean; readonly today: CivilDay; readonly now: Instant },
): Promise<void> {
  const open = await tx.openOf(seniorId);
  await clockVisits(
    deps,
    tx,
    open.map((visit) => ({ visit, command: { type: 'cancel', reason: 'senior-not-served' } })),
    now,
  );
  for (const visit of open.filter(({ cause }) => cause === 'sample'))
    await replaceInSample(deps, tx, visit, today, now);
  if (!died) return;
  const bereaved = (await tx.household(seniorId, today)).map((one) =>
    freshVisit(deps, one, onceFrom(today, 'bereaved'), today),
  );
  await tx.insert(bereaved, now, CLOCK, deps.newId);
}

async function replaceInSample(
  deps: Needs,
  tx: VisitTransaction,
  visit: WelfareVisit,
  today: CivilDay,
  now: Instant,
): Promise<void> {
  const sample = await tx.sampleOf(visit);
  if (sample === null) return;
  const served = await tx.served(sample.countyId, visit.from);
  const hers = served.find(({ seniorId }) => seniorId === visit.seniorId);
  const isDrawn = ({ person }: (typeof served)[number]): boolean => person.have.some(({ level }) => level === 'county');
  const next = drawOrder(served, sample.seed).find(
    (one) => one.townshipId === hers?.townshipId && one.seniorId !== visit.seniorId && !isDrawn(one),
  );
  if (next !== undefined)
    await tx.insert([freshVisit(deps, next.person, sampled(today), today)], now, CLOCK, deps.newId);
}
