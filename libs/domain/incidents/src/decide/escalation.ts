import { assertNever, type Instant } from '@silverbell/kernel';
import { severityOf, stricter } from '../classify.js';
import type { AgencyService, IncidentClass } from '@silverbell/vocabulary';
import type { Rung } from '../ladder.js';
import { askedAt, isStoodDown, openOffers, practiceOf } from '../questions.js';
import { ladderOf } from '../state.js';
import { record, type DecisionDraft } from './decision-draft.js';
import { channelsNow, endOffers, endSearch, offerOne, startWaves } from './search.js';

/** Says that the rung fired, then does what it says. */
export function fireRung(draft: DecisionDraft, rung: Pick<Rung, 'id' | 'steps'>, dueAt: Instant): void {
  const fired = { type: 'rung-fired', rung: rung.id, dueAt, steps: rung.steps } as const;
  record(draft, contactsMayWait(draft.incident.class, rung) ? { ...fired, contactsMayWait: true } : fired);
  for (const step of rung.steps) {
    switch (step.do) {
      case 'ring-consoles':
      case 'tell':
      case 'tell-contacts':
      case 'call-home':
      case 'locate':
        break; // told by the fact itself: consequences
      case 'ask':
        askEmergency(draft, step.service);
        break;
      case 'offer-one':
        offerOne(draft);
        break;
      case 'start-waves':
        startWaves(draft, rung.id);
        break;
      case 'become':
        become(draft, step.class, rung.id);
        break;
      default:
        assertNever(step, 'rung step');
    }
  }
}

/** A press is told at any hour; a soft sign is asked of those who can answer now (safety case 2.1 F). */
const contactsMayWait = (code: IncidentClass, { steps }: Pick<Rung, 'steps'>): boolean =>
  code !== 'A' && code !== 'B' && steps.some((step) => step.do === 'tell-contacts' && step.by === 'quiet');

/** The question is on the screen until it is answered; once decided or dialled it is not asked again by the ladder. */
export function askEmergency(draft: DecisionDraft, service: AgencyService): void {
  const { questions, decisions, agency } = draft.incident;
  const since = askedAt(draft.incident);
  const answers = [...decisions, ...agency].filter(({ at }) => at >= since);
  if ([...questions, ...answers].some((known) => known.service === service)) return;
  record(draft, { type: 'emergency-asked', service });
}

/** A stricter class applies at once, with the clock of the first signal; a milder one never replaces it. */
export function become(draft: DecisionDraft, code: IncidentClass, reason: string): void {
  const { incident } = draft;
  const to = stricter(incident.class, code);
  if (to !== incident.class)
    record(draft, {
      type: 'class-changed',
      from: incident.class,
      to,
      severity: practiceOf(incident) === null ? severityOf(to) : 3,
      reason,
    });
  if (!incident.silent) fallSilent(draft);
  raisedRungs(draft, code);
  everyChannel(draft);
}

/**
 * From the panic on no further helper is told (H10): who was asked and has not answered need not come, and no other is asked.
 * Who is on her way stays; what she is told is the operator's decision.
 */
export function fallSilent(draft: DecisionDraft): void {
  if (!draft.incident.silent) return;
  endOffers(draft, 'recalled');
  endSearch(draft, 'silent');
}

/** For a person at risk every channel is used at once, also for helpers asked by socket only so far. */
function everyChannel(draft: DecisionDraft): void {
  const now = channelsNow(draft.incident);
  for (const offer of openOffers(draft.incident)) {
    // After hours of darkness an offer may be open in the books alone.
    if (draft.context.now >= offer.lapsesAt) continue;
    for (const channel of now) {
      if (!offer.sentBy.includes(channel))
        record(draft, { type: 'offer-sent-again', offerId: offer.id, helperId: offer.helperId, channel });
    }
  }
}

/** What the arrival of a class does at 0 s, once per incident. */
export function raisedRungs(draft: DecisionDraft, code: IncidentClass): void {
  if (isStoodDown(draft.incident)) return;
  for (const rung of draft.incident.policy.ladders[code].rungs) {
    const harsh = rung.atOnceWhenHarsh === true && draft.incident.harsh;
    if ((rung.when === 'raised' || harsh) && draft.incident.fired[`rung:${rung.id}`] === undefined)
      fireRung(draft, rung, draft.context.now);
  }
}

/** It is unknown again what this is: the verdict is open, and the ladder of the class it has reached runs from its beginning. */
export function reopen(draft: DecisionDraft): void {
  record(draft, { type: 'verdict-given', verdict: 'unknown', cause: null, reopens: true });
  raisedRungs(draft, draft.incident.class);
}

/** For ever: tell everybody again, and ask people again who let their offer lapse. */
export function fireLastRung(draft: DecisionDraft, dueAt: Instant): void {
  if (draft.incident.search.mode === 'waves')
    record(draft, { type: 'search-reopened', round: draft.incident.search.round + 1 });
  fireRung(draft, { id: 'last', steps: ladderOf(draft.incident).lastRung.steps }, dueAt);
}
