import { describe, expect, it } from '@jest/globals';
import { CareSettings, careSettingsOn } from '../settings/settings.js';
import {
  assessmentState,
  documentsFor,
  eligibilityOn,
  livesAlone,
  localClassOf,
  minutesPerDayFor,
  type ChildFact,
  type EligibilityFacts,
} from './eligibility.js';

const settings = new CareSettings(careSettingsOn(['village'], [], '2026-08-24'));
const TODAY = '2026-08-24';
const facts: EligibilityFacts = {
  ...{ birthDate: '1950-03-12', registeredHere: true, alone: true },
  proofs: [{ economicClass: 'subsistence', from: '2026-01-01', until: '2026-12-31' }],
};
const failed = (more: Partial<EligibilityFacts>, on = TODAY) =>
  eligibilityOn({ ...facts, ...more }, settings, on).conditions.flatMap(({ condition, met }) =>
    met === true ? [] : [`${condition}${met === null ? '?' : ''}`],
  );

describe('CR-17: eligibility', () => {
  it('is given to a person who meets every condition', () => {
    expect(eligibilityOn(facts, settings, TODAY)).toMatchObject({ eligible: true, economicClass: 'subsistence' });
  });

  it('example 8: names the age of care-e and the son of care-g', () => {
    expect(failed({ birthDate: '1967-05-01' })).toEqual(['age']);
    const son: ChildFact = { community: { regionId: 'village' }, capable: true, proof: null };
    expect(failed({ alone: livesAlone([son], 'village') })).toEqual(['living-alone']);
  });

  it('needs a proof that is valid on the day, and registration in the county', () => {
    expect(failed({}, '2027-01-01')).toEqual(['class']);
    expect(failed({ registeredHere: false })).toEqual(['registration']);
    expect(failed({ registeredHere: null, birthDate: null, alone: null })).toEqual([
      'age?',
      'registration?',
      'living-alone?',
    ]);
  });

  it('does not ask the three-noes whether they live alone', () => {
    const proofs = [{ economicClass: 'three-noes' as const, from: '2026-01-01', until: null }];
    expect(eligibilityOn({ ...facts, proofs, alone: false }, settings, TODAY)).toMatchObject({ eligible: true });
  });
});

describe('CR-14: living alone', () => {
  const child = (more: Partial<ChildFact>): ChildFact => ({
    ...{ community: { regionId: 'village' }, capable: true, proof: null },
    ...more,
  });
  it('is true without a child, with one elsewhere, and with one who is proven incapable', () => {
    expect(livesAlone([], 'village')).toBe(true);
    expect(
      livesAlone([child({ community: { regionId: 'other' } }), child({ community: { words: '上海' } })], 'village'),
    ).toBe(true);
    expect(livesAlone([child({ capable: false, proof: '残疾证' })], 'village')).toBe(true);
  });

  it('is false with a capable child near by, whatever is not known of others', () => {
    expect(livesAlone([child({ community: null }), child({})], 'village')).toBe(false);
  });

  it('is unknown while a fact is missing', () => {
    expect(livesAlone(null, 'village')).toBeNull();
    for (const one of [child({ community: null }), child({ capable: null }), child({ capable: false })])
      expect(livesAlone([one], 'village')).toBeNull();
  });
});

describe('CR-13: an assessment', () => {
  const of = (extendedUntil: string | null = null) => ({ on: '2025-10-01', validUntil: '2026-09-30', extendedUntil });
  it('is valid, then expired for the days of grace, then lapsed unless it was extended', () => {
    const on = (day: string) => assessmentState(of(), day, 30);
    expect(['2026-09-30', '2026-10-01', '2026-10-30', '2026-10-31'].map(on)).toEqual([
      ...['valid', 'expired', 'expired', 'lapsed'],
    ]);
    expect(assessmentState(of('2026-12-31'), '2026-10-31', 30)).toBe('valid');
    expect(assessmentState(null, TODAY, 30)).toBe('missing');
  });

  it('gives a local class and its minutes', () => {
    expect([0, 1, 2, 3, 4].map((level) => localClassOf(level, settings))).toEqual([
      ...['able', 'semi-disabled', 'semi-disabled', 'disabled', 'disabled'],
    ]);
    expect((['able', 'semi-disabled', 'disabled'] as const).map((one) => minutesPerDayFor(one, settings))).toEqual([
      ...[0, 90, 120],
    ]);
  });
});

describe('CR-18: documents', () => {
  it('are four for those with children to speak of, and three for the three-noes', () => {
    expect(documentsFor('subsistence')).toContain('subsistence-certificate');
    expect((['subsistence', 'near-subsistence', 'three-noes'] as const).map((one) => documentsFor(one).length)).toEqual(
      [4, 4, 3],
    );
  });
});
