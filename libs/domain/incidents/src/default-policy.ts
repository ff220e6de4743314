import { hours, minutes, seconds } from '@silverbell/kernel';
import type { LadderRole } from '@silverbell/vocabulary';
import type { Ladders, Limits, Policy, RungStep } from './ladder.js';

const ring: RungStep = { do: 'ring-consoles' };
const call = (...roles: LadderRole[]): RungStep[] => roles.map((role) => ({ do: 'tell', role, by: 'voice' }));
const show = (...roles: LadderRole[]): RungStep[] => roles.map((role) => ({ do: 'tell', role, by: 'console' }));

/** 15 s: a second person hears it, by voice, whatever her screen does. */
const leadAndOverflow = {
  id: 'lead-overflow',
  when: 'unattended',
  after: seconds(15),
  afterWhenNobodyOnDuty: seconds(0),
  steps: call('lead', 'overflow'),
} as const;

/** Safety incident 2.1, row B; the search of C ends the same way. */
const climbWhileNobodyAccepts = [
  {
    id: 'cadre-station-township',
    when: 'unaccepted',
    after: seconds(120),
    earlyWhenFar: true,
    steps: call('village-cadre', 'station', 'township-duty'),
  },
  { id: 'county', when: 'unaccepted', after: seconds(300), steps: call('county-duty') },
] as const;

const everybody = call('lead', 'overflow', 'village-cadre', 'station', 'township-duty', 'county-duty');

const ladders: Ladders = {
  A: {
    class: 'A',
    source: 'safety case 2.1 A',
    rungs: [
      {
        id: 'press',
        when: 'raised',
        after: seconds(0),
        steps: [ring, { do: 'tell-contacts', who: 'every-press', by: 'quiet' }],
      },
      leadAndOverflow,
      { id: 'one-offer', when: 'unattended', after: seconds(30), steps: [{ do: 'offer-one' }] },
      {
        id: 'unattended-b',
        when: 'unattended',
        after: seconds(60),
        afterWhenNobodyOnDuty: seconds(30),
        steps: [{ do: 'become', class: 'B' }],
      },
      {
        id: 'unverified-b',
        when: 'no-verdict',
        after: seconds(90),
        atLatest: seconds(180),
        steps: [{ do: 'become', class: 'B' }],
      },
    ],
    lastRung: { every: minutes(5), steps: [ring, ...everybody] },
  },
  B: {
    class: 'B',
    source: 'safety case 2.1 B',
    rungs: [
      {
        id: 'at-risk',
        when: 'raised',
        after: seconds(0),
        steps: [
          ring,
          { do: 'start-waves' },
          { do: 'tell-contacts', who: 'at-risk', by: 'call' },
          { do: 'ask', service: '120' },
        ],
      },
      leadAndOverflow,
      { id: 'cadre-township', when: 'unattended', after: seconds(60), steps: call('village-cadre', 'township-duty') },
      ...climbWhileNobodyAccepts,
    ],
    lastRung: { every: minutes(5), steps: [ring, ...everybody, { do: 'start-waves' }] },
  },
  C: {
    class: 'C',
    source: 'safety case 2.1 C',
    rungs: [
      {
        id: 'fire',
        when: 'raised',
        after: seconds(0),
        steps: [
          ring,
          { do: 'ask', service: '119' },
          { do: 'call-home', kinds: ['smoke', 'heat'] },
          ...call('fire-post'),
          { do: 'tell-contacts', who: 'at-risk', by: 'call' },
          { do: 'start-waves' },
        ],
      },
      leadAndOverflow,
      { id: 'fire-post-cadre', when: 'unattended', after: seconds(30), steps: call('fire-post', 'village-cadre') },
      { id: 'no-all-clear', when: 'no-verdict', after: seconds(30), steps: [{ do: 'ask', service: '119' }] },
      ...climbWhileNobodyAccepts,
    ],
    lastRung: { every: minutes(5), steps: [ring, ...call('fire-post'), ...everybody, { do: 'start-waves' }] },
  },
  D: {
    class: 'D',
    source: 'safety case 2.1 D',
    rungs: [
      { id: 'silent', when: 'raised', after: seconds(0), steps: [ring, ...show('lead')] },
      {
        id: 'overflow',
        when: 'unattended',
        after: seconds(15),
        afterWhenNobodyOnDuty: seconds(0),
        steps: call('overflow'),
      },
      { id: 'township', when: 'unattended', after: seconds(60), steps: call('township-duty') },
      { id: 'ask-110', when: 'no-verdict', after: seconds(30), steps: [{ do: 'ask', service: '110' }] },
    ],
    lastRung: { every: minutes(5), steps: [ring, ...call('lead', 'overflow', 'township-duty', 'county-duty')] },
  },
  E: {
    class: 'E',
    source: 'safety case 2.1 E',
    rungs: [
      {
        id: 'lost',
        when: 'raised',
        after: seconds(0),
        steps: [ring, { do: 'locate' }, { do: 'tell-contacts', who: 'at-risk', by: 'call' }],
      },
      { id: 'lead', when: 'unattended', after: minutes(2), steps: call('lead') },
      // Not confirmed safe, attended or not; at once at night, in cold or heat, or near open water.
      { id: 'search', when: 'unattended', after: minutes(5), atOnceWhenHarsh: true, steps: [{ do: 'start-waves' }] },
      { id: 'search', when: 'no-verdict', after: minutes(5), steps: [{ do: 'start-waves' }] },
      {
        id: 'ask-110',
        when: 'unattended',
        after: minutes(10),
        atOnceWhenHarsh: true,
        steps: [{ do: 'ask', service: '110' }],
      },
      { id: 'ask-110', when: 'no-verdict', after: minutes(10), steps: [{ do: 'ask', service: '110' }] },
      { id: 'cadre-township', when: 'unaccepted', after: minutes(10), steps: call('village-cadre', 'township-duty') },
    ],
    lastRung: { every: minutes(10), steps: [ring, ...call('lead', 'village-cadre', 'township-duty', 'county-duty')] },
  },
  F: {
    class: 'F',
    source: 'safety case 2.1 F',
    rungs: [
      {
        id: 'soft',
        when: 'raised',
        after: seconds(0),
        steps: [ring, { do: 'tell-contacts', who: 'at-risk', by: 'quiet' }],
      },
      { id: 'lead', when: 'unattended', after: minutes(5), steps: call('lead') },
      { id: 'unattended-b', when: 'unattended', after: minutes(15), steps: [{ do: 'become', class: 'B' }] },
      {
        id: 'unverified-b',
        when: 'no-verdict',
        after: minutes(5),
        afterFor: { vital: seconds(60) },
        atLatest: minutes(8),
        steps: [{ do: 'become', class: 'B' }],
      },
    ],
    lastRung: { every: minutes(30), steps: [ring, ...call('lead', 'village-cadre', 'township-duty', 'county-duty')] },
  },
  G: {
    class: 'G',
    source: 'safety case 2.1 G',
    rungs: [
      { id: 'way-lost', when: 'raised', after: seconds(0), steps: [ring] },
      { id: 'lead', when: 'unattended', after: minutes(5), steps: call('lead') },
      { id: 'station', when: 'names-waiting', after: minutes(15), steps: call('station') },
      {
        id: 'cadre-township',
        when: 'names-waiting',
        after: minutes(60),
        steps: call('village-cadre', 'township-duty'),
      },
      { id: 'everybody', when: 'names-waiting', after: hours(4), steps: [ring, ...everybody] },
    ],
    lastRung: { every: minutes(60), steps: [ring, ...call('lead', 'station', 'township-duty')] },
  },
  W: {
    class: 'W',
    source: 'safety case 2.1 W',
    rungs: [
      { id: 'work', when: 'raised', after: seconds(0), steps: [ring] },
      { id: 'lead', when: 'unattended', after: minutes(30), steps: show('lead') },
    ],
    lastRung: { every: hours(8), steps: [ring, ...show('lead')] },
  },
};

/** Safety incident 2.2. */
const limits: Limits = {
  waveSize: 3,
  waveEvery: seconds(20),
  offerLapsesAfter: seconds(180),
  smsAfter: seconds(15),
  voiceAfter: seconds(45),
  undeliveredAfter: seconds(60),
  leaseLasts: seconds(60),
  remindOwnerAfter: seconds(90),
  departReminderAfter: minutes(2),
  departLimitDay: minutes(3),
  departLimitNight: minutes(5),
  arrivalGrace: minutes(5),
  arrivalFactor: 1.5,
  arrivalCap: minutes(15),
  checkInDay: minutes(15),
  checkInNight: minutes(10),
  farArrival: minutes(15),
  withinReach: minutes(30),
  askAtLeast: 12,
  nearerBy: minutes(3),
  seniorWaiting: minutes(3),
  emergencyQuestion: seconds(30),
  noProgress: minutes(10),
  noProgressWork: hours(8),
  askAgainAfter: seconds(60),
  secondKindWithin: minutes(5),
  thirdPressWithin: seconds(60),
  // An audit sent 600 invented numbers in 7 s. A depot that switches on its new watches stays below this.
  unregisteredSoundEvery: seconds(10),
  newNumbersPerMinute: 60,
  openCallCounts: minutes(15),
  testCallBack: minutes(5),
  // CR-53.
  followUpAfter: hours(24),
  followUpAfterHospital: hours(7 * 24),
  followUpOfFalsePresses: 0.05,
  testWindowLasts: minutes(15),
  // Four windows: an installation with its repetitions. A choice of operations.
  testTimeADay: hours(1),
  // Monthly is a custom of telecare, 4 h a choice of operations: a region that knows better says so.
  testEvery: hours(31 * 24),
  drillLastsAtMost: hours(4),
  // A choice of operations: notes of a night's search, and no flood.
  familyNotes: 20,
  familyNotesAMinute: 3,
};

export const defaultPolicy: Policy = { key: 'default-2026-5', ladders, limits };
