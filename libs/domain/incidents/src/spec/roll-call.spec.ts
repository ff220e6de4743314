import { describe, expect, it } from '@jest/globals';
import { as, hours, minutes, type HomeId, type IncidentId, type RegionId, type SeniorId } from '@silverbell/kernel';
import { defaultPolicy } from '../default-policy.js';
import type { Actor, ListedName } from '../state.js';
import { colleague, operator, signal, Story } from './story.js';

const presence: Actor = { kind: 'system', id: 'presence' };
const id = as<SeniorId>;
const name = (senior: string, tier: 1 | 2 | 3 = 3): ListedName => ({
  seniorId: id(senior),
  homeId: as<HomeId>(`home-${senior}`),
  tier,
  risks: tier === 1 ? ['electric-device'] : [],
  lastContactAt: null,
});

function outage(...names: readonly ListedName[]): Story {
  const story = new Story();
  story.does(presence, {
    type: 'raise',
    incidentId: as<IncidentId>('outage'),
    subject: { type: 'region', id: as<RegionId>('village') },
    family: 'outage',
    regionId: as<RegionId>('village'),
    facts: { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false },
    signal: signal('offline', { deviceId: null, alertId: null }),
    policy: defaultPolicy,
    operatorOnDuty: true,
    harsh: false,
    linkedTo: null,
    names,
    destination: null,
  });
  return story;
}
const states = (story: Story): Readonly<Record<string, string>> =>
  Object.fromEntries(story.case.rollCall.map((one) => [one.seniorId, one.state]));

describe('the way to call of many is lost', () => {
  it('is one case of class G with every name, gravest first', () => {
    const story = outage(name('chen'), name('oxygen', 1), name('alone', 2));
    expect(story.case).toMatchObject({ class: 'G', family: 'outage', severity: 2 });
    expect(story.case.rollCall.map((one) => one.seniorId)).toEqual(['oxygen', 'alone', 'chen']);
  });

  it('clears itself name by name, and ends when nobody is left', () => {
    const story = outage(name('chen'), name('zhou'));
    story.does(presence, { type: 'hear-names', seniorIds: [id('chen')] });
    expect(states(story)).toEqual({ chen: 'heard', zhou: 'waiting' });
    expect(story.case.closure).toBeNull();
    story.does(presence, { type: 'hear-names', seniorIds: [id('zhou')] });
    expect(story.case.closure?.outcome).toBe('restored');
  });

  it('who attends it ends it herself', () => {
    const story = outage(name('chen')).attend();
    story.does(presence, { type: 'hear-names', seniorIds: [id('chen')] });
    expect(story.case.closure).toBeNull();
    story.does(operator, { type: 'close', outcome: 'restored', note: null, proof: {}, proofText: null });
    expect(story.case.closure?.outcome).toBe('restored');
  });

  it('cannot be closed while a name is open, nor with any other outcome', () => {
    const story = outage(name('chen'), name('zhou')).attend();
    const close = (outcome: 'restored' | 'enquiry' | 'device-repaired') =>
      story.does(operator, { type: 'close', outcome, note: null, proof: {}, proofText: null });
    expect(close('restored')).toBe('proof-missing');
    story.does(operator, { type: 'roll-call', seniorId: id('chen'), how: 'spoken' });
    story.does(operator, { type: 'roll-call', seniorId: id('zhou'), how: 'no-answer' });
    expect(close('restored')).toBe('proof-missing');
    story.does(operator, { type: 'roll-call', seniorId: id('zhou'), how: 'visited' });
    expect(close('enquiry')).toBe('proof-missing');
    expect(close('device-repaired')).toBe('proof-missing');
    expect(close('restored')).toEqual(['closed']);
  });

  it('a call that nobody answers ticks nothing, and is counted', () => {
    const story = outage(name('chen'));
    story.does(operator, { type: 'roll-call', seniorId: id('chen'), how: 'no-answer' });
    expect(story.case.rollCall[0]).toMatchObject({ state: 'waiting', tries: 1 });
  });

  it('any operator ticks names while a colleague attends', () => {
    const story = outage(name('chen'), name('zhou')).attend();
    expect(story.does(colleague, { type: 'roll-call', seniorId: id('chen'), how: 'spoken' })).toEqual(['roll-called']);
    expect(story.case.rollCall.find((one) => one.seniorId === 'chen')).toMatchObject({ state: 'ticked', by: 'zhang' });
    expect(story.does(colleague, { type: 'roll-call', seniorId: id('nobody'), how: 'spoken' })).toBe('name-not-listed');
  });

  it('a device that is silent again puts its name back', () => {
    const story = outage(name('chen'), name('zhou'));
    story.does(presence, { type: 'hear-names', seniorIds: [id('chen')] });
    story.does(presence, { type: 'list-names', names: [name('chen'), name('zhou'), name('late', 1)] });
    expect(states(story)).toEqual({ late: 'waiting', chen: 'waiting', zhou: 'waiting' });
  });

  it('an outage calls lead at 5 min, station at 15, cadre and township at 60, all at 4 h', () => {
    const rang = (story: Story) => [...new Set(story.rangRoles())];
    const unattended = outage(name('chen'));
    expect(rang(unattended.wait(minutes(5) / 1_000))).toEqual(['lead']);
    const attended = outage(name('chen')).attend();
    attended.attendedFor(minutes(16) / 1_000);
    expect(rang(attended)).toContain('station');
    attended.attendedFor(minutes(45) / 1_000);
    expect(rang(attended)).toEqual(expect.arrayContaining(['village-cadre', 'township-duty']));
    attended.wait(hours(4) / 1_000);
    expect(rang(attended)).toContain('county-duty');
  });

  it('says it again every hour until every name is ticked', () => {
    const story = outage(name('chen'));
    story.wait(hours(3) / 1_000);
    const rounds = () => story.happened('rung-fired').filter((one) => one.rung === 'last').length;
    expect(rounds()).toBe(3);
    story.does(operator, { type: 'roll-call', seniorId: id('chen'), how: 'spoken' });
    story.attendedFor(hours(2) / 1_000);
    expect(rounds()).toBe(3);
  });
});
