import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Candidate } from '@silverbell/wire';
import { startI18n } from '@silverbell/web-ui';
import i18next, { type TFunction } from 'i18next';
import { en, zh } from '../../app/messages.js';
import { incidentOf, summaryOf } from '../../shared/testing/incidents.js';
import { ALL_LAYERS, toggled } from './layers.js';
import { caseMarkers, helperMarkers, STALE_AFTER_S } from './markers-of.js';

let t: TFunction<'console'>;
beforeAll(() => {
  startI18n('console', { zh, en });
  t = i18next.getFixedT('zh-CN', 'console');
});

const there = { choice: 'home', lat: 30.2, lng: 119, label: '家', reason: 'rule', at: '', alternative: null } as const;
const NOW_S = 1_000_000;
const seen = (ageS: number) => ({ lat: 30, lng: 119, atS: NOW_S - ageS, onDuty: true });
const candidate = (id: string, name: string) =>
  ({ helper: { id, name }, lat: 30.1, lng: 119.1 }) as unknown as Candidate;
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

  it('are not on it without a place: the queue has them', () => {
    expect(caseMarkers([summaryOf({ destination: null })], t)).toEqual([]);
  });
});

describe('helpers on the map', () => {
  it('are where their phone says; an old position is hollow and says so', () => {
    const positions = new Map([
      ['fresh', seen(STALE_AFTER_S - 1)],
      ['old', seen(STALE_AFTER_S + 1)],
    ]);
    const named = [candidate('fresh', '王海涛'), candidate('old', '宋梅')];
    const [fresh, old] = helperMarkers(named, positions, undefined, NOW_S, t);
    expect(fresh).toMatchObject({ lat: 30, stale: false, label: '助老员 王海涛' });
    expect(old).toMatchObject({ stale: true, label: '助老员 宋梅（位置过期）' });
  });

  it('are where they are registered while their phone says nothing', () => {
    expect(helperMarkers([candidate('h', '邓玲')], new Map(), undefined, NOW_S, t)).toEqual([
      { id: 'helper h', kind: 'helper', lat: 30.1, lng: 119.1, label: '助老员 邓玲' },
    ]);
  });

  it('carry their name while they are going, and no longer', () => {
    const at = new Map([['h', seen(1)]]);
    expect(helperMarkers([], at, going('h', '王海涛', 'departed'), NOW_S, t)[0]).toMatchObject({ tag: '王海涛' });
    expect(helperMarkers([], at, going('h', '王海涛', 'finished'), NOW_S, t)[0]?.tag).toBeUndefined();
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
