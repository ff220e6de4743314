import { describe, expect, it } from '@jest/globals';
import type { AlertKind } from '@silverbell/vocabulary';
import { ladderAhead } from '../ladder-ahead.js';
import { NOON, operator, people, Story } from './story.js';

const many = people(...Array.from({ length: 60 }, (_, n) => [`helper-${String(n)}`, 5] as const));

function begins(kind: AlertKind, operatorOnDuty = true): Story {
  const story = new Story();
  story.candidates = many;
  return story.raise(kind, { operatorOnDuty });
}
const lines = (story: Story) =>
  ladderAhead(story.case).map(({ rung, at, fired }) => `${(at - NOON) / 1_000} ${rung}${fired ? ' fired' : ''}`);

describe('what happens if no person does anything', () => {
  it.each<[AlertKind, number]>([
    ['sos', 700],
    ['fall', 700],
    ['smoke', 700],
    ['panic', 300],
    ['wandering', 1_300],
    ['inactivity', 1_500],
    ['fault', 3_000],
  ])('is known before it happens, to the second: %s', (kind, lastsS) => {
    for (const onDuty of [true, false]) {
      const story = begins(kind, onDuty);
      const told = lines(story).map((line) => line.replace(' fired', ''));
      story.wait(lastsS);
      const happened = story.happened('rung-fired').map(({ rung, at }) => `${(at - NOON) / 1_000} ${rung}`);
      const within = told.filter((line) => Number(line.split(' ')[0]) <= lastsS);
      expect(within.sort()).toEqual(happened.sort());
    }
  });

  it('shows what has fired with its time, and the stricter ladder behind its rung', () => {
    expect(lines(begins('sos').wait(20))).toEqual([
      '0 press fired',
      '15 lead-overflow fired',
      '30 one-offer',
      '60 unattended-b',
      '60 at-risk',
      '60 cadre-township',
      '180 cadre-station-township',
      '360 county',
      '660 last',
    ]);
  });

  it('is nothing once an operator attends it, and again when she gives it back', () => {
    const story = begins('sos').attend();
    expect(lines(story)).toEqual([]);
    story.does(operator, { type: 'release', reason: 'handover' });
    expect(lines(story)).toContain('60 unattended-b');
  });
});
