import type { Complaint as ComplaintKind, ComplaintFinding, RatingValue } from '@silverbell/vocabulary';
import { addDays, type CivilDay } from '../calendar/civil-day.js';
import { isGrave } from './complaint.js';

/** A complaint as a notice counts it, by civil days. */
export interface NoticedComplaint {
  readonly kind: ComplaintKind;
  readonly isWithdrawn: boolean;
  readonly finding: ComplaintFinding | null;
  readonly receivedOn: CivilDay;
  readonly answerDue: CivilDay;
  /** `null`: not answered yet. */
  readonly answeredOn: CivilDay | null;
  /** Of the answer. */
  readonly rating: RatingValue | null;
}

/** What a provider is told of a month (CR-52). Numbers only, no names. */
export interface ProviderNotice {
  /** Received in the month, without those withdrawn or told twice. */
  readonly received: number;
  readonly kinds: Readonly<Partial<Record<ComplaintKind, number>>>;
  readonly withdrawn: number;
  readonly founded: number;
  /** Whose answer was due in the month, and how many were answered by then. */
  readonly due: number;
  readonly answeredInTime: number;
  /** Answers that were rated, and how many of them dissatisfied. */
  readonly answersRated: number;
  readonly answersDissatisfied: number;
  /** Visits of the month that were rated, and how many of them dissatisfied. */
  readonly visitsRated: number;
  readonly visitsDissatisfied: number;
  /** Verifications of its workers that were opened, and how many were decided against the worker. */
  readonly verifications: number;
  readonly upheld: number;
}

export interface NoticeFacts {
  readonly complaints: readonly NoticedComplaint[];
  readonly visitRatings: readonly RatingValue[];
  /** Opened in the month; `upheld`: decided so, wholly or partly. */
  readonly verifications: readonly { readonly upheld: boolean }[];
}

/** The first day of the month before the one that holds the day. */
export const monthBefore = (day: CivilDay): CivilDay => `${addDays(`${day.slice(0, 8)}01`, -1).slice(0, 8)}01`;

/** The first day of the month before, on the first day of a month; on any other day `null`: no notice is made. */
export const monthOfNotice = (today: CivilDay): CivilDay | null => (today.endsWith('-01') ? monthBefore(today) : null);

/** The last day of the month that begins with this day. */
export const monthEnds = (month: CivilDay): CivilDay => addDays(`${addDays(month, 31).slice(0, 8)}01`, -1);

/** The notice of a month, from all that was received or due in it. Grave complaints are the county's and stay out (CR-51). */
export function noticeOf(month: CivilDay, { complaints, visitRatings, verifications }: NoticeFacts): ProviderNotice {
  const last = monthEnds(month);
  const isIn = (day: CivilDay): boolean => day >= month && day <= last;
  const open = complaints.filter(({ kind, finding }) => !isGrave(kind) && finding !== 'duplicate');
  const received = open.filter(({ receivedOn, isWithdrawn }) => isIn(receivedOn) && !isWithdrawn);
  const due = open.filter(({ answerDue, isWithdrawn }) => isIn(answerDue) && !isWithdrawn);
  const rated = received.filter(({ rating }) => rating !== null && rating !== 'not-rated');
  const kinds: Partial<Record<ComplaintKind, number>> = {};
  for (const { kind } of received) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const ratedVisits = visitRatings.filter((value) => value !== 'not-rated');
  return {
    ...{ received: received.length, kinds },
    withdrawn: open.filter(({ receivedOn, isWithdrawn }) => isIn(receivedOn) && isWithdrawn).length,
    founded: received.filter(({ finding }) => finding === 'founded').length,
    due: due.length,
    answeredInTime: due.filter(({ answeredOn, answerDue }) => answeredOn !== null && answeredOn <= answerDue).length,
    answersRated: rated.length,
    answersDissatisfied: rated.filter(({ rating }) => rating === 'dissatisfied').length,
    visitsRated: ratedVisits.length,
    visitsDissatisfied: ratedVisits.filter((value) => value === 'dissatisfied').length,
    verifications: verifications.length,
    upheld: verifications.filter(({ upheld }) => upheld).length,
  };
}
