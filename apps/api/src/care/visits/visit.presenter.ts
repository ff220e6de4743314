import type { VisitOnFile, VisitTrailStep } from '@silverbell/adapter-postgres';
import { visitActions, visitRate, type VisitActor, type WelfareVisit } from '@silverbell/care';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf, WelfareVisitOnWire } from '@silverbell/wire';
import { onlyReads, shownName } from '../shown-name.js';

const isoOf = (at: WelfareVisit['missedAt']): string | null => (at === null ? null : toIso(at));

/** A visit as this caller sees it: who neither walks nor answers for it gets no name, no door and no findings. */
export function visitOnWire(found: VisitOnFile, actors: readonly VisitActor[]): WelfareVisitOnWire {
  const { visit, walkNo, seniorName, home, sample, report, incidentId } = found;
  const { meeting, contact } = visit;
  const acts = !onlyReads(actors);
  const { id, version, state, level, cause, frequency, risk, seniorId, regionId, from, to } = visit;
  const { lat, lng, ...place } = home;
  return {
    ...{ id, version, state, level, cause, frequency, risk, seniorId, regionId, from, to, dueOn: to },
    ...{ senior: { id: seniorId, name: shownName(seniorName, actors) }, walkingOrder: walkNo },
    home: acts ? { ...place, position: { lat, lng } } : null,
    ...{ way: meeting?.way ?? null, doneAt: isoOf(meeting?.at ?? null), proof: meeting?.proof ?? null },
    ...{ marks: [...visit.marks], servedBy: visit.servedBy, report: acts ? report : null },
    ...{ emptyAt: isoOf(visit.emptyAt), retryBy: isoOf(visit.retryBy), excuse: visit.excuse },
    contact: contact === undefined ? null : { at: toIso(contact.at), answer: contact.answer },
    ...{ missedAt: isoOf(visit.missedAt), sample, incidentId },
    missedReason: visit.missedAt === null ? null : visit.missExplained ? 'explained' : 'period-over',
    allowedActions: [...new Set(actors.flatMap(({ role }) => visitActions(state, role)))],
  };
}

export const visitWithTrail = (
  found: VisitOnFile,
  actors: readonly VisitActor[],
  trail: readonly VisitTrailStep[],
): AnswerOf<'welfareVisit'> => {
  const acts = !onlyReads(actors);
  return {
    ...visitOnWire(found, actors),
    trail: trail.map((step) => ({ ...step, at: toIso(step.at), note: acts ? step.note : null })),
  };
};

export const countsOf = (counts: Omit<AnswerOf<'welfareVisits'>['counts'], 'rate'>) => ({
  ...counts,
  rate: visitRate(counts),
});
