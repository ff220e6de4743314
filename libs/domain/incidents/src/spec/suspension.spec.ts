import { describe, expect, it } from '@jest/globals';
import { as, type HelperId } from '@silverbell/kernel';
import type { Actor } from '../state.js';
import { helper, lead, operator, people, Story } from './story.js';

const suspension: Actor = { kind: 'system', id: 'suspension' };
const stop = (story: Story, name: string) =>
  story.does(suspension, { type: 'stop-helper', helperId: as<HelperId>(name) });
const atRisk = (): Story => new Story().raise('sos', { facts: { dispatchFirst: true } });
const toldTo = (story: Story, name: string) =>
  story.told.flatMap((one) =>
    'helperId' in one && one.helperId === name && 'what' in one ? [`${one.channel} ${one.what}`] : [],
  );

describe('a helper who is suspended', () => {
  it('loses her open offer, is told so, and is not asked again', () => {
    const story = atRisk();
    expect(stop(story, 'wang')).toEqual(['offer-ended']);
    expect(story.case.offers.find((offer) => offer.helperId === 'wang')).toMatchObject({
      state: 'over',
      overReason: 'suspended',
    });
    const over = story.told.filter((one) => one.kind === 'offer-over' && one.helperId === 'wang');
    expect(over.map((one) => one.channel)).toEqual(['socket', 'sms']);
    expect(story.accepts('wang')).toBe('offer-over');
    story.wait(1_200);
    expect(story.asked().filter((name) => name === 'wang')).toHaveLength(1);
  });

  it.each(['on her way', 'at the door'])(
    '%s is told to stop by every way there is, and somebody else is asked',
    (where) => {
      const story = atRisk();
      if (where === 'at the door') story.visited('wang');
      else story.accepts('wang');
      const asked = story.asked().length;
      expect(stop(story, 'wang')).toEqual(expect.arrayContaining(['withdrawn', 'search-started', 'offered']));
      expect(story.case.assignments[0]).toMatchObject({ state: 'withdrawn', withdrawReason: 'suspended' });
      expect(story.asked().length).toBeGreaterThan(asked);
      expect(story.asked().slice(asked)).not.toContain('wang');
      expect(toldTo(story, 'wang')).toEqual(expect.arrayContaining(['socket stop', 'sms stop', 'voice stop']));
      // The promise to her who waits is taken back in the same breath.
      expect(story.receipts().slice(-2)).toEqual(['helper-changed', 'searching']);
    },
  );

  it('leaves her place to the backup', () => {
    const story = new Story().raise('fall', { signal: { certainty: 'observed' } });
    story.accepts('wang');
    story.accepts('zhao');
    stop(story, 'wang');
    expect(story.case.assignments.map((one) => [one.helperId, one.role, one.state])).toEqual([
      ['wang', 'primary', 'withdrawn'],
      ['zhao', 'primary', 'accepted'],
    ]);
  });

  it('who has no part in the case, or whose case is closed, changes nothing', () => {
    const story = atRisk();
    expect(stop(story, 'nobody')).toEqual([]);
    story.visited('wang');
    story.does(helper('wang'), {
      type: 'finish',
      assignmentId: story.assignmentOf('wang'),
      condition: 'fine',
      flags: [],
      note: null,
    });
    expect(stop(story, 'wang')).toEqual([]);
    story.does(operator, { type: 'close', outcome: 'assisted', note: null, proof: {}, proofText: null });
    expect(stop(story, 'wang')).toEqual([]);
  });

  it('leaves the way to 120 open when nobody else is there to be asked', () => {
    const story = new Story();
    story.candidates = people(['wang', 4]);
    story.raise('sos', { facts: { dispatchFirst: true } });
    story.accepts('wang');
    story.candidates = [];
    stop(story, 'wang');
    expect(story.case.questions.map((one) => one.service)).toContain('120');
  });
});

describe('the ending', () => {
  const contactNews = (story: Story) =>
    story.told.flatMap((one) => (one.kind === 'contact-message' ? [`${one.who} ${one.what}`] : []));

  it('is told to whoever was told that it began, and to those who chose the ending alone', () => {
    const story = new Story().raise().attend().called('senior-recognised');
    story.does(operator, { type: 'close', outcome: 'reassured', note: null, proof: {}, proofText: null });
    expect(contactNews(story)).toEqual(['every-press verifying', 'every-press closed', 'ending-only closed']);
  });

  it('of a silent case, and of one that no contact heard begin, is told to nobody', () => {
    for (const kind of ['panic', 'battery-low'] as const) {
      const story = new Story().raise(kind);
      const proof = { department: 'police', receiptNumber: '17' };
      story.does(lead, { type: 'close', outcome: 'referred', note: null, proof, proofText: null });
      expect(story.case.closure).not.toBeNull();
      expect(contactNews(story)).toEqual([]);
    }
  });
});
