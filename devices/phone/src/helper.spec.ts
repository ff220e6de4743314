import { beforeEach, describe, expect, it } from '@jest/globals';
import { distanceM, geoPoint } from '@silverbell/kernel';
import { problemType, type Assignment, type Offer } from '@silverbell/wire';
import { SimulatedHelper } from './helper.js';
import type { Environment } from '@silverbell/device-kit';
import { Phone, Refused, type Fetch } from './phone.js';

class Stage implements Environment {
  private at = Date.parse('2026-01-15T08:30:00Z');
  private plans: { at: number; what: () => void }[] = [];
  chance = 0;
  now = (): number => this.at;
  random = (): number => this.chance;
  later(ms: number, what: () => void): () => void {
    const plan = { at: this.at + ms, what };
    this.plans.push(plan);
    return () => void (this.plans = this.plans.filter((other) => other !== plan));
  }
  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    for (;;) {
      for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
      const next = this.plans.filter((plan) => plan.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.plans = this.plans.filter((plan) => plan !== next);
      this.at = next.at;
      next.what();
    }
    this.at = end;
  }
}

const door = geoPoint(30.009, 120)!;
const offer: Offer = {
  id: 'o-1',
  incidentId: 'i-1',
  helper: { id: 'h-1', name: 'h' },
  state: 'open',
  overReason: null,
  madeAt: '2026-01-15T08:30:00Z',
  lapsesAt: '2026-01-15T08:33:00Z',
  area: 'x',
  kind: 'sos',
  expectedArrivalS: 300,
  place: null,
  practice: null,
};
const task: Assignment = {
  id: 'a-1',
  incidentId: 'i-1',
  helper: { id: 'h-1', name: 'h' },
  role: 'primary',
  state: 'accepted',
  acceptedAt: '2026-01-15T08:30:10Z',
  departedAt: null,
  etaAt: null,
  arrivedAt: null,
  arrivalProof: null,
  checkInBy: null,
  finishedAt: null,
  condition: null,
  place: null,
  practice: null,
  destination: {
    choice: 'home',
    lat: door.lat,
    lng: door.lng,
    label: 'x',
    address: 'x',
    people: [],
    hazards: [],
    floor: null,
    keys: [],
    outsideOnly: false,
    knockFirst: false,
    decidedAt: null,
    alternative: null,
    entryCode: null,
    callBackNumber: null,
  },
};

/** The platform, as far as one helper sees it. */
class FakeApi {
  calls: string[] = [];
  bodies: Record<string, unknown>[] = [];
  offers: Offer[] = [];
  tasks: Assignment[] = [];
  refuse: Record<string, { status: number; slug: string }> = {};
  readonly fetch: Fetch = (url, { method, body, headers }) => {
    const path = url.replace('http://test/api/v1', '');
    const call = `${method} ${path}`;
    if (!call.startsWith('GET') && path !== '/me/position') this.calls.push(call);
    this.bodies.push({ call, ...(JSON.parse(body ?? '{}') as object) });
    const refusal = this.refuse[call];
    if (refusal)
      return this.answer(refusal.status, {
        type: problemType(refusal.slug),
        title: refusal.slug,
        status: refusal.status,
      });
    if (path !== '/auth/login' && headers['authorization'] !== 'Bearer t')
      return this.answer(401, { type: problemType('not-logged-in'), title: '', status: 401 });
    if (path === '/auth/login')
      return this.answer(200, {
        accessToken: 't',
        expiresAt: '',
        user: { id: 'h-1', name: 'h', role: 'helper', regionId: 'r' },
      });
    if (path === '/me/offers') return this.answer(200, { items: this.offers });
    if (path === '/me/assignments') return this.answer(200, { items: this.tasks });
    const step = /^\/assignments\/a-1\/(depart|arrive|finish)$/.exec(path)?.[1];
    if (step) {
      const state = ({ depart: 'departed', arrive: 'arrived', finish: 'finished' } as const)[
        step as 'depart' | 'arrive' | 'finish'
      ];
      this.tasks = this.tasks.map((each) => ({ ...each, state }));
    }
    if (path === '/offers/o-1/accept') {
      this.tasks = [task];
      return this.answer(200, task);
    }
    return this.answer(200, {});
  };
  private answer = (status: number, json: unknown) => Promise.resolve({ status, json: () => Promise.resolve(json) });
}

class DeafPhone extends Phone {
  look: () => void = () => undefined;
  override listen(look: () => void): Promise<void> {
    this.look = look;
    return Promise.resolve();
  }
}

describe('a simulated helper', () => {
  let stage: Stage;
  let api: FakeApi;
  let phone: DeafPhone;
  const helper = (acceptChance: number) =>
    new SimulatedHelper({
      phone,
      environment: stage,
      at: { lat: 30, lng: 120 },
      habits: { acceptChance, declineChance: 1 },
    });

  beforeEach(() => {
    stage = new Stage();
    api = new FakeApi();
    phone = new DeafPhone({ baseUrl: 'http://test', username: 'helper-9', password: 'x', fetch: api.fetch });
  });

  it('goes on duty, accepts, departs, walks to the door, arrives, finishes', async () => {
    const willing = helper(1);
    await willing.goOnDuty();
    api.offers = [offer];
    await stage.pass(15 * 60_000);
    expect(api.calls).toEqual([
      'POST /auth/login',
      'PUT /me/duty',
      'POST /offers/o-1/accept',
      'POST /assignments/a-1/depart',
      'POST /assignments/a-1/arrive',
      'POST /assignments/a-1/finish',
    ]);
    expect(distanceM(willing.at, door)).toBeLessThanOrEqual(30);
    expect(api.bodies.filter(({ call }) => call === 'POST /me/position').length).toBeGreaterThan(30);
    willing.leave();
  });

  it('declines once what she does not want', async () => {
    stage.chance = 0.9;
    const unwilling = helper(0.5);
    await unwilling.goOnDuty();
    api.offers = [offer];
    await stage.pass(5 * 60_000);
    expect(api.calls.slice(2)).toEqual(['POST /offers/o-1/decline']);
    unwilling.leave();
  });

  it('learns that somebody else was first', async () => {
    api.refuse = { 'POST /offers/o-1/accept': { status: 409, slug: 'offer-taken' } };
    const lost: string[] = [];
    const late = helper(1);
    late.on('lost', (_, slug) => lost.push(slug));
    await late.goOnDuty();
    api.offers = [offer];
    await stage.pass(5 * 60_000);
    expect(lost).toEqual(['offer-taken']);
    expect(api.calls).not.toContain('POST /assignments/a-1/depart');
    late.leave();
  });

  it('stops walking when the task is no longer hers', async () => {
    const willing = helper(1);
    await willing.goOnDuty();
    api.offers = [offer];
    await stage.pass(60_000);
    api.tasks = [];
    await stage.pass(30 * 60_000);
    expect(api.calls).toContain('POST /assignments/a-1/depart');
    expect(api.calls).not.toContain('POST /assignments/a-1/arrive');
    willing.leave();
  });

  it('goes on with a task her phone had forgotten', async () => {
    api.tasks = [{ ...task, state: 'departed' }];
    const willing = helper(1);
    await willing.goOnDuty();
    await stage.pass(15 * 60_000);
    expect(api.calls.slice(2)).toEqual(['POST /assignments/a-1/arrive', 'POST /assignments/a-1/finish']);
    willing.leave();
  });

  it('looks again when the socket says so, without waiting for her next look', async () => {
    const willing = helper(1);
    await willing.goOnDuty();
    await stage.pass(100);
    const asked: string[] = [];
    willing.on('asked', ({ id }) => asked.push(id));
    api.offers = [offer];
    phone.look();
    await stage.pass(10);
    expect(asked).toEqual(['o-1']);
    willing.leave();
  });

  it('survives a platform that is away for a while', async () => {
    const willing = helper(1);
    await willing.goOnDuty();
    api.refuse = { 'GET /me/offers': { status: 503, slug: 'unavailable' } };
    api.offers = [offer];
    await stage.pass(60_000);
    api.refuse = {};
    await stage.pass(15 * 60_000);
    expect(api.calls).toContain('POST /assignments/a-1/finish');
    willing.leave();
  });

  it('cannot log in with a wrong password, and says so', async () => {
    api.refuse = { 'POST /auth/login': { status: 401, slug: 'login-failed' } };
    await expect(helper(1).goOnDuty()).rejects.toThrow(Refused);
  });
});
