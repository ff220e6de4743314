import { beforeEach, describe, expect, it } from '@jest/globals';
import type { HomeCard } from '@silverbell/adapter-postgres';
import {
  decide,
  defaultPolicy,
  type Actor,
  type Incident,
  type IncidentCommand,
  type IncidentEvent,
  type Offer,
} from '@silverbell/incidents';
import {
  as,
  geoPoint,
  instant,
  isRefusal,
  type AccountId,
  type DeviceId,
  type HelperId,
  type HomeId,
  type IncidentId,
  type RegionId,
  type SeniorId,
  type TextId,
} from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import { familyIncident, incident as wireIncident, offer as wireOffer } from '@silverbell/wire';
import { assignmentOf, destinationOf } from './assignment.js';
import { detailOf } from './incident-detail.js';
import { summaryOf } from './incident-summary.js';
import { closingWordsOf, offerWordsOf } from './message-words.js';
import { familyIncidentOf, isForFamily } from './family.js';
import { namesWanted, type Names } from './names.js';
import { incidentOfferOf, mainKindOf, offerOf } from './offer.js';
import { personCardOf, type CardReader } from './person-card.js';
import { silentHomesOf } from './roll-call.js';

const NOON = instant(Date.UTC(2026, 2, 1, 4));
const operator: Actor = { kind: 'operator', id: 'a-wang' };
const lin: Actor = { kind: 'helper', id: 'h-lin' };
const point = geoPoint(30.25, 119.03)!;
let ids = 0;
let events: IncidentEvent[] = [];

type Intent = IncidentCommand extends infer C ? (C extends IncidentCommand ? Omit<C, 'context'> : never) : never;
function after(before: Incident | null, by: Actor, intent: Intent, atS = 0): Incident {
  const context = {
    now: instant(NOON + atS * 1000),
    newId: () => `id-${++ids}`,
    by,
    night: false,
    candidates: [{ helperId: as<HelperId>('h-lin'), expectedArrivalS: 240, reasons: ['on-duty'], first: false }],
  };
  const decided = decide({ ...intent, context } as IncidentCommand, before);
  if (isRefusal(decided)) throw new Error(decided.refused);
  events.push(...decided.events);
  return decided.after;
}
function raised(kind: AlertKind = 'sos'): Incident {
  return after(
    null,
    { kind: 'device', id: 'pendant-1' },
    {
      type: 'raise',
      incidentId: as<IncidentId>('i-1'),
      subject: { type: 'home', id: as<HomeId>('home-1') },
      family: 'emergency',
      regionId: as<RegionId>('village-1'),
      facts: {
        homeId: as<HomeId>('home-1'),
        seniorIds: [as<SeniorId>('s-zhou')],
        dispatchFirst: false,
        dementia: false,
        testWindow: false,
      },
      signal: {
        deviceId: as<DeviceId>('pendant-1'),
        alertId: 'p-1',
        kind,
        phase: 'raise',
        certainty: 'observed',
        doubts: ['clock-skew'],
        test: false,
        rawId: 'raw-frame-1',
        deviceTime: '1970-01-01T00:00:00Z',
        batteryPct: 80,
        position: null,
      },
      policy: defaultPolicy,
      operatorOnDuty: true,
      harsh: false,
      linkedTo: null,
      destination: { choice: 'home', point, reason: 'fixed-device' },
    },
  );
}
const accepted = (): Incident => {
  let incident = after(raised(), operator, { type: 'attend' }, 5);
  incident = after(incident, operator, { type: 'make-offers', helperIds: [as<HelperId>('h-lin')], reason: null }, 20);
  return after(incident, lin, { type: 'accept', offerId: incident.offers[0]!.id }, 30);
};

const names: Names = {
  accounts: new Map([['a-wang', '王坐席']]),
  helpers: new Map([['h-lin', '林小红']]),
  seniors: new Map([['s-zhou', '周月娥']]),
  homes: new Map([['home-1', '桃源村五组']]),
  seats: new Map(),
  contacts: new Map(),
};
const card = {
  id: 'home-1',
  regionId: 'village-1',
  label: '桃源村五组',
  addressWords: '桃源村水井巷37号',
  lat: 30.25,
  lng: 119.03,
  hazards: ['dog'],
  floorNo: 3,
  hasLift: false,
  entryNote: '侧门',
  entryCode: '4711',
  doorTag: 'T-37',
  nearestRoad: null,
  people: [
    {
      id: 's-zhou',
      name: '周月娥',
      birthDate: '1940-03-02',
      photoId: 'photo-1',
      status: 'active',
      phone: '0571 0000 0001',
      isChild: false,
      hearing: 'deaf',
      dementia: false,
      electricMedicalDevice: null,
      healthNotes: '高血压',
      treatmentWishes: null,
      languages: [],
      verifyBy: 'text',
      gender: 'female',
      dispatchFirst: true,
      dispatchFirstReason: 'verify-by',
      medication: null,
      allergies: '青霉素',
      preferredHospital: null,
      familyDoctor: null,
      usuallyAtHome: null,
      careCategories: ['living-alone'],
      economicClass: 'other',
      protectionFlags: ['suspected-abuse'],
    },
  ],
  contacts: [
    {
      id: 'c-1',
      name: '周建国',
      relation: '儿子',
      phone: '0571 0000 0002',
      position: 1,
      mayDecide: true,
      noticeLevel: 'at-risk',
      guardianProof: null,
      canComeMinutes: 30,
      conflict: true,
    },
    {
      id: 'c-2',
      name: '周小妹',
      relation: '女儿',
      phone: '0571 0000 0003',
      position: 2,
      mayDecide: false,
      noticeLevel: 'at-risk',
      guardianProof: null,
      canComeMinutes: null,
      conflict: false,
    },
  ],
  keys: [
    {
      holderKind: 'contact',
      holderName: '周建国',
      phone: null,
      fitTestedAt: null,
      fits: null,
      consentUse: true,
      conflict: true,
    },
    {
      holderKind: 'property-office',
      holderName: '物业',
      phone: null,
      fitTestedAt: null,
      fits: null,
      consentUse: true,
      conflict: false,
    },
  ],
  devices: [],
  pairedHelpers: [],
  emergencyNumbers: [],
} as unknown as HomeCard;
const somebody: CardReader = { seesConflicts: false, codeWords: new Map() };
const aLead: CardReader = { seesConflicts: true, codeWords: new Map() };
const SECRETS = ['周月娥', '水井巷', '4711', '侧门', '高血压', '0571', 'T-37'];

beforeEach(() => {
  events = [];
});

describe('an offer', () => {
  it('reveals area, kind and minutes, and nothing of who, where or why', () => {
    const incident = accepted();
    const told = offerOf(incident.offers[0]!, incident, names, '桃源村');
    expect(wireOffer.parse(told)).toMatchObject({
      area: '桃源村',
      kind: 'sos',
      expectedArrivalS: 240,
      helper: { name: '林小红' },
    });
    for (const secret of SECRETS) expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('says to the desk alone in which wave she was asked and how each channel reached her', () => {
    const offer: Offer = {
      ...accepted().offers[0]!,
      ...{ state: 'open' as const, markedUndelivered: false },
      sentBy: ['socket', 'sms', 'voice'],
      deliveredBy: ['sms'],
      failedBy: ['voice'],
    };
    const incident = accepted();
    expect(incidentOfferOf(offer, incident, names, '桃源村')).toMatchObject({
      wave: 1,
      channels: [
        { channel: 'socket', state: 'sent' },
        { channel: 'sms', state: 'delivered' },
        { channel: 'voice', state: 'failed' },
      ],
      undelivered: false,
    });
    const unreached: Offer = {
      ...{ ...offer, markedUndelivered: true },
      sentBy: ['socket'],
      deliveredBy: [],
      failedBy: [],
    };
    expect(incidentOfferOf(unreached, incident, names, '')).toMatchObject({
      channels: [{ state: 'sent' }, { state: 'not-sent' }, { state: 'not-sent' }],
      undelivered: true,
    });
    expect(incidentOfferOf({ ...unreached, state: 'declined' }, incident, names, '').undelivered).toBe(false);
    const told = JSON.stringify(offerOf(unreached, incident, names, '桃源村'));
    for (const field of ['wave', 'channels', 'undelivered']) expect(told).not.toContain(field);
  });

  it('names the kind that tells a helper most', () => {
    expect(mainKindOf({ kinds: ['unspecified', 'sos', 'fall'] })).toBe('fall');
    expect(mainKindOf({ kinds: [] })).toBe('unspecified');
  });
});

describe('an assignment', () => {
  const destination = (incident: Incident) => destinationOf(incident.assignments[0]!, incident, card, 'en', NOON);

  it('shows after acceptance where to go, who may be there and what to beware of', () => {
    expect(destination(accepted())).toEqual({
      choice: 'home',
      lat: 30.25,
      lng: 119.03,
      label: '桃源村五组',
      address: '桃源村水井巷37号；侧门',
      floor: { no: 3, hasLift: false },
      keys: [{ kind: 'property-office', holder: '物业', fits: null }],
      people: [{ name: '周月娥', age: 85, note: 'deaf', photoId: 'photo-1' }],
      hazards: ['dog'],
      outsideOnly: false,
      knockFirst: false,
      decidedAt: '2026-03-01T04:00:00.000Z',
      alternative: null,
      entryCode: null,
      callBackNumber: '0571 0000 0001',
    });
  });

  it('shows the code of the lock at the door only', () => {
    let incident = accepted();
    const assignmentId = incident.assignments[0]!.id;
    incident = after(incident, lin, { type: 'depart', assignmentId }, 60);
    expect(destination(incident)?.entryCode).toBeNull();
    incident = after(incident, lin, { type: 'arrive', assignmentId, proof: 'door-tag', doorTagMatches: true }, 200);
    expect(destination(incident)?.entryCode).toBe('4711');
  });

  it('shows nothing of the place any more once it is finished or withdrawn', () => {
    let incident = accepted();
    const assignmentId = incident.assignments[0]!.id;
    expect(destination(after(incident, lin, { type: 'withdraw', assignmentId, reason: 'breakdown' }, 60))).toBeNull();
    incident = after(incident, lin, { type: 'arrive', assignmentId, proof: 'unproven', doorTagMatches: null }, 200);
    const finished = after(
      incident,
      lin,
      { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null },
      400,
    );
    expect(destination(finished)).toBeNull();
  });

  it('keeps when she was expected first beside when she is expected now', () => {
    let incident = accepted();
    const assignmentId = incident.assignments[0]!.id;
    const promised = incident.assignments[0]!.etaAt;
    incident = after(incident, lin, { type: 'depart', assignmentId }, 60);
    const etaAt = instant(promised + 300_000);
    incident = after(
      incident,
      { kind: 'system', id: 'positions' },
      { type: 'report-progress', assignmentId, etaAt },
      90,
    );
    const shown = assignmentOf(incident.assignments[0]!, incident, names);
    expect(Date.parse(shown.etaAt!) - Date.parse(shown.promisedAt!)).toBe(300_000);
  });

  it('never says an illness', () => {
    expect(JSON.stringify(destination(accepted()))).not.toContain('高血压');
  });

  it('has no destination for anybody but the helper herself', () => {
    const incident = accepted();
    expect(assignmentOf(incident.assignments[0]!, incident, names).destination).toBeNull();
  });
});

describe('a row of the queue', () => {
  it('answers the five questions, and what happens next and when', () => {
    expect(summaryOf(raised(), 17, names)).toMatchObject({
      number: '17',
      phase: 'waiting',
      class: 'A',
      severity: 1,
      home: { id: 'home-1', label: '桃源村五组' },
      seniors: [{ name: '周月娥' }],
      deviceId: 'pendant-1',
      attention: { state: 'waiting', by: null },
      verdict: 'unknown',
      destination: { choice: 'home', label: '桃源村五组' },
      response: { state: 'none', openOffers: 0 },
      escalation: { nextDueAt: expect.any(String), nextStep: expect.stringMatching(/^rung:/) },
      outcome: null,
    });
    expect(summaryOf(accepted(), 17, names)).toMatchObject({
      phase: 'responding',
      attention: { by: { name: '王坐席' } },
      response: { state: 'underway', assignments: [{ role: 'primary', helper: { name: '林小红' } }] },
    });
  });

  it('says of a case on hold why and until when', () => {
    const held: Incident = { ...accepted(), hold: { reason: 'watching', until: NOON, times: 1 } };
    expect(summaryOf(held, 17, names).hold).toEqual({ reason: 'watching', until: '2026-03-01T04:00:00.000Z' });
    expect(summaryOf(accepted(), 17, names).hold).toBeNull();
  });
});

describe('the words before an act (H20)', () => {
  const wording = (incident: Incident) => ({ incident, number: 17, area: '桃源村' });
  const told = (more: Partial<Incident> = {}): Incident => ({ ...accepted(), contactsTold: 'every-press', ...more });
  const lin1 = as<HelperId>('lin');

  it('of a closing are the short message that contacts will get, and none when none was told', () => {
    expect(closingWordsOf(wording(told()))).toBe('【银铃】您关心的老人的这次求助已办结，结果见家属页面。');
    expect(closingWordsOf(wording(told({ contactsTold: 'none' })))).toBeNull();
    expect(closingWordsOf(wording(told({ silent: true })))).toBeNull();
  });

  it('of an offer are the short message with the minutes of this helper', () => {
    expect(offerWordsOf(wording(told()), lin1, 301)).toBe('【银铃】桃源村有老人求助，约6分钟到。能去请打开银铃接单。');
    expect(offerWordsOf(wording(told({ outsideOnly: true })), lin1, 60)).toContain('只在屋外协助，勿进屋');
  });

  it('carry the mark of a drill', () => {
    const drill = told({ practice: { kind: 'drill' } as never });
    expect(offerWordsOf(wording(drill), lin1, 301)).toContain('演练');
  });
});

describe('the whole case', () => {
  const file = (incident: Incident, texts = new Map<TextId, string | null>()) => ({
    incident,
    number: 17,
    events,
    texts,
  });

  it('has the shape of the contract', () => {
    const detail = detailOf(file(accepted()), names, '桃源村', personCardOf(card, somebody, NOON), operator);
    expect(wireIncident.parse(detail)).toEqual(detail);
    expect(detail.timeline.map((entry) => entry.seq)).toEqual(events.map((_, n) => n + 1));
  });

  it('says what happens if nobody attends it, and no more once an operator does', () => {
    const ladder = (incident: Incident) => detailOf(file(incident), names, '', null, operator).ladder;
    expect(ladder(raised()).slice(0, 2)).toEqual([
      { rung: 'press', class: 'A', at: '2026-03-01T04:00:00.000Z', fired: true },
      { rung: 'lead-overflow', class: 'A', at: '2026-03-01T04:00:15.000Z', fired: false },
    ]);
    expect(ladder(accepted())).toEqual([]);
  });

  it('H20: names her photo to those who act, and none in an exercise', () => {
    const people = personCardOf(card, somebody, NOON);
    const photoIn = (incident: Incident) =>
      detailOf(file(incident), names, '', people, operator).person?.people[0]?.photoId;
    const onTheWay = (incident: Incident) =>
      destinationOf(incident.assignments[0]!, incident, card, 'en', NOON)?.people[0]?.photoId;
    const drill: Incident = { ...accepted(), practice: { kind: 'drill' } as never };
    expect([photoIn(accepted()), onTheWay(accepted())]).toEqual(['photo-1', 'photo-1']);
    expect([photoIn(drill), onTheWay(drill)]).toEqual([null, null]);
  });

  it('names people in its timeline and opens its texts; one that was erased is empty', () => {
    const text = as<TextId>('t-1');
    const incident = after(raised(), operator, { type: 'note', text, fromFamily: false }, 9);
    const noted = (texts: Map<TextId, string | null>) =>
      detailOf(file(incident, texts), names, '', null, null).timeline.at(-1);
    expect(noted(new Map([[text, '门口有狗']]))).toMatchObject({
      by: { name: '王坐席', kind: 'person' },
      data: { text: '门口有狗' },
    });
    expect(noted(new Map([[text, null]]))).toMatchObject({ data: { text: null } });
  });

  it('H14: a home is silent until its device is heard again, whoever was reached by telephone', () => {
    const name = (homeId: string, state: string) => ({ homeId, state });
    const rollCall = [name('a', 'waiting'), name('a', 'heard'), name('b', 'ticked'), name('c', 'heard')] as never;
    expect(silentHomesOf({ ...raised(), rollCall })).toEqual(['a', 'b']);
    const places = [{ lat: 30.256_512, lng: 119.031_1 }];
    const detail = detailOf(file(raised()), names, '', null, operator, new Map(), false, undefined, [], places);
    expect(detail.silentHomes).toEqual([[3_025_651, 11_903_110]]);
    expect(detailOf(file(raised()), names, '', null, operator).silentHomes).toEqual([]);
  });

  it('leaves out policies and raw frames', () => {
    const text = JSON.stringify(detailOf(file(raised()), names, '', null, operator));
    expect(text).not.toContain('ladders');
    expect(text).not.toContain('raw-frame-1');
  });

  it('counts the repeats of one press, and shows what its device was doubtful about', () => {
    let incident = raised();
    const signal = events.find((event) => event.type === 'raised')!.signal;
    incident = after(incident, { kind: 'device', id: 'pendant-1' }, { type: 'join-signal', signal, repeat: true }, 5);
    incident = after(incident, { kind: 'device', id: 'pendant-1' }, { type: 'join-signal', signal, repeat: true }, 10);
    expect(detailOf(file(incident), names, '', null, null).signals).toEqual([
      expect.objectContaining({ alertId: 'p-1', repeats: 2, doubts: ['clock-skew'] }),
    ]);
  });

  it('offers buttons to those who may act, and none to those who only look', () => {
    const incident = raised();
    expect(detailOf(file(incident), names, '', null, operator).allowedActions).toEqual(
      expect.arrayContaining(['attend', 'note']),
    );
    expect(detailOf(file(incident), names, '', null, null).allowedActions).toEqual([]);
  });

  it('keeps a conflict that a helper declared between her and the leads', () => {
    const incident = accepted();
    events = events.map((event) =>
      event.type === 'attended'
        ? ({ ...event, type: 'offer-declined', offerId: 'o-2', helperId: 'h-lin', reason: 'conflict' } as never)
        : event,
    );
    const reasons = (lead: boolean) =>
      detailOf(file(incident), names, '', null, operator, new Map(), lead)
        .timeline.filter((entry) => entry.type === 'offer-declined')
        .map((entry) => entry.data['reason']);
    expect(reasons(false)).toEqual(['not-said']);
    expect(reasons(true)).toEqual(['conflict']);
  });

  it('asks for the names of everybody in it', () => {
    const wanted = namesWanted([accepted()], events);
    expect([...wanted.accounts]).toEqual([as<AccountId>('a-wang')]);
    expect([...wanted.helpers]).toEqual(['h-lin']);
    expect([...wanted.homes]).toEqual(['home-1']);
  });
});

describe('the person card', () => {
  it('leaves a contact in conflict out, except for a lead', () => {
    expect(personCardOf(card, somebody, NOON).contacts.map((contact) => contact.name)).toEqual(['周小妹']);
    const shown = personCardOf(card, aLead, NOON).contacts;
    expect(shown.map(({ name, conflict }) => [name, conflict])).toEqual([
      ['周建国', true],
      ['周小妹', false],
    ]);
  });

  it('leaves the key out that such a person holds, except for a lead', () => {
    expect(personCardOf(card, somebody, NOON).keys.map((key) => key.holder)).toEqual(['物业']);
    expect(personCardOf(card, aLead, NOON).keys.map((key) => [key.holder, key.conflict])).toEqual([
      ['周建国', true],
      ['物业', false],
    ]);
  });

  it('says what she is protected from to a lead, and her code word to nobody but whoever attends', () => {
    expect(personCardOf(card, somebody, NOON).people[0]).toMatchObject({ protection: [], codeWord: null });
    expect(personCardOf(card, aLead, NOON).people[0]).toMatchObject({
      protection: ['suspected-abuse'],
      codeWord: null,
    });
    const attending = { ...somebody, codeWords: new Map([['s-zhou', '桂花开了']]) };
    expect(personCardOf(card, attending, NOON).people[0]?.codeWord).toBe('桂花开了');
  });

  it('never shows the code of the lock', () => {
    expect(JSON.stringify(personCardOf(card, aLead, NOON))).not.toContain('4711');
  });
});

describe("the family's page", () => {
  const present = (incident: Incident) =>
    familyIncidentOf(incident, 17, events, new Set(['s-zhou']), names, '林 助老员');

  it('says what happened and who comes, by family name and role', () => {
    const told = present(accepted());
    expect(familyIncident.parse(told)).toEqual(told);
    expect(told).toMatchObject({ senior: { name: '周月娥' }, helper: { name: '林 助老员' }, phase: 'responding' });
    expect(told.steps.map((step) => step.what)).toEqual(['raised', 'attended', 'search-started', 'offer-accepted']);
  });

  it('says nothing of verdicts, calls or whom else we asked', () => {
    const incident = after(
      raised(),
      operator,
      { type: 'record-call', callId: null, party: 'senior', result: 'distress-heard', recognisedBy: null },
      9,
    );
    const text = JSON.stringify(present(incident));
    for (const secret of ['distress', '王坐席', '林小红', 'h-lin']) expect(text).not.toContain(secret);
  });

  it('never shows a silent alarm', () => {
    expect(isForFamily(raised('panic'))).toBe(false);
    expect(isForFamily(raised('sos'))).toBe(true);
  });
});
