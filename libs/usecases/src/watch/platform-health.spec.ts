import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { PLATFORM_LIMITS } from './limits.js';
import { platformHealth, type EngineVitals, type PlatformFacts, type WaitingWork } from './platform-health.js';

const NOW = instant(1_000_000_000);
const ago = (seconds: number) => instant(NOW - seconds * 1_000);
const work = (more: Partial<WaitingWork> = {}): WaitingWork => ({
  overdue: { count: 0, oldest: null },
  backlog: [],
  ...more,
});
const vitals = (more: Partial<EngineVitals> = {}): EngineVitals => ({
  engineId: 'engine-1',
  mqtt: true,
  loops: [
    { name: 'ticker', sinceGoodS: 0.2 },
    { name: 'relay:sms', sinceGoodS: 1 },
  ],
  spooled: 0,
  intakeLagS: 0,
  clockDriftS: 0,
  databaseClockS: 0,
  deadMan: { intervalS: 60, sinceSentS: 20 },
  ...more,
});
const facts = (more: Partial<PlatformFacts> = {}): PlatformFacts => ({
  database: { ageS: 0.5, work: work() },
  engine: { ageS: 0.5, vitals: vitals() },
  replicasSilentS: 0,
  ...more,
});
const verdictOf = (key: string, given: PlatformFacts) =>
  platformHealth(given, NOW).items.find((one) => one.key === key)?.verdict;

describe('the health of the platform', () => {
  it('is ok when everything was seen, and seen in time', () => {
    const health = platformHealth(facts(), NOW);
    expect(health).toMatchObject({ verdict: 'ok', rings: false });
    expect(health.items.map(({ verdict }) => verdict)).not.toContain('late');
  });

  it('is late, and rings, when the oldest deadline is overdue for more than its limit, and not before', () => {
    const overdue = (seconds: number) =>
      facts({ database: { ageS: 0, work: work({ overdue: { count: 3, oldest: ago(seconds) } }) } });
    expect(platformHealth(overdue(PLATFORM_LIMITS.overdueS), NOW)).toMatchObject({ verdict: 'ok', rings: false });
    const late = platformHealth(overdue(PLATFORM_LIMITS.overdueS + 0.1), NOW);
    expect(late).toMatchObject({ verdict: 'late', rings: true });
    expect(late.items.find(({ key }) => key === 'overdue')).toMatchObject({ value: 5.1, count: 3, limit: 5 });
  });

  it('goes by the limits it is given', () => {
    const given = facts({ database: { ageS: 0, work: work({ overdue: { count: 1, oldest: ago(6) } }) } });
    expect(platformHealth(given, NOW, { ...PLATFORM_LIMITS, overdueS: 7 }).verdict).toBe('ok');
  });

  it('sees a deadline overdue though no engine answers', () => {
    const dead = facts({
      database: { ageS: 0, work: work({ overdue: { count: 1, oldest: ago(8) } }) },
      engine: { ageS: 8, vitals: null },
    });
    expect(platformHealth(dead, NOW).rings).toBe(true);
  });

  it('rings for an engine that stays silent, and not while it only restarts', () => {
    const silent = (ageS: number) => facts({ engine: { ageS, vitals: vitals() } });
    expect(platformHealth(silent(9), NOW).rings).toBe(false);
    expect(platformHealth(silent(11), NOW).rings).toBe(true);
  });

  it('tells each channel apart, and does not blame the platform for a page that is not open', () => {
    const backlog = (channel: string) =>
      facts({ database: { ageS: 0, work: work({ backlog: [{ channel, count: 2, oldest: ago(40) }] }) } });
    expect(verdictOf('relay:sms', backlog('sms'))).toBe('late');
    expect(verdictOf('relay:socket', backlog('socket'))).toBe('ok');
  });

  it('never calls ok what it cannot read', () => {
    expect(platformHealth(facts({ database: null }), NOW).verdict).toBe('unknown');
    expect(verdictOf('overdue', facts({ database: { ageS: 60, work: work() } }))).toBe('unknown');
    expect(platformHealth(facts({ database: { ageS: 60, work: work() } }), NOW)).toMatchObject({
      verdict: 'late',
      rings: true,
    });
    expect(verdictOf('engine', facts({ engine: 'unasked' }))).toBe('unknown');
    expect(verdictOf('dead-man', facts({ engine: { ageS: 0, vitals: vitals({ deadMan: null }) } }))).toBe('unknown');
  });

  it.each([
    ['loop:ticker', { loops: [{ name: 'ticker', sinceGoodS: 11 }] }],
    ['loop:relay:voice', { loops: [{ name: 'relay:voice', sinceGoodS: 61 }] }],
    ['mqtt', { mqtt: false }],
    ['clock', { clockDriftS: -1.5 }],
    ['clock-database', { databaseClockS: 20 }],
  ])('rings for %s', (key, more) => {
    const given = facts({ engine: { ageS: 0, vitals: vitals(more) } });
    expect(verdictOf(key, given)).toBe('late');
    expect(platformHealth(given, NOW).rings).toBe(true);
  });

  it.each([
    ['spool', { spooled: 1 }],
    ['intake-lag', { intakeLagS: 6 }],
    ['dead-man', { deadMan: { intervalS: 60, sinceSentS: 181 } }],
    ['loop:presence', { loops: [{ name: 'presence', sinceGoodS: 301 }] }],
  ])('shows %s as late without ringing', (key, more) => {
    const given = facts({ engine: { ageS: 0, vitals: vitals(more) } });
    expect(verdictOf(key, given)).toBe('late');
    expect(platformHealth(given, NOW)).toMatchObject({ verdict: 'late', rings: false });
  });

  it('says that the apis do not hear each other, and does not ring: the database is read meanwhile', () => {
    const silent = facts({ replicasSilentS: PLATFORM_LIMITS.replicasS + 1 });
    expect(platformHealth(silent, NOW)).toMatchObject({ verdict: 'late', rings: false });
    expect(verdictOf('replicas', silent)).toBe('late');
    expect(verdictOf('replicas', facts())).toBe('ok');
    expect(verdictOf('replicas', facts({ replicasSilentS: null }))).toBeUndefined();
  });
});
