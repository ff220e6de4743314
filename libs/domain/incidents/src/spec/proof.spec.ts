import { describe, expect, it } from '@jest/globals';
import { as, instant, seconds, type AccountId, type HomeId, type IncidentId } from '@silverbell/kernel';
import fc from 'fast-check';
import {
  AGENCY_STATUSES,
  type AgencyStatus,
  type AlertKind,
  type IncidentClass,
  type OutcomeCode,
  OUTCOMES,
} from '@silverbell/vocabulary';
import { stricter } from '../classify.js';
import type { Proof, ShownElsewhere } from '../commands.js';
import { fold } from '../evolve.js';
import { OUTCOME_NEEDS, WORDS_ONLY } from '../outcomes.js';
import type { Incident } from '../state.js';
import { colleague, lead, operator, Story } from './story.js';

const close = (story: Story, outcome: OutcomeCode, proof: Proof = {}, by = operator, shown?: ShownElsewhere) =>
  story.does(by, { type: 'close', outcome, note: null, proof, proofText: null, ...(shown && { shown }) });
const agency = (story: Story, service: '110' | '119' | '120' | 'utility', status: AgencyStatus): Story => {
  story.does(operator, {
    ...{ type: 'record-agency-call', service, numberDialled: service, told: null, reference: null, status },
  });
  return story;
};
const taken = (story: Story, from: Incident, by = operator) => story.does(by, { type: 'take-signals', from });
const attended = (kind: AlertKind = 'sos'): Story => new Story().raise(kind).attend();
/** Every word a person could state. */
const WORDS: Proof = {
  ...{ hospital: 'x', accompaniedBy: 'x', agencyReference: 'x', statedBy: 'x', namedPerson: 'x', ownWords: 'x' },
  ...{ riskExplained: true, department: 'x', receiptNumber: 'x', policeNumber: 'x', otherIncidentId: 'other' },
  ...{ serviceOrder: 'x', signalSeen: true, endTime: '2026-01-16T04:00:00Z', acceptedBy: 'x', reason: 'x' },
};

describe('an outcome whose proof is a record', () => {
  /** A lead is a proof of her own for these. */
  const byLead: readonly OutcomeCode[] = ['enquiry', 'opened-in-error', 'transferred'];
  const byRecord = OUTCOMES.filter(
    (outcome) =>
      !byLead.includes(outcome) && OUTCOME_NEEDS[outcome].some((need) => !WORDS_ONLY.has(need) && need !== 'lead'),
  );

  it.each(byRecord)('as %s is not reached by words alone, a lead’s neither', (outcome) => {
    const story = attended();
    expect(close(story, outcome, WORDS)).toBe('proof-missing');
    story.does(lead, { type: 'take-over', reason: 'lead-decision' });
    expect(close(story, outcome, WORDS, lead)).toBe('proof-missing');
  });

  it('a device is repaired when it was heard after its last alarm, not when somebody says so', () => {
    const story = attended('tamper');
    const heard = (afterS: number): ShownElsewhere => ({
      deviceHeardAt: instant(story.case.raisedAt + seconds(afterS)),
    });
    expect(close(story, 'device-repaired', { signalSeen: true })).toBe('proof-missing');
    expect(close(story, 'device-repaired', {}, operator, heard(0))).toBe('proof-missing');
    expect(close(story, 'device-repaired', {}, operator, heard(1))).toEqual(['closed']);
  });

  it('a device is claimed when it is bound to a home, not when somebody names a person', () => {
    const story = attended('fault');
    expect(close(story, 'device-claimed', { namedPerson: '王', receiptNumber: '17' })).toBe('proof-missing');
    expect(close(story, 'device-claimed', {}, operator, { deviceBound: true })).toEqual(['closed']);
  });

  it('a service handled it only when the service took it on', () => {
    for (const status of AGENCY_STATUSES) {
      const answer = close(agency(attended('smoke'), '119', status), 'fire-handled');
      const tookIt = ['accepted', 'on-the-way', 'arrived', 'handed-over'].includes(status);
      expect([status, answer === 'proof-missing']).toEqual([status, !tookIt]);
    }
  });

  it('an ambulance that did not transport was there', () => {
    const there = (status: AgencyStatus) =>
      close(agency(attended(), '120', status), 'ambulance-not-transported', { reason: 'x' });
    expect(there('on-the-way')).toBe('proof-missing');
    expect(there('arrived')).toEqual(['closed']);
  });

  it('a contact who did not answer has taken nobody over', () => {
    // A lead: an operator is refused for want of any contact, whatever the telephone said.
    const story = new Story().raise().attend(lead);
    const rings = (result: 'no-reply' | 'other-person') =>
      story.does(lead, { type: 'record-call', callId: null, party: 'contact', result, recognisedBy: null });
    const closes = () => close(story, 'family-took-over', { namedPerson: '王' }, lead);
    rings('no-reply');
    expect(closes()).toBe('proof-missing');
    rings('other-person');
    expect(closes()).toEqual(['closed']);
  });
});

describe('a transfer of a person at risk', () => {
  it('needs a lead or the record of a service that took it, beside the name of who accepted', () => {
    const proof = { acceptedBy: '李，邻县中心' };
    expect(close(attended(), 'transferred', proof)).toBe('proof-missing');
    expect(close(agency(attended(), '120', 'called'), 'transferred', proof)).toBe('proof-missing');
    expect(close(agency(attended(), '120', 'accepted'), 'transferred', proof)).toEqual(['closed']);
    expect(close(new Story().raise().attend(lead), 'transferred', proof, lead)).toEqual(['closed']);
    expect(close(attended('tamper'), 'transferred', proof)).toEqual(['closed']);
  });
});

describe('an incident that is closed into another', () => {
  const other = (kind: AlertKind = 'sos', more: Parameters<Story['raise']>[1] = {}): Story => {
    const story = new Story().raise(kind, more);
    story.incident = { ...story.case, id: as<IncidentId>('other') };
    return story;
  };
  const elsewhere = { homeId: as<HomeId>('elsewhere') };

  it('gives its signals, its silence and its outside-only warning to the one that goes on', () => {
    const into = other('panic');
    const from = attended('gas');
    expect(taken(into, from.case)).toEqual(['signals-taken-over']);
    expect(into.case).toMatchObject({ signalCount: 2, outsideOnly: true, silent: true, tookFrom: ['case'] });
    expect(into.case.kinds).toEqual(['panic', 'gas']);
    expect(into.case.alerts.map(({ kind }) => kind).sort()).toEqual(['gas', 'panic']);
    expect(taken(into, from.case)).toEqual([]);
    expect(close(from, 'merged', {}, operator, { mergedInto: into.case.id })).toContain('closed');
  });

  it('says nothing to its devices: the one that goes on tells them the ending', () => {
    const from = attended();
    close(from, 'merged', {}, operator, { mergedInto: as<IncidentId>('other') });
    expect(from.receipts()).not.toContain('closed');
  });

  it('is refused where the other cannot carry it', () => {
    const closed = other();
    closed.attend().called('senior-recognised');
    close(closed, 'reassured');
    const from = attended();
    expect(taken(closed, from.case)).toBe('already-closed');
    const drill = {
      kind: 'drill',
      drillId: 'd',
      helperIds: [],
      over: instant(closed.now + seconds(600)),
      endedBy: null,
    } as const;
    expect(taken(other('sos', { practice: drill }), from.case)).toBe('proof-missing');
    expect(taken(other('tamper'), from.case)).toBe('proof-missing');
    expect(taken(from, from.case)).toBe('proof-missing');
    expect(close(from, 'merged', { otherIncidentId: 'other' })).toBe('proof-missing');
  });

  it('of another home is for a lead to say', () => {
    const from = attended();
    const away: Incident = {
      ...from.case,
      subject: { type: 'home', id: elsewhere.homeId },
      facts: { ...from.case.facts, homeId: elsewhere.homeId },
    };
    expect(taken(other(), away)).toBe('proof-missing');
    expect(taken(other(), away, lead)).toEqual(['signals-taken-over']);
  });

  it('never ends in one of a milder class, whatever the two are', () => {
    const kinds = fc.constantFrom<AlertKind>(
      'sos',
      'fall',
      'smoke',
      'panic',
      'wandering',
      'inactivity',
      'tamper',
      'offline',
    );
    fc.assert(
      fc.property(kinds, kinds, (a, b) => {
        const [into, from] = [other(a), attended(b)];
        const classes: [IncidentClass, IncidentClass] = [into.case.class, from.case.class];
        const carries = stricter(...classes) === into.case.class;
        expect(taken(into, from.case)).toEqual(carries ? ['signals-taken-over'] : 'proof-missing');
        if (carries) expect(fold(into.events.map((e) => ({ ...e }))).signalCount).toBe(2);
      }),
    );
  });
});

describe('a take-over that both agreed to', () => {
  const me = as<AccountId>(colleague.id);
  const agreed = (story: Story) => story.does(colleague, { type: 'take-over', reason: 'agreed' });

  it('is refused until the owner names who may have the case', () => {
    const story = attended();
    expect(agreed(story)).toBe('not-agreed');
    expect(story.does(colleague, { type: 'hand-over', to: me })).toBe('already-attended');
    expect(story.does(operator, { type: 'hand-over', to: as<AccountId>('somebody-else') })).toEqual(['handed-over']);
    expect(agreed(story)).toBe('not-agreed');
    expect(story.does(operator, { type: 'hand-over', to: me })).toEqual(['handed-over']);
    expect(agreed(story)).toEqual(['taken-over']);
    expect(story.case.handOver).toBeUndefined();
  });

  it('is over after 60 s', () => {
    const story = attended();
    story.does(operator, { type: 'hand-over', to: me });
    story.attendedFor(60);
    expect(agreed(story)).toBe('not-agreed');
  });

  it('needs nobody where the owner is gone', () => {
    const story = attended();
    story.now = instant(story.now + seconds(60));
    expect(agreed(story)).toEqual(['taken-over']);
  });

  it('a lead says agreed only where it is; her own decision has a reason of its own', () => {
    const story = attended();
    expect(story.does(lead, { type: 'take-over', reason: 'agreed' })).toBe('not-agreed');
    expect(story.does(lead, { type: 'take-over', reason: 'lead-decision' })).toEqual(['taken-over']);
  });
});

describe('a reason that the incident itself would show', () => {
  it('to wait for a service needs that it was called, to wait for a helper that she comes', () => {
    const story = attended().called('other-person');
    const hold = (reason: 'waiting-120' | 'helper-coming') => story.does(operator, { type: 'hold', reason });
    expect(hold('waiting-120')).toBe('proof-missing');
    expect(hold('helper-coming')).toBe('proof-missing');
    agency(story, '120', 'called');
    expect(hold('waiting-120')).toEqual(['held']);
  });

  it('not to call 120 because somebody is there in 3 minutes needs somebody who is', () => {
    const story = new Story().raise('sos', { facts: { dispatchFirst: true } }).attend();
    const decide = (reason: 'waiting-eyes' | 'seen-well' | 'senior-declines') =>
      story.does(operator, { type: 'decide-emergency', service: '120', decision: 'no-call', reason });
    expect([decide('waiting-eyes'), decide('seen-well'), decide('senior-declines')]).toEqual(
      Array(3).fill('proof-missing'),
    );
    story.candidates = [{ helperId: as('wang'), expectedArrivalS: 120, reasons: [], first: true }];
    story.called('senior-recognised');
    expect(decide('senior-declines')).toEqual(['emergency-decided']);
  });
});
