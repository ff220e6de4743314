import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Candidate } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import i18next, { type TFunction } from 'i18next';
import { en, zh } from '../../app/messages.js';
import { incidentOf, summaryOf } from '../../shared/testing/incidents.js';
import { ALL_LAYERS, toggled } from './layers.js';
import { basedHelpers, caseMarkers, helpersSummary, helperWords, knownHelpers } from './markers-of.js';

let t: TFunction<'console'>;
beforeAll(() => {
  startI18n('console', { zh, en });
  t = i18next.getFixedT('zh-CN', 'console');
});

const there = { choice: 'home', lat: 30.2, lng: 119, label: '家', reason: 'rule', at: '', alternative: null } as const;
const candidate = (id: string, name: string, reasons = ['position-base']) =>
  ({ helper: { id, name }, reasons, lat: 30.1, lng: 119.1 }) as unknown as Candidate;
const going = (id: string, name: string, state: string) =>
  incidentOf({ response: { state: 'underway', assignments: [{ helper: { id, name }, state }] } as never });

describe('cases on the map', () => {
  it('stand where help goes, with severity, name and phase', () => {
    const [one] = caseMarkers([summaryOf({ destination: there })], t);
    expect(one).toMatchObject({ kind: 'incident', severity: 1, lat: 30.2, tag: '周月娥 待受理', pulse: true });
    for (const words of ['事件 1128-047', '桃源村五组', '一级·紧急', '待受理']) expect(one!.label).toContain(words);
  });

  it('pulse only at P1 and only while they have no owner', () => {
    const by = { id: 'o', name: '李' };
    const attention = { state: 'attended', by, since: '' } as const;
    const others = [summaryOf({ destination: there, attention }), summaryOf({ destination: there, severity: 2 })];
    expect(caseMarkers(others, t).map(({ pulse }) => pulse)).toEqual([false, false]);
  });

  it('say which of them are exercises, so that these give way in a flood', () => {
    const both = [summaryOf({ destination: there }), summaryOf({ destination: there, practice: 'drill' })];
    expect(caseMarkers(both, t).map(({ practice }) => practice)).toEqual([false, true]);
  });

  it('are not on it without a place: the queue has them', () => {
    expect(caseMarkers([summaryOf({ destination: null })], t)).toEqual([]);
  });
});

describe('helpers on the map', () => {
  it('are known by the first letter of their name, and stand where they are registered', () => {
    expect(knownHelpers([candidate('h', '邓玲')], undefined).get('h')).toEqual({ name: '邓玲', letter: '邓' });
    expect(basedHelpers([candidate('h', '邓玲')]).get('h')).toEqual({ lat: 30.1, lng: 119.1, atS: 0 });
  });

  it('stand nowhere by their registration when the ranking counts from their phone', () => {
    for (const reasons of [['position-fresh'], ['position-old'], []])
      expect(basedHelpers([candidate('h', '邓玲', reasons)]).size).toBe(0);
    expect(basedHelpers([candidate('h', '邓玲', ['position-old', 'position-base'])]).size).toBe(1);
  });

  it('carry their name while they are going, and no longer', () => {
    expect(knownHelpers([], going('h', '王海涛', 'departed')).get('h')).toMatchObject({ tag: '王海涛' });
    expect(knownHelpers([], going('h', '王海涛', 'finished')).get('h')?.tag).toBeUndefined();
  });

  it('say how old their position is, and when it is worth nothing', () => {
    expect(helperWords('王海涛', 'fresh', 4, t)).toBe('助老员 王海涛 · 位置 4 秒前');
    expect(helperWords('宋梅', 'expired', 360, t)).toBe('助老员 宋梅 · 位置过期 6 分钟');
    expect(helperWords('', 'based', 0, t)).toBe('助老员 · 按驻地');
  });

  it('are summed up for a screen reader, and those who are going are said one by one', () => {
    const going = [helperWords('王海涛', 'fresh', 4, t), helperWords('宋梅', 'expired', 360, t)];
    expect(helpersSummary(3, 1, going, t)).toBe(
      '助老员 3 人，其中 1 人位置过期；助老员 王海涛 · 位置 4 秒前；助老员 宋梅 · 位置过期 6 分钟',
    );
  });
});

describe('a layer', () => {
  it('is put away and shown again; cases are none', () => {
    const without = toggled(ALL_LAYERS, 'homes');
    expect(without.has('homes')).toBe(false);
    expect(toggled(without, 'homes')).toEqual(ALL_LAYERS);
    expect([...ALL_LAYERS]).not.toContain('incidents');
  });
});
