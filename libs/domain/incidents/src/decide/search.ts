import { after, as, between, type HelperId, type OfferId, type Refusal, refuse } from '@silverbell/kernel';
import type { CommandOf, RankedHelper } from '../commands.js';
import type { OfferOverReason } from '@silverbell/vocabulary';
import { askedAt, isLost, isUndelivered, needsSearch, openOffers, primaryOf } from '../questions.js';
import type { Assignment, Channel, Incident, Offer } from '../state.js';
import { isCovered, leavesPlaceOpen, placeOf } from '../split-dispatch.js';
import { candidatesFor, record, type DecisionDraft } from './decision-draft.js';

/** Ended by us before she could answer: when the helper who went instead does not come, she is asked again. */
const ENDED_BY_US: readonly (OfferOverReason | null)[] = ['taken', 'replaced', 'not-needed'];

/** Unanswered, delivered or not: in the next round she is asked like every other helper. */
const RAN_OUT: readonly (OfferOverReason | null)[] = ['lapsed', 'not-delivered'];

/** A helper with a live part in this incident, or who had her chance to answer in this round, is not asked again. */
function wasAsked(i: Incident, helperId: HelperId): boolean {
  return i.offers.some((offer) => {
    if (offer.helperId !== helperId || ENDED_BY_US.includes(offer.overReason)) return false;
    if (i.assignments.some((a) => a.offerId === offer.id && wentForAnOlderQuestion(i, a))) return false;
    return offer.state !== 'over' || !RAN_OUT.includes(offer.overReason) || offer.round === i.search.round;
  });
}

/** She has been there and is done; for the question that was asked since then she may go again. */
const wentForAnOlderQuestion = (i: Incident, { state, finishedAt }: Assignment): boolean =>
  state === 'finished' && finishedAt !== null && finishedAt < askedAt(i);

/** Helpers whom no channel reached are not among them (H07). */
const askedPeople = (i: Incident): number =>
  new Set(
    i.offers.filter((offer) => offer.round === i.search.round && !isUndelivered(offer)).map((offer) => offer.helperId),
  ).size;

/**
 * Those still to be asked, in order: within reach, or anyone while fewer than the least number were asked; for a far primary only people
 * who are there sooner than she is, counted from now. Once her expected time has passed her arrival is unknown.
 */
function stillToAsk(
  { incident: i, context: { now } }: DecisionDraft,
  candidates: readonly RankedHelper[],
): readonly RankedHelper[] {
  const { withinReach, askAtLeast, nearerBy } = i.policy.limits;
  const primary = primaryOf(i);
  const asked = askedPeople(i);
  return candidates
    .filter((candidate) => !wasAsked(i, candidate.helperId))
    .filter(
      (candidate) =>
        primary === null ||
        isLost(i) ||
        leavesPlaceOpen(i) ||
        primary.state === 'arrived' ||
        primary.stalledAt !== null ||
        primary.etaAt <= now ||
        candidate.expectedArrivalS * 1_000 + nearerBy <= between(now, primary.etaAt),
    )
    .filter((candidate, index) => candidate.expectedArrivalS * 1_000 <= withinReach || asked + index < askAtLeast);
}

/** B, C, E: every channel at once; otherwise the socket first, then SMS, then voice (safety case 2.2). */
export const channelsNow = (i: Incident): readonly Channel[] =>
  i.class === 'B' || i.class === 'C' || i.class === 'E' ? ['socket', 'sms', 'voice'] : ['socket'];

function offerTo(draft: DecisionDraft, people: readonly RankedHelper[], reason: string): void {
  const wave = draft.incident.search.wave + 1;
  record(draft, { type: 'wave-started', wave, asked: people.length, reason });
  for (const person of people) {
    record(draft, {
      type: 'offered',
      offerId: as<OfferId>(draft.context.newId()),
      helperId: person.helperId,
      wave,
      expectedArrivalS: Math.round(person.expectedArrivalS),
      reasons: person.reasons,
      lapsesAt: after(draft.context.now, draft.incident.policy.limits.offerLapsesAfter),
      channels: channelsNow(draft.incident),
      ...(person.to === undefined ? {} : { to: person.to }),
    });
  }
}

/** Asks the next few people; an empty wave is said to be empty, and the ladder's next step is due at once. */
export function nextWave(draft: DecisionDraft, reason: string): void {
  if (draft.incident.silent) return;
  const people = stillToAsk(draft, candidatesFor(draft)).slice(0, draft.incident.policy.limits.waveSize);
  if (people.length === 0) record(draft, { type: 'nobody-found', wave: draft.incident.search.wave });
  else offerTo(draft, people, reason);
}

export function startWaves(draft: DecisionDraft, reason: string): void {
  if (draft.incident.search.mode === 'waves' || !needsSearch(draft.incident)) return;
  record(draft, { type: 'search-started', mode: 'waves', reason });
  nextWave(draft, reason);
}

/** One offer while verification runs: the paired neighbour or the station on duty. */
export function offerOne(draft: DecisionDraft): void {
  if (draft.incident.search.mode !== 'none' || !needsSearch(draft.incident)) return;
  const free = stillToAsk(draft, candidatesFor(draft));
  const one = free.find((candidate) => candidate.first) ?? free[0];
  record(draft, { type: 'search-started', mode: 'one', reason: 'unattended' });
  if (one === undefined) record(draft, { type: 'nobody-found', wave: draft.incident.search.wave });
  else offerTo(draft, [one], 'unattended');
}

export function endOffers(
  draft: DecisionDraft,
  reason: OfferOverReason,
  which: readonly Offer[] = openOffers(draft.incident),
): void {
  for (const offer of which)
    record(draft, { type: 'offer-ended', offerId: offer.id, helperId: offer.helperId, reason });
}

/** Offers of a place to which a helper goes are taken; another place still waits for one. */
export const takenOffers = (i: Incident): readonly Offer[] =>
  openOffers(i).filter((offer) => isCovered(i, placeOf(i, offer)));

export function endSearch(draft: DecisionDraft, reason: string): void {
  if (draft.incident.search.mode !== 'none') record(draft, { type: 'search-ended', reason });
}

export function makeOffers(draft: DecisionDraft, command: CommandOf<'make-offers'>): Refusal | null {
  const { incident } = draft;
  // One person by name, for a reason: a wave would tell many of a home where an aggressor may listen.
  if (incident.silent && command.helperIds === 'wave') return refuse('silent-case');
  if (incident.silent && command.reason === null) return refuse('reason-missing');
  if (command.helperIds === 'wave') {
    const { lastWaveAt, mode } = incident.search;
    if (
      mode === 'waves' &&
      lastWaveAt !== null &&
      openOffers(incident).length > 0 &&
      draft.context.now < after(lastWaveAt, incident.policy.limits.waveEvery)
    )
      return refuse('wave-running');
    if (primaryOf(incident)?.state === 'arrived') return refuse('already-on-scene');
    if (mode !== 'waves')
      record(draft, {
        type: 'search-started',
        mode: 'waves',
        reason: command.reason === null ? 'operator' : 'operator-reason',
      });
    nextWave(draft, 'operator');
    return null;
  }
  const chosen: RankedHelper[] = [];
  for (const helperId of command.helperIds) {
    if (openOffers(incident).some((offer) => offer.helperId === helperId))
      return refuse('helper-already-asked', { helperId });
    const part = incident.assignments.filter((a) => a.helperId === helperId && a.state !== 'withdrawn');
    if (part.some((a) => !wentForAnOlderQuestion(incident, a))) return refuse('helper-already-asked', { helperId });
    const candidate = candidatesFor(draft).find((one) => one.helperId === helperId);
    if (candidate === undefined) return refuse('helper-not-eligible', { helperId });
    // A second person at risk for one helper is an operator's decision, and has a reason (architecture 4).
    if (candidate.reasons.includes('with-another-senior') && command.reason === null) return refuse('reason-missing');
    chosen.push(candidate);
  }
  if (incident.search.mode === 'none') record(draft, { type: 'search-started', mode: 'one', reason: 'operator' });
  offerTo(draft, chosen, 'operator');
  return null;
}
