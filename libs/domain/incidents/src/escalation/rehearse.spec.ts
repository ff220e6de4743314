import { describe, expect, it } from '@jest/globals';
import { seconds } from '@silverbell/kernel';
import { INCIDENT_CLASSES } from '@silverbell/vocabulary';
import { defaultPolicy } from '../default-policy.js';
import type { Ladders, Policy } from '../ladder.js';
import { operator, Story } from '../spec/story.js';
import { applyEdit, editOf, ladderChanges, laddersText } from './changes.js';
import { rehearsalOf, syntheticRehearsal } from './rehearsal-of.js';
import { rehearse } from './rehearse.js';

const { ladders } = defaultPolicy;
const later: Ladders = {
  ...ladders,
  A: {
    ...ladders.A,
    source: 'region edit',
    rungs: ladders.A.rungs.map((rung) => (rung.id === 'lead-overflow' ? { ...rung, after: seconds(25) } : rung)),
  },
};
const laterPolicy: Policy = { ...defaultPolicy, key: 'later', ladders: later };
const calls = (policy: Policy, ...told: Parameters<typeof syntheticRehearsal>): readonly string[] =>
  rehearse(policy, syntheticRehearsal(...told)).flatMap(({ atS, step }) =>
    step.do === 'tell' ? [`${String(atS)} ${step.role}`] : [],
  );

describe('a ladder that is told on a story', () => {
  it('shows who would have been called when, before and after the edit', () => {
    expect(calls(defaultPolicy, 'A', 'nobody').slice(0, 2)).toEqual(['15 lead', '15 overflow']);
    expect(calls(laterPolicy, 'A', 'nobody').slice(0, 2)).toEqual(['25 lead', '25 overflow']);
  });

  it.each(INCIDENT_CLASSES.flatMap((code) => [[code, 'nobody'] as const, [code, 'no-verdict'] as const]))(
    'says something of class %s when %s',
    (code, story) => {
      const told = rehearse(defaultPolicy, syntheticRehearsal(code, story));
      expect(told[0]).toMatchObject({ atS: 0, class: code });
      expect(told.length).toBeGreaterThan(story === 'nobody' ? 2 : 0);
    },
  );

  it('tells a real case again as it was: the same rungs at the same seconds', () => {
    const story = new Story().raise().wait(20).attendedFor(40);
    story.called('no-reply').called('no-reply');
    story.does(operator, { type: 'give-verdict', verdict: 'no-answer', cause: null });
    story.wait(10);
    story.accepts('wang');
    story.does({ kind: 'helper', id: 'wang' }, { type: 'depart', assignmentId: story.assignmentOf('wang') });
    story.wait(100);
    const rehearsal = rehearsalOf(story.case, story.events);
    if (rehearsal === null) throw new Error('the case was raised');
    const rungs = (list: readonly { readonly rung: string; readonly atS: number }[]): readonly string[] => [
      ...new Set(list.map(({ rung, atS }) => `${rung}@${String(atS)}`)),
    ];
    const start = story.case.raisedAt;
    const really = story.happened('rung-fired').map(({ rung, at }) => ({ rung, atS: (at - start) / 1_000 }));
    expect(rungs(rehearse(defaultPolicy, rehearsal).filter(({ rung }) => rung !== 'wave'))).toEqual(rungs(really));
  });
});

describe('what an edit changes', () => {
  it('is said in words of both languages, and is nothing when nothing differs', () => {
    expect(ladderChanges(ladders, later).map((one) => one.words)).toEqual([
      {
        'zh-CN': 'A 类·按铃（先核实）：“lead-overflow”（无人受理）等待 15 秒 → 25 秒',
        en: 'Class A (press, verify first): "lead-overflow" (nobody attends) waits 15 s → 25 s',
      },
    ]);
    expect(ladderChanges(ladders, ladders)).toEqual([]);
    const dropped = { ...ladders, W: { ...ladders.W, rungs: ladders.W.rungs.slice(0, 1) } };
    expect(ladderChanges(ladders, dropped)[0]?.words['zh-CN']).toBe(
      'W 类·工作事项：去掉“lead”（无人受理） 30 分：屏幕提示班长',
    );
  });

  it('keeps only the classes that differ, whatever order a database gives their fields in', () => {
    const shuffled = JSON.parse(JSON.stringify(later), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as Ladders;
    expect(Object.keys(editOf(ladders, shuffled))).toEqual(['A']);
    expect(laddersText(shuffled)).toBe(laddersText(later));
    expect(laddersText(applyEdit(ladders, { A: later.A }))).toBe(laddersText(later));
    expect(laddersText(later)).not.toBe(laddersText(ladders));
  });
});
