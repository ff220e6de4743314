import { describe, expect, it } from '@jest/globals';
import { instant } from '@silverbell/kernel';
import { PLATFORM_LIMITS } from './limits.js';
import { platformHealth, type PlatformFacts, type WaitingWork } from './platform-health.js';
import type { EngineVitals, ServerHeartbeat } from './server-health.js';

const NOW = instant(1_000_000_000);
const ago = (seconds: number) => instant(NOW - seconds * 1_000);
const work = (more: Partial<WaitingWork> = {}): WaitingWork => ({
  overdue: { count: 0, oldest: null },
  backlog: [],
  ...more,
});
const vitals = (more: Partial<EngineVitals> = {}): EngineVitals => ({
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
const engine = (id: string, ageS: number, more: Partial<EngineVitals> = {}): ServerHeartbeat => ({
  ...{ id, ageS, vitals: { of: 'engine', read: vitals(more) } },
});
const api = (id: string, databaseClockS: number, ageS = 0.5): ServerHeartbeat => ({
  ...{ id, ageS, vitals: { of: 'api', read: { clockDriftS: 0, databaseClockS } } },
});
const worker = (id: string, ageS: number): ServerHeartbeat => ({ id, ageS, vitals: { of: 'worker', read: null } });
const heard = (...heartbeats: readonly ServerHeartbeat[]) => facts({ servers: { ageS: 0, heartbeats } });
const facts = (more: Partial<PlatformFacts> = {}): PlatformFacts => ({
  database: { ageS: 0.5, work: work() },
  servers: { ageS: 0, heartbeats: [engine('e1', 0.5)] },
  watchedS: 3_600,
  replicasSilentS: 0,
  weakSecret: false,
  secondFactorOff: false,
  ...more,
});
const verdictOf = (key: string, given: PlatformFacts, id?: string) =>
  platformHealth(given, NOW).items.find((one) => one.key === key && (id === undefined || one.server?.id === id))
    ?.verdict;

describe('the health of the platform', () => {
  it('is ok when everything was seen, and seen in time', () => {
    const health = platformHealth(facts(), NOW);
    expect(health).toMatchObject({ verdict: 'ok', rings: false });
    expect(health.items.map(({ verdict }) => verdict)).not.toContain('late');
  });

  it('names a worker that fell silent without ringing; without one it says nothing', () => {
    const silent = heard(engine('e1', 0.5), worker('w1', PLATFORM_LIMITS.workerS + 1));
    expect(platformHealth(silent, NOW)).toMatchObject({ verdict: 'late', rings: false });
    expect(verdictOf('worker', silent)).toBe('late');
    expect(verdictOf('worker', heard(engine('e1', 0.5), worker('w1', 900), worker('w2', 3)))).toBe('ok');
    expect(verdictOf('worker', facts())).toBeUndefined();
  });

  it('deadlines are late, and ring, when the oldest is overdue beyond its limit, not before', () => {
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
      servers: { ageS: 0, heartbeats: [] },
      watchedS: 8,
    });
    expect(platformHealth(dead, NOW).rings).toBe(true);
  });

  it('rings for an engine that stays silent, and not while it only restarts', () => {
    const silent = (ageS: number) => heard(engine('e1', ageS));
    expect(platformHealth(silent(9), NOW).rings).toBe(false);
    expect(platformHealth(silent(11), NOW).rings).toBe(true);
    const never = (watchedS: number) => ({ ...heard(), watchedS });
    expect(platformHealth(never(9), NOW).rings).toBe(false);
    expect(platformHealth(never(11), NOW).rings).toBe(true);
  });

  it('shows the engine that fell silent, and rings only when no other one lives', () => {
    const one = heard(engine('e1', 60), engine('e2', 1));
    expect(platformHealth(one, NOW)).toMatchObject({ verdict: 'late', rings: false });
    expect(verdictOf('heartbeat', one, 'e1')).toBe('late');
    expect(verdictOf('heartbeat', one, 'e2')).toBe('ok');
    // What it said a minute ago says nothing of now.
    expect(verdictOf('loop:ticker', one, 'e1')).toBeUndefined();
    expect(platformHealth(heard(engine('e1', 60), engine('e2', 11)), NOW).rings).toBe(true);
  });

  it('rings for what an engine does not do while no other one does it', () => {
    const stuck = { loops: [{ name: 'ticker', sinceGoodS: 11 }], mqtt: false };
    const covered = heard(engine('e1', 1, stuck), engine('e2', 1));
    expect(platformHealth(covered, NOW)).toMatchObject({ verdict: 'late', rings: false });
    expect(verdictOf('loop:ticker', covered, 'e1')).toBe('late');
    expect(platformHealth(heard(engine('e1', 1, stuck), engine('e2', 11)), NOW).rings).toBe(true);
    expect(platformHealth(heard(engine('e1', 1, stuck), engine('e2', 1, stuck)), NOW).rings).toBe(true);
  });

  it('rings for a wrong clock of any engine and any api, however well the others go', () => {
    expect(platformHealth(heard(engine('e1', 1, { clockDriftS: 2 }), engine('e2', 1)), NOW).rings).toBe(true);
    const wrong = heard(engine('e1', 1), api('a1', 0), api('a2', -3));
    expect(platformHealth(wrong, NOW).rings).toBe(true);
    expect(verdictOf('clock-database', wrong, 'a1')).toBe('ok');
    expect(verdictOf('clock-database', wrong, 'a2')).toBe('late');
    // One that went does not come back under its name.
    expect(platformHealth(heard(engine('e1', 1), api('a2', -3, 60)), NOW).verdict).toBe('ok');
  });

  it('knows that a process of another version lives, though not how it is', () => {
    const other = heard({ id: 'e1', ageS: 1, vitals: { of: 'engine', read: null } });
    expect(platformHealth(other, NOW)).toMatchObject({ verdict: 'ok', rings: false });
    expect(verdictOf('heartbeat', other, 'e1')).toBe('ok');
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
    expect(verdictOf('engine', facts({ servers: null }))).toBe('unknown');
    expect(verdictOf('engine', facts({ servers: { ageS: 6, heartbeats: [engine('e1', 0)] } }))).toBe('unknown');
    expect(verdictOf('dead-man', heard(engine('e1', 0, { deadMan: null })))).toBe('unknown');
  });

  it.each([
    ['loop:ticker', { loops: [{ name: 'ticker', sinceGoodS: 11 }] }],
    ['loop:relay:voice', { loops: [{ name: 'relay:voice', sinceGoodS: 61 }] }],
    ['mqtt', { mqtt: false }],
    ['clock', { clockDriftS: -1.5 }],
    ['clock-database', { databaseClockS: 20 }],
  ])('rings for %s', (key, more) => {
    const given = heard(engine('e1', 0, more));
    expect(verdictOf(key, given)).toBe('late');
    expect(platformHealth(given, NOW).rings).toBe(true);
  });

  it.each([
    ['spool', { spooled: 1 }],
    ['intake-lag', { intakeLagS: 6 }],
    ['dead-man', { deadMan: { intervalS: 60, sinceSentS: 181 } }],
    ['loop:presence', { loops: [{ name: 'presence', sinceGoodS: 301 }] }],
  ])('shows %s as late without ringing', (key, more) => {
    const given = heard(engine('e1', 0, more));
    expect(verdictOf(key, given)).toBe('late');
    expect(platformHealth(given, NOW)).toMatchObject({ verdict: 'late', rings: false });
  });

  it('warns of a secret that can be guessed, and does not ring', () => {
    expect(verdictOf('weak-secret', facts({ weakSecret: false }))).toBeUndefined();
    const guessable = platformHealth(facts({ weakSecret: true }), NOW);
    expect([guessable.verdict, guessable.rings]).toEqual(['late', false]);
  });

  it('warns while administrators log in without a second factor, and does not ring', () => {
    expect(verdictOf('second-factor-off', facts())).toBeUndefined();
    const off = platformHealth(facts({ secondFactorOff: true }), NOW);
    expect([off.verdict, off.rings]).toEqual(['late', false]);
  });

  it('replicas that do not hear each other are reported without ringing: they read the database', () => {
    const silent = facts({ replicasSilentS: PLATFORM_LIMITS.replicasS + 1 });
    expect(platformHealth(silent, NOW)).toMatchObject({ verdict: 'late', rings: false });
    expect(verdictOf('replicas', silent)).toBe('late');
    expect(verdictOf('replicas', facts())).toBe('ok');
    expect(verdictOf('replicas', facts({ replicasSilentS: null }))).toBeUndefined();
  });
});
