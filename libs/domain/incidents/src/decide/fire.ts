import { as, type AccountId, type Instant } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { deadlinesOf, lastHeardOnScene, rungDueAt } from '../deadlines.js';
import { ladderOf, type Assignment, type Channel, type Offer } from '../state.js';
import { endPractice } from './closing.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { fireLastRung, fireRung } from './escalation.js';
import { stall } from './helper.js';
import { endOffers, nextWave, startWaves } from './search.js';

/** Fires one deadline. One that is no longer due, or not yet, stays quiet: the ticker may be early, late or twice. */
export function fire(draft: DecisionDraft, { key, dueAt }: CommandOf<'fire'>): void {
  const deadline = deadlinesOf(draft.incident).find((one) => one.key === key);
  if (deadline === undefined || deadline.at > draft.context.now) return;
  const [what = '', subject = ''] = split(key);
  switch (what) {
    case 'rung':
      if (subject === 'last') fireLastRung(draft, dueAt);
      else
        for (const rung of ladderOf(draft.incident).rungs)
          if (rung.id === subject && rungDueAt(draft.incident, rung) !== null) fireRung(draft, rung, dueAt);
      return;
    case 'lease':
      lapseLease(draft);
      return;
    case 'hold':
      record(draft, { type: 'hold-ended' });
      remind(draft, 'hold-ended', dueAt);
      return;
    case 'remind-owner':
      remind(draft, 'no-action', dueAt);
      return;
    case 'question':
      remind(draft, `question-${subject}`, dueAt);
      return;
    case 'next-wave':
      continueSearch(draft);
      return;
    case 'offer-lapse':
      withOffer(draft, subject, (offer) => {
        endOffers(draft, offer.markedUndelivered ? 'not-delivered' : 'lapsed', [offer]);
      });
      return;
    case 'offer-sms':
    case 'offer-voice':
      withOffer(draft, subject, (offer) => {
        sendAgain(draft, offer, key, what === 'offer-sms' ? 'sms' : 'voice', dueAt);
      });
      return;
    case 'offer-undelivered':
      withOffer(draft, subject, (offer) => {
        record(draft, { type: 'offer-undelivered', offerId: offer.id, helperId: offer.helperId });
      });
      return;
    case 'depart-reminder':
      withAssignment(draft, subject, ({ id, helperId }) => {
        record(draft, { type: 'helper-reminded', assignmentId: id, helperId, about: 'departure' });
      });
      return;
    case 'depart-limit':
      withAssignment(draft, subject, (assignment) => {
        stall(draft, assignment, 'departure');
      });
      return;
    case 'arrive-limit':
      withAssignment(draft, subject, (assignment) => {
        stall(draft, assignment, 'arrival');
      });
      return;
    case 'check-in':
      withAssignment(draft, subject, (assignment) => {
        checkIn(draft, assignment, dueAt);
      });
      return;
    case 'senior-waiting':
      record(draft, { type: 'senior-waiting', dueAt });
      return;
    case 'test-call-back':
      remind(draft, 'test-call-back', dueAt);
      return;
    case 'no-progress':
      remind(draft, 'no-progress', dueAt);
      return;
    case 'shelf-over':
      record(draft, { type: 'shelf-ended', reason: 'time' });
      return;
    case 'practice-over':
      endPractice(draft, 'time', null);
      return;
    case 'follow-up':
      record(draft, { type: 'follow-up-reminded', dueAt });
      return;
    default:
      throw new Error(`a deadline nobody fires: ${key}`);
  }
}

const split = (key: string): readonly string[] => {
  const colon = key.indexOf(':');
  return colon < 0 ? [key] : [key.slice(0, colon), key.slice(colon + 1)];
};

function withOffer(draft: DecisionDraft, id: string, act: (offer: Offer) => void): void {
  const offer = draft.incident.offers.find((one) => one.id === id && one.state === 'open');
  if (offer !== undefined) act(offer);
}

function withAssignment(draft: DecisionDraft, id: string, act: (assignment: Assignment) => void): void {
  const assignment = draft.incident.assignments.find((one) => one.id === id);
  if (assignment !== undefined) act(assignment);
}

function remind(draft: DecisionDraft, about: string, dueAt: Instant): void {
  const { attention } = draft.incident;
  record(draft, { type: 'owner-reminded', by: attention.state === 'attended' ? attention.by : null, about, dueAt });
}

function lapseLease(draft: DecisionDraft): void {
  const { attention } = draft.incident;
  if (attention.state === 'attended') record(draft, { type: 'lease-lapsed', by: as<AccountId>(attention.by) });
}

function continueSearch(draft: DecisionDraft): void {
  if (draft.incident.search.mode === 'waves') nextWave(draft, 'unanswered');
  else startWaves(draft, 'stalled');
}

/** A step that is pointless by now is skipped, and says why (promise 8). */
function sendAgain(draft: DecisionDraft, offer: Offer, key: string, channel: Channel, dueAt: Instant): void {
  if (draft.context.now >= offer.lapsesAt)
    record(draft, { type: 'step-skipped', step: key, reason: 'offer-lapsed', dueAt });
  else record(draft, { type: 'offer-sent-again', offerId: offer.id, helperId: offer.helperId, channel });
}

/** First she is asked; a second silence is an incident of her own, and the owner hears of it. */
function checkIn(draft: DecisionDraft, assignment: Assignment, dueAt: Instant): void {
  const { id, helperId, arrivedAt } = assignment;
  const askedAt = draft.incident.fired[`check-in:${id}`];
  const asked =
    askedAt !== undefined && arrivedAt !== null && lastHeardOnScene(draft.incident, assignment, arrivedAt) < askedAt;
  record(draft, { type: 'helper-reminded', assignmentId: id, helperId, about: asked ? 'silent' : 'check-in' });
  if (asked) remind(draft, 'helper-silent', dueAt);
}
