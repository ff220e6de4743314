import { as, instant, isRefusal, type AccountId, type HelperId } from '@silverbell/kernel';
import { type VerdictCode, VERDICTS } from '@silverbell/vocabulary';
import type { IncidentCommand } from '../commands.js';
import { decide } from '../decide/index.js';
import type { Actor, Incident } from '../state.js';
import { colleague, helper, home, NOON, operator, signal, Story, type Act } from './story.js';

/** Every attention × verdict × response × command: what comes of it. */
export const ATTENTIONS = ['waiting', 'mine', 'colleague’s'] as const;
export const RESPONSES = ['none', 'searching', 'underway', 'on-scene'] as const;
export type AttentionCell = (typeof ATTENTIONS)[number];
export type ResponseCell = (typeof RESPONSES)[number];

export interface Cell {
  readonly attention: AttentionCell;
  readonly verdict: VerdictCode;
  readonly response: ResponseCell;
}

/** `does`, `stays quiet`, or the slug of the refusal. */
export type Outcome = string;

function response(which: ResponseCell): Story {
  const story = new Story().raise('sos', { facts: { dispatchFirst: which !== 'none' } });
  if (which === 'underway') story.accepts('wang');
  if (which === 'on-scene') story.visited('wang');
  return story;
}

function incidentOf({ attention, verdict, response: which }: Cell): Incident {
  const { case: incident, now } = response(which);
  const attended = {
    state: 'attended',
    by: as<AccountId>(attention === 'mine' ? operator.id : colleague.id),
    since: now,
  } as const;
  return {
    ...incident,
    verdict: { code: verdict, cause: null, at: now },
    attention: attention === 'waiting' ? { state: 'waiting', since: now } : attended,
    leaseUntil: attention === 'waiting' ? null : instant(now + 60_000),
    firstAttendedAt: attention === 'waiting' ? null : now,
  };
}

interface Row {
  readonly name: string;
  readonly by: Actor;
  readonly act: (incident: Incident) => Act;
}

const wangOffer = (i: Incident) => i.offers.find((offer) => offer.helperId === 'wang')?.id ?? as('no-offer');
const zhaoOffer = (i: Incident) => i.offers.find((offer) => offer.helperId === 'zhao')?.id ?? as('no-offer');
const assignment = (i: Incident) => i.assignments[0]?.id ?? as('no-assignment');
const desk = (name: string, act: Act): Row => ({ name, by: operator, act: () => act });
const phone = (name: string, act: (i: Incident) => Act): Row => ({ name, by: helper('wang'), act });

export const ROWS: readonly Row[] = [
  desk('attend', { type: 'attend' }),
  desk('release', { type: 'release', reason: 'handover' }),
  desk('take-over', { type: 'take-over', reason: 'lead-decision' }),
  desk('give-verdict real', { type: 'give-verdict', verdict: 'real', cause: null }),
  desk('give-verdict false-alarm', { type: 'give-verdict', verdict: 'false-alarm', cause: null }),
  desk('set-destination', { type: 'set-destination', choice: 'home', point: home, reason: 'asked' }),
  desk('make-offers wave', { type: 'make-offers', helperIds: 'wave', reason: null }),
  desk('make-offers named', { type: 'make-offers', helperIds: [as<HelperId>('li-mei')], reason: null }),
  desk('hold', { type: 'hold', reason: 'watching' }),
  desk('record-call', { type: 'record-call', callId: null, party: 'senior', result: 'no-reply', recognisedBy: null }),
  desk('record-agency-call', {
    type: 'record-agency-call',
    service: '120',
    numberDialled: '120',
    told: null,
    reference: null,
    status: 'called',
  }),
  desk('decide-emergency', { type: 'decide-emergency', service: '120', decision: 'call', reason: null }),
  desk('note', { type: 'note', text: as('text'), fromFamily: false }),
  desk('roll-call', { type: 'roll-call', seniorId: as('chen'), how: 'spoken' }),
  desk('close reassured', { type: 'close', outcome: 'reassured', note: null, proof: {}, proofText: null }),
  {
    name: 'join-signal',
    by: { kind: 'device', id: 'pendant' },
    act: () => ({ type: 'join-signal', signal: signal('sos', { alertId: 'again' }), repeat: false }),
  },
  phone('accept', (i) => ({ type: 'accept', offerId: wangOffer(i) })),
  { name: 'accept by another', by: helper('zhao'), act: (i) => ({ type: 'accept', offerId: zhaoOffer(i) }) },
  phone('decline', (i) => ({ type: 'decline', offerId: wangOffer(i), reason: 'not-said' })),
  phone('depart', (i) => ({ type: 'depart', assignmentId: assignment(i) })),
  phone('arrive', (i) => ({ type: 'arrive', assignmentId: assignment(i), proof: 'unproven', doorTagMatches: null })),
  phone('report-scene', (i) => ({ type: 'report-scene', assignmentId: assignment(i), code: 'need-120' })),
  phone('finish', (i) => ({ type: 'finish', assignmentId: assignment(i), condition: 'fine', flags: [], note: null })),
  phone('withdraw', (i) => ({ type: 'withdraw', assignmentId: assignment(i), reason: 'breakdown' })),
  {
    name: 'stop-helper',
    by: { kind: 'system', id: 'suspension' },
    act: () => ({ type: 'stop-helper', helperId: as<HelperId>('wang') }),
  },
];

export function outcomeOf(row: Row, cell: Cell): Outcome {
  const incident = incidentOf(cell);
  let ids = 0;
  const context = {
    now: instant(NOON + 1_000),
    newId: () => `x${String((ids += 1))}`,
    by: row.by,
    night: false,
    candidates: new Story().candidates,
  };
  const answer = decide({ ...row.act(incident), context } as IncidentCommand, incident);
  if (isRefusal(answer)) return answer.refused;
  return answer.events.length === 0 ? 'stays quiet' : 'does';
}

export const CELLS: readonly Cell[] = ATTENTIONS.flatMap((attention) =>
  VERDICTS.flatMap((verdict) => RESPONSES.map((which) => ({ attention, verdict, response: which }))),
);

/** A row of the README: what usually comes of it, and when something else does. */
function summary(row: Row, attention: AttentionCell): string {
  const cells = CELLS.filter((cell) => cell.attention === attention).map((cell) => ({
    cell,
    outcome: outcomeOf(row, cell),
  }));
  const distinct = [...new Set(cells.map((one) => one.outcome))];
  if (distinct.length === 1) return distinct[0] ?? '';
  const by = (['response', 'verdict'] as const).find((axis) => {
    const values = new Map<string, Set<string>>();
    for (const { cell, outcome } of cells) values.set(cell[axis], (values.get(cell[axis]) ?? new Set()).add(outcome));
    return [...values.values()].every((outcomes) => outcomes.size === 1);
  });
  return distinct
    .map((outcome) => {
      const those = cells.filter((one) => one.outcome === outcome);
      return by === undefined
        ? `${outcome} (${String(those.length)})`
        : `${outcome}: ${[...new Set(those.map((one) => one.cell[by]))].join(', ')}`;
    })
    .join(' · ');
}

export function matrixTable(): string {
  const head = `| command | ${ATTENTIONS.join(' | ')} |\n| --- | ${ATTENTIONS.map(() => '---').join(' | ')} |`;
  return [
    head,
    ...ROWS.map((row) => `| ${row.name} | ${ATTENTIONS.map((attention) => summary(row, attention)).join(' | ')} |`),
  ].join('\n');
}
