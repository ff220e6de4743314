import { describe, expect, it } from '@jest/globals';
import { type OutcomeCode, OUTCOMES, type VerdictCode } from '@silverbell/vocabulary';
import { as, type SeniorId } from '@silverbell/kernel';
import type { Proof } from '../commands.js';
import { deadlinesOf } from '../deadlines.js';
import { OUTCOME_NEEDS } from '../outcomes.js';
import { phaseOf } from '../questions.js';
import { colleague, helper, lead, operator, Story } from './story.js';

const close = (story: Story, outcome: OutcomeCode, proof: Proof = {}, by = operator) =>
  story.does(by, { type: 'close', outcome, note: null, proof, proofText: null });
const verdict = (story: Story, code: VerdictCode) =>
  story.does(operator, { type: 'give-verdict', verdict: code, cause: null });

describe('closing', () => {
  it.each(OUTCOMES.filter((outcome) => OUTCOME_NEEDS[outcome].length > 0))(
    'as %s is refused while its proof is missing, with the name of what is missing',
    (outcome) => {
      const story = new Story().raise().attend();
      expect(close(story, outcome)).toBe('proof-missing');
      expect(phaseOf(story.case)).toBe('attended');
    },
  );

  it('nobody answers, so nobody can close it as a false press', () => {
    const story = new Story().raise().attend().called('no-reply').called('no-reply');
    expect(verdict(story, 'false-alarm')).toBe('proof-missing');
    expect(close(story, 'false-press')).toBe('proof-missing');
    expect(close(story, 'false-press', {}, lead)).toBe('already-attended');
  });

  it('a false press ends after the recognised senior said so', () => {
    const story = new Story().raise().attend().called('senior-recognised');
    expect(verdict(story, 'false-alarm')).toEqual(['verdict-given']);
    expect(close(story, 'false-press')).toEqual(['closed']);
    expect(story.receipts().at(-1)).toBe('closed');
  });

  it('an answer is no recognition: senior-recognised needs how she was recognised', () => {
    const story = new Story().raise().attend();
    expect(
      story.does(operator, {
        type: 'record-call',
        callId: null,
        party: 'senior',
        result: 'senior-recognised',
        recognisedBy: null,
      }),
    ).toBe('recognition-missing');
  });

  it('waits for the helper who is on the scene', () => {
    const story = new Story()
      .raise('sos', { facts: { dispatchFirst: true } })
      .attend()
      .called('senior-recognised')
      .visited('wang');
    expect(close(story, 'reassured')).toBe('helper-on-scene');
    story.does(helper('wang'), {
      type: 'finish',
      assignmentId: story.assignmentOf('wang'),
      condition: 'fine',
      flags: [],
      note: null,
    });
    expect(phaseOf(story.case)).toBe('handled');
    expect(close(story, 'checked-safe')).toEqual(['closed']);
  });

  it('as deceased names the person whose file says so, and asks which one of several (SR-42)', () => {
    const [chen, zhao] = [as<SeniorId>('chen'), as<SeniorId>('zhao')];
    const ended = (seniorIds: readonly SeniorId[], deceased?: SeniorId) => {
      const story = new Story().raise('sos', { facts: { seniorIds } }).attend();
      story.does(lead, { type: 'take-over', reason: 'lead-decision' });
      const answer = story.does(lead, {
        ...{ type: 'close', outcome: 'deceased', note: null, proof: { statedBy: '120' }, proofText: null },
        ...(deceased === undefined ? {} : { deceased }),
      });
      return { answer, told: story.told.filter(({ kind }) => kind === 'senior-deceased') };
    };
    expect(ended([chen]).told).toEqual([{ kind: 'senior-deceased', channel: 'platform', seniorId: chen, by: lead.id }]);
    expect(ended([chen, zhao])).toEqual({ answer: 'proof-missing', told: [] });
    expect(ended([chen, zhao], as('somebody else'))).toEqual({ answer: 'proof-missing', told: [] });
    expect(ended([chen, zhao], zhao).told).toMatchObject([{ seniorId: zhao }]);
    expect(ended([])).toEqual({ answer: ['closed'], told: [] });
  });

  it('stands everybody down who was asked or is on the way, and tells them', () => {
    const story = new Story()
      .raise('sos', { facts: { dispatchFirst: true } })
      .attend()
      .called('senior-recognised');
    story.accepts('wang');
    expect(close(story, 'reassured')).toEqual(['withdrawn', 'closed']);
    expect(
      story.told.some((one) => one.kind === 'assignment-changed' && one.what === 'stood-down' && one.channel === 'sms'),
    ).toBe(true);
  });

  it('is followed up after a person at risk, and not after a false press', () => {
    const risk = new Story()
      .raise('sos', { facts: { dispatchFirst: true } })
      .attend()
      .called('senior-recognised');
    close(risk, 'reassured');
    expect(risk.case.followUpDueAt).not.toBeNull();
    const press = new Story().raise().attend().called('senior-recognised');
    close(press, 'self-resolved');
    expect(press.case.followUpDueAt).toBeNull();
  });

  describe('its follow-up (CR-53)', () => {
    const atRisk = (): Story => {
      const story = new Story()
        .raise('sos', { facts: { dispatchFirst: true } })
        .attend()
        .called('senior-recognised');
      close(story, 'reassured');
      return story;
    };
    const records = (story: Story, result: 'well' | 'not-reached', day: string) =>
      story.does(operator, { type: 'record-follow-up', result, satisfaction: null, note: null, day });

    it('falls due once, and is no repeating event', () => {
      const story = atRisk();
      story.wait(24 * 3_600);
      expect(story.case.followUp?.askedAt).not.toBeNull();
      expect(deadlinesOf(story.case)).toEqual([]);
      story.wait(240 * 3_600);
      expect(story.events.filter(({ type }) => type === 'follow-up-reminded')).toHaveLength(1);
    });

    it('is archived by whatever was found out, and then owes nothing', () => {
      const story = atRisk();
      expect(records(story, 'well', '2026-01-02')).toEqual(['follow-up-recorded', 'archived']);
      expect(phaseOf(story.case)).toBe('archived');
      expect(records(story, 'well', '2026-01-02')).toBe('no-follow-up');
    });

    it('becomes a visit after three tries on two days that reached nobody', () => {
      const story = atRisk();
      for (const day of ['2026-01-02', '2026-01-02', '2026-01-02']) records(story, 'not-reached', day);
      expect(story.case.followUp?.visit).toBe(false);
      expect(records(story, 'not-reached', '2026-01-03')).toEqual(['follow-up-recorded']);
      expect(story.case.followUp).toMatchObject({ visit: true });
      expect(story.case.followUp?.triedOn).toHaveLength(4);
      expect(story.case.archivedAt).toBeNull();
    });

    it('cannot be recorded while the case is open', () => {
      expect(records(new Story().raise(), 'well', '2026-01-02')).toBe('no-follow-up');
    });
  });

  it('is final: nothing reopens a closed case', () => {
    const story = new Story().raise().attend().called('senior-recognised');
    close(story, 'self-resolved');
    expect(story.does(colleague, { type: 'attend' })).toBe('already-closed');
    expect(verdict(story, 'real')).toBe('already-closed');
  });

  it('of a person at risk without any contact is a lead’s decision', () => {
    const story = new Story().raise();
    expect(close(story, 'referred', { department: 'property office', receiptNumber: 'R1' })).toBe('proof-missing');
    expect(close(story, 'referred', { department: 'property office', receiptNumber: 'R1' }, lead)).toEqual([
      'attended',
      'closed',
    ]);
  });
});

describe('a verdict', () => {
  it('real starts the first wave in the same decision', () => {
    const story = new Story().raise().attend();
    expect(verdict(story, 'real')).toEqual(
      expect.arrayContaining(['verdict-given', 'class-changed', 'wave-started', 'offered']),
    );
  });

  it('no-answer needs two tries within 60 s, or one with sounds of distress', () => {
    const story = new Story().raise().attend().called('no-reply');
    expect(verdict(story, 'no-answer')).toBe('proof-missing');
    story.called('no-reply');
    expect(verdict(story, 'no-answer')).toEqual(expect.arrayContaining(['verdict-given', 'emergency-asked']));
    const distress = new Story().raise().attend().called('distress-heard');
    expect(verdict(distress, 'no-answer')).toEqual(expect.arrayContaining(['verdict-given']));
  });

  it('false-alarm stands down whoever was asked', () => {
    const story = new Story()
      .raise('sos', { facts: { dispatchFirst: true } })
      .attend()
      .called('senior-recognised');
    expect(verdict(story, 'false-alarm')).toEqual([
      'verdict-given',
      'offer-ended',
      'offer-ended',
      'offer-ended',
      'search-ended',
    ]);
    story.attendedFor(300);
    expect(story.asked()).toHaveLength(3);
  });

  it('no-answer reminds owner and lead after 30 s without a decision about 120', () => {
    const story = new Story().raise().attend().called('no-reply').called('no-reply');
    verdict(story, 'no-answer');
    story.attendedFor(30);
    expect(story.happened('owner-reminded').map((event) => event.about)).toContain('question-120');
  });

  it('test is believed only inside a window the platform opened', () => {
    expect(verdict(new Story().raise().attend(), 'test')).toBe('proof-missing');
  });
});

describe('what could not be told', () => {
  it('is in the story, and the lead hears by voice of a seat that does not answer', () => {
    const story = new Story().raise().wait(15);
    story.does(
      { kind: 'system', id: 'relay' },
      { type: 'report-untold', what: 'role-call', channel: 'voice', recipient: 'role:overflow', role: 'overflow' },
    );
    expect(story.happened('untold')).toHaveLength(1);
    expect(story.rangRoles().at(-1)).toBe('lead');
    const rung = story.rangRoles().length;
    story.does(
      { kind: 'system', id: 'relay' },
      { type: 'report-untold', what: 'role-call', channel: 'voice', recipient: 'role:lead', role: 'lead' },
    );
    expect(story.rangRoles()).toHaveLength(rung);
  });
});

describe('a hold', () => {
  it('of a person at risk needs contact first, has a cap, and never stops the ladder', () => {
    const story = new Story().raise().attend();
    expect(story.does(operator, { type: 'hold', reason: 'senior-calls-back' })).toBe('hold-needs-contact');
    story.called('other-person');
    expect(story.does(operator, { type: 'hold', reason: 'senior-calls-back' })).toEqual(['held']);
    story.attendedFor(120);
    expect(story.happened('hold-ended')).toHaveLength(1);
    expect(story.case.class).toBe('B');
    story.does(operator, { type: 'hold', reason: 'contact-calls-back' });
    expect(story.does(operator, { type: 'hold', reason: 'contact-calls-back' })).toBe('lead-only');
  });
});
