import { describe, expect, it } from '@jest/globals';
import { as, instant, isRefusal, type AccountId } from '@silverbell/kernel';
import {
  COMPLAINT_STATES,
  VERIFICATION_STATES,
  type ComplaintState,
  type VerificationState,
} from '@silverbell/vocabulary';
import {
  complaintActions,
  complaintCounts,
  COMPLAINT_ROLES,
  decideComplaint,
  decideVerification,
  verificationActions,
  VERIFICATION_ROLES,
  type Complaint,
  type ComplaintCommand,
  type ComplaintRole,
  type Verification,
  type VerificationCommand,
  type VerificationRole,
} from '../index.js';

const NOW = instant(Date.parse('2026-10-15T09:00:00+08:00'));
const id = as<AccountId>('somebody');
const complaintIn = (state: ComplaintState, more: Partial<Complaint> = {}): Complaint => ({
  ...{ id: 'c1', version: 1, state, kind: 'late', channel: 'phone', workerId: 'w1', providerId: 'p1', orderId: null },
  ...{ seniorId: 's1', homeId: 'h1', regionId: 'village', receivedAt: NOW, receivedOn: '2026-10-15', receivedBy: id },
  ...{ acknowledgeDue: '2026-10-16', answerDue: '2026-10-22', acknowledgedAt: null, answeredAt: null },
  ...{ finding: null, duplicateOf: null, rating: null, ...more },
});
const outcome = (done: { readonly after: { readonly state: string } } | { readonly refused: string }): string =>
  isRefusal(done) ? done.refused : 'after' in done ? done.after.state : '?';

describe('the table of complaints, state × command × role', () => {
  const COMMANDS: readonly ComplaintCommand[] = [
    { type: 'acknowledge' },
    { type: 'answer', finding: 'founded', duplicateOf: null },
    { type: 'withdraw' },
    { type: 'rate', value: 'satisfied' },
  ];
  const NEXT: Readonly<Record<string, string>> = {
    ...{ 'received acknowledge': 'acknowledged', 'received answer': 'answered', 'received withdraw': 'withdrawn' },
    ...{ 'acknowledged answer': 'answered', 'acknowledged withdraw': 'withdrawn', 'answered rate': 'answered' },
  };
  const VOICES: readonly ComplaintRole[] = ['contact', 'operator', 'community', 'township', 'county'];
  const OFFICES: readonly ComplaintRole[] = ['township', 'county'];
  const MAY = { acknowledge: OFFICES, answer: OFFICES, withdraw: VOICES, rate: VOICES };

  it.each(COMPLAINT_STATES.flatMap((state) => COMMANDS.map((command) => [state, command] as const)))(
    'in %s: %j',
    (state, command) => {
      for (const role of COMPLAINT_ROLES) {
        const done = decideComplaint(complaintIn(state), command, { now: NOW, by: { role, id, isWorker: false } });
        const next = NEXT[`${state} ${command.type}`] ?? 'complaint-state';
        expect([role, outcome(done)]).toEqual([role, MAY[command.type].includes(role) ? next : 'not-allowed']);
        const actions = complaintActions(complaintIn(state), { role, id, isWorker: false });
        expect([role, actions.includes(command.type)]).toEqual([role, !isRefusal(done)]);
      }
    },
  );

  it('lets no one handle a complaint about herself, and the county alone answer a grave one', () => {
    const by = (role: ComplaintRole, isWorker = false) => ({ now: NOW, by: { role, id, isWorker } });
    const answer = { type: 'answer', finding: null, duplicateOf: null } as const;
    expect(outcome(decideComplaint(complaintIn('received'), answer, by('township', true)))).toBe('four-eyes');
    for (const kind of ['money', 'privacy', 'abuse'] as const) {
      const grave = complaintIn('acknowledged', { kind });
      expect(outcome(decideComplaint(grave, answer, by('township')))).toBe('outside-person-needed');
      expect(outcome(decideComplaint(grave, answer, by('county')))).toBe('answered');
    }
  });

  it('counts a pending complaint, and none that is withdrawn, unfounded or said already', () => {
    const counts = (state: ComplaintState, finding: Complaint['finding'] = null) =>
      complaintCounts(complaintIn(state, { finding }));
    expect([counts('received'), counts('acknowledged'), counts('answered'), counts('answered', 'founded')]).toEqual([
      ...[true, true, true, true],
    ]);
    expect([counts('withdrawn'), counts('answered', 'unfounded'), counts('answered', 'duplicate')]).toEqual([
      ...[false, false, false],
    ]);
    expect(complaintCounts(complaintIn('received', { kind: 'device' }))).toBe(false);
  });
});

const verificationIn = (state: VerificationState, more: Partial<Verification> = {}): Verification => ({
  ...{ id: 'v1', version: 1, state, workerId: 'w1', providerId: 'p1', regionId: 'village', trigger: 'ratings' },
  ...{ openedAt: NOW, openedOn: '2026-10-15', dueOn: '2026-10-20', complaintIds: [], orderIds: ['o1'], heard: [] },
  ...{ result: null, replacedFor: null, decidedAt: null, decidedBy: null },
  ...{ waiting: state === 'replacing' ? ['o8', 'o9'] : [], replaceDue: '2026-10-19', handedOver: true, ...more },
});

describe('the table of verifications, state × command × role', () => {
  const decide = { type: 'decide', result: 'upheld', replacedFor: null, replaceDue: '2026-10-19' } as const;
  const COMMANDS: readonly VerificationCommand[] = [
    { type: 'join', cause: { trigger: 'complaints', complaintIds: ['c1'], orderIds: [] } },
    { type: 'hear', side: 'worker' },
    { ...decide, waiting: ['o9'] },
    { type: 'assign' },
    { type: 'hand-over' },
    { type: 'replace', orderIds: ['o8', 'o9'] },
  ];
  const NEXT: Readonly<Record<string, string>> = {
    ...{ 'open join': 'open', 'open hear': 'open', 'open decide': 'replacing' },
    ...{ 'replacing assign': 'replacing', 'replacing hand-over': 'replacing', 'replacing replace': 'closed' },
  };
  const township: readonly VerificationRole[] = ['township'];
  const clock: readonly VerificationRole[] = ['clock'];
  const MAY = { join: clock, hear: township, decide: township, assign: township, 'hand-over': clock, replace: clock };

  it.each(VERIFICATION_STATES.flatMap((state) => COMMANDS.map((command) => [state, command] as const)))(
    'in %s: %j',
    (state, command) => {
      for (const role of VERIFICATION_ROLES) {
        const by = { role, id: role === 'clock' ? null : id, isWorker: false };
        const done = decideVerification(verificationIn(state), command, { now: NOW, by });
        const next = NEXT[`${state} ${command.type}`] ?? 'verification-state';
        expect([role, outcome(done)]).toEqual([role, MAY[command.type].includes(role) ? next : 'not-allowed']);
        const actions = verificationActions(verificationIn(state), by);
        expect([role, actions.includes(command.type)]).toEqual([role, !isRefusal(done)]);
      }
    },
  );

  it('replaces her when upheld, when partly only if it says for whom, and never when unfounded', () => {
    const by = { now: NOW, by: { role: 'township', id, isWorker: false } } as const;
    const after = (more: object) => {
      const done = decideVerification(verificationIn('open'), { ...decide, waiting: ['o9'], ...more }, by);
      return isRefusal(done) ? done.refused : [done.after.state, done.after.replacedFor, done.after.waiting.length];
    };
    expect(after({})).toEqual(['replacing', 'complainants', 1]);
    expect(after({ replacedFor: 'all' })).toEqual(['replacing', 'all', 1]);
    expect(after({ waiting: [] })).toEqual(['closed', 'complainants', 0]);
    expect(after({ result: 'partly' })).toEqual(['closed', null, 0]);
    expect(after({ result: 'partly', replacedFor: 'complainants' })).toEqual(['replacing', 'complainants', 1]);
    expect(after({ result: 'unfounded', replacedFor: 'all' })).toEqual(['closed', null, 0]);
  });

  it('lets the provider replace her first, and no one decide about herself', () => {
    const by = (isWorker: boolean) => ({ now: NOW, by: { role: 'township', id, isWorker } }) as const;
    const early = verificationIn('replacing', { handedOver: false });
    expect(outcome(decideVerification(early, { type: 'assign' }, by(false)))).toBe('provider-first');
    expect(outcome(decideVerification(verificationIn('open'), { type: 'hear', side: 'worker' }, by(true)))).toBe(
      'four-eyes',
    );
  });
});
