import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { PersonCard as Card } from '@silverbell/wire';
import { cleanup, screen } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import { PersonCard } from './person-card.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

type Person = Card['people'][number];
const person = (more: Partial<Person> = {}): Person => ({
  ...{ id: 'zhou', name: '周月娥', age: 79, birthDate: null, sex: 'female', status: 'active', phone: null },
  ...{ verifyBy: null, dispatchFirst: false, dispatchFirstReason: null, languages: [], hearing: 'good' as const },
  ...{ dementia: false, electricDevice: null, health: null, medication: null, allergies: null, hospital: null },
  ...{ doctor: null, usuallyAtHome: null, careCategories: [], economicClass: null, careWishes: null, codeWord: null },
  photoId: null,
  protection: [],
  ...more,
});

function words(one: Person, home: Card['home'] = null): string {
  const card: Card = {
    ...{ home, people: [one], contacts: [], keys: [], devices: [], pairedHelpers: [], emergencyNumbers: [] },
  };
  shown(<PersonCard incident={incidentOf({ person: card })} timeZone="Asia/Shanghai" onAsk={jest.fn()} />);
  return screen.getByRole('region').textContent;
}

describe("the operator's card of a person", () => {
  it('says that she hears badly, has dementia, or lives by a machine that needs power', () => {
    const said = words(person({ hearing: 'deaf', dementia: true, electricDevice: '制氧机' }));
    for (const fact of ['失聪', '失智', '依赖用电设备：制氧机']) expect(said).toContain(fact);
    cleanup();
    expect(words(person({ hearing: 'hard-of-hearing' }))).toContain('听力下降');
  });

  it('says nothing of what is not on file', () => {
    expect(words(person())).not.toMatch(/听力|失聪|失智|用电/);
    cleanup();
    expect(words(person({ hearing: 'unknown' }))).not.toMatch(/听力|失聪/);
  });

  it('says how far from the door the ambulance stops, the figures after it', () => {
    const home = {
      ...{ id: 'h', label: '桃源村五组', address: '水井巷 37 号', lat: 30, lng: 119, floorNo: null, hasLift: false },
      ...{ hazards: [], entry: null, ambulancePoint: '30.00072, 119.00000', ambulanceAt: { lat: 30.00072, lng: 119 } },
    };
    expect(words(person(), home)).toContain('住所门口北侧约 80 米 30.00072, 119.00000');
  });

  it('says that the person on file has died (SR-42)', () => {
    expect(words(person({ status: 'deceased' }))).toContain('已登记去世');
  });
});
