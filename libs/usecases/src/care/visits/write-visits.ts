import {
  checkInProof,
  decideVisit,
  type CheckInShown,
  type CivilDay,
  type VisitActor,
  type VisitCommand,
  type VisitDecided,
  type WelfareVisit,
} from '@silverbell/care';
import { dateIn, instant, isRefusal, refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { CareCallAnswer, CheckInReason, VisitExcuse, VisitWay } from '@silverbell/vocabulary';
import {
  lockedRowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { AskedOf } from '../asked.js';
import { newConcern } from '../new-concern.js';
import type { CareConcern } from '../orders/port.js';
import type { SeniorToVisit, VisitChange, VisitDeps, VisitFindings, VisitTransaction } from './port.js';

/** A request about a visit over HTTP; everything a rule needs beside it is looked up. */
export type VisitWish =
  | {
      readonly type: 'done';
      /** `null`: now. */
      readonly at: Instant | null;
      readonly met: boolean;
      readonly way: VisitWay;
      readonly recognised: boolean;
      readonly shown: CheckInShown;
      readonly reason: CheckInReason | null;
      readonly report: VisitFindings;
    }
  | {
      readonly type: 'excuse';
      readonly reason: VisitExcuse;
      /** `null`: of the whole period. */
      readonly from: CivilDay | null;
      readonly to: CivilDay | null;
    }
  | { readonly type: 'miss' }
  | { readonly type: 'ask-contact'; readonly answer: CareCallAnswer };

export interface AskedOfVisit extends AskedOf<VisitActor> {
  readonly wish: VisitWish;
}

/** One command on a visit, with everything that follows from it, in one transaction (CR-55 … CR-57). */
export function commandVisit(deps: VisitDeps, command: RegistryCommand, asked: AskedOfVisit): RegistryResult {
  return deps.visits.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { wish, actor, ifMatch } = asked;
    const found = lockedRowToChange(await tx.visit(asked.id), ifMatch);
    if (isRefusal(found)) return found;
    const { row: visit } = found;
    if (!(await tx.isOn(visit.regionId))) return refuse('feature-off');
    const senior = await tx.senior(visit.seniorId, asked.careNow);
    if (senior === null) return refuse('not-found');
    const done = await apply(deps, tx, visit, senior, { ...asked, realNow: command.at });
    if (isRefusal(done)) return done;
    return rowWritten('welfare-visit', `visit-${wish.type}`, visit, { state: done.state, role: actor.role });
  });
}

interface Applying extends AskedOfVisit {
  readonly realNow: Instant;
}

async function apply(
  deps: VisitDeps,
  tx: VisitTransaction,
  visit: WelfareVisit,
  senior: SeniorToVisit,
  asked: Applying,
): Promise<WelfareVisit | Refusal> {
  const { actor: by, careNow, wish } = asked;
  const limits = await tx.limits(visit.regionId, visit.from);
  const decided = decideVisit(visit, await intentOf(deps, tx, visit, senior, asked), { now: careNow, by, limits });
  if (isRefusal(decided)) return decided;
  await tx.save([
    changeOf(deps, decided, by, {
      ...{ note: asked.note, report: wish.type === 'done' && wish.met ? wish.report : null },
      emptyRealAt: wish.type === 'done' && !wish.met ? asked.realNow : null,
    }),
  ]);
  if (wish.type === 'done') await follow(deps, tx, decided.after, senior, { ...asked, wish });
  return decided.after;
}

const changeOf = (
  { newId }: Pick<VisitDeps, 'newId'>,
  { after, events }: VisitDecided,
  { id: by }: VisitActor,
  { note = null, report = null, emptyRealAt = null }: Partial<VisitChange & { readonly note: string | null }> = {},
): VisitChange => ({
  ...{ after, by, report, emptyRealAt },
  steps: events.map((event, n) => ({ id: newId(), event, note: n === 0 ? note : null })),
});

async function intentOf(
  { timeZone }: VisitDeps,
  tx: VisitTransaction,
  visit: WelfareVisit,
  senior: SeniorToVisit,
  { wish, careNow }: Applying,
): Promise<VisitCommand> {
  switch (wish.type) {
    case 'done': {
      const at = wish.at ?? careNow;
      const day = dateIn(timeZone, at);
      const workingDaysSince = await tx.workingDaysSince(day, dateIn(timeZone, careNow));
      const { type, met, way, recognised, reason } = wish;
      return {
        ...{ type, at, met, way, recognised, reason, when: { day, workingDaysSince } },
        proof: way === 'home' ? checkInProof(wish.shown, senior.door) : 'none',
        before: await tx.before(visit),
      };
    }
    case 'excuse':
      return {
        ...{ type: 'excuse', reason: wish.reason, before: await tx.before(visit) },
        ...{ from: wish.from ?? visit.from, to: wish.to ?? wish.from ?? visit.to },
      };
    case 'miss':
    case 'ask-contact':
      return wish;
  }
}

/** What follows from a visit: a sign of life, what the emergency side is asked, other obligations that it serves. */
async function follow(
  deps: VisitDeps,
  tx: VisitTransaction,
  visit: WelfareVisit,
  senior: SeniorToVisit,
  { wish, careNow, realNow }: Applying & { readonly wish: Extract<VisitWish, { type: 'done' }> },
): Promise<void> {
  const ask = (kind: 'visit-empty' | 'serious') => tx.concern(concernOf(deps, visit, senior, kind, realNow));
  const { meeting } = visit;
  if (!wish.met || meeting === null) {
    const asks = visit.concernAt !== null && visit.concernAt === careNow;
    if (asks && !senior.away && !(await tx.seenSinceEmpty(visit))) await ask('visit-empty');
    return;
  }
  // The clock of care may stand on another day than the real one: what counts for an alert is how long ago it was.
  const at = instant(realNow - Math.max(0, careNow - meeting.at));
  await tx.sighted(visit.seniorId, meeting.way === 'call' ? 'spoken' : 'seen', at);
  if (wish.report.health === 'serious') await ask('serious');
  const limits = await tx.limits(visit.regionId, visit.from);
  const day = dateIn(deps.timeZone, meeting.at);
  for (const other of await tx.openOf(visit.seniorId)) {
    if (other.level !== visit.level || day < other.from || day > other.to) continue;
    const by = { role: 'clock', id: null } as const;
    const served = decideVisit(other, { type: 'serve', by: visit.id, meeting }, { now: careNow, by, limits });
    if (!isRefusal(served)) await tx.save([changeOf(deps, served, by)]);
  }
}

const concernOf = (
  deps: Pick<VisitDeps, 'newId'>,
  { id: visitId, seniorId }: WelfareVisit,
  { homeId }: SeniorToVisit,
  kind: 'visit-empty' | 'serious',
  askedAt: Instant,
): CareConcern => newConcern(deps, { visitId, seniorId, homeId, kind, askedAt });

/** What the clock does to visits, in the transaction of its job. A fact that is not due writes nothing. */
export async function clockVisits(
  deps: Pick<VisitDeps, 'newId'>,
  tx: VisitTransaction,
  wanted: readonly {
    readonly visit: WelfareVisit;
    readonly command: Extract<VisitCommand, { type: 'close' | 'no-news' | 'move' | 'cancel' | 'plan-again' }>;
  }[],
  now: Instant,
): Promise<readonly WelfareVisit[]> {
  const by = { role: 'clock', id: null } as const;
  const changes: VisitChange[] = [];
  for (const { visit, command } of wanted) {
    const limits = await tx.limits(visit.regionId, visit.from);
    const decided = decideVisit(visit, command, { now, by, limits });
    if (!isRefusal(decided) && decided.events.length > 0) changes.push(changeOf(deps, decided, by));
  }
  await tx.save(changes);
  return changes.map(({ after }) => after);
}

/** The time to try again is over: without any news the emergency side is asked to knock (CR-56). */
export async function endRetry(
  deps: Pick<VisitDeps, 'newId'>,
  tx: VisitTransaction,
  id: string,
  now: Instant,
  realNow: Instant,
): Promise<void> {
  const empty = (await tx.visit(id))?.row;
  const senior = empty === undefined ? null : await tx.senior(empty.seniorId, now);
  if (empty === undefined || senior === null || senior.away || (await tx.seenSinceEmpty(empty))) return;
  const [visit] = await clockVisits(deps, tx, [{ visit: empty, command: { type: 'no-news' } }], now);
  if (visit !== undefined) await tx.concern(concernOf(deps, visit, senior, 'visit-empty', realNow));
}
