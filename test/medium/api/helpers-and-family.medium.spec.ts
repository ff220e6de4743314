// Real: PostgreSQL, the api with its HTTP server and sockets. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Incident, Assignment, Offer } from '@silverbell/wire';
import { ApiStage, hears, slugOf } from './api-stage.js';

jest.setTimeout(240_000);

const stage = new ApiStage();
const { act, ask, listen, press } = stage;

beforeAll(async () => {
  await stage.starts();
  for (let n = 1; n <= 8; n++) await ask('PUT', '/api/v1/me/duty', { as: `helper-${n}`, body: { onDuty: true } });
});
afterAll(() => expect(stage.errors()).toEqual([]));
afterAll(() => stage.stops());

describe('a helper', () => {
  const items = async <T>(username: string, what: 'offers' | 'assignments') =>
    (await ask<{ items: T[] }>('GET', `/api/v1/me/${what}`, { as: username })).body.items;

  it('learns area, kind and minutes before she accepts, the address after, and nothing once she has finished', async () => {
    const page = await listen('/helper', 'helper-1');
    const id = await press('demo-pendant-8');
    await act('operator', id, 'attend');
    const { body: ranking } = await ask<{
      items: { helper: { id: string }; expectedArrivalS: number; reasons: string[] }[];
    }>('GET', `/api/v1/incidents/${id}/candidates`, { as: 'operator' });
    expect(ranking.items[0]).toMatchObject({
      expectedArrivalS: expect.any(Number),
      reasons: expect.arrayContaining([expect.any(String)]),
    });
    const { body: me } = await ask<{ helperId: string }>('GET', '/api/v1/me', { as: 'helper-1' });
    const made = hears<{ offerId: string }>(page, 'offer.made');
    const offered = await act('operator', id, 'offers', { helperIds: [me.helperId], reason: 'has-key' });
    expect(offered.status).toBe(200);
    const card = offered.body.person;
    expect(card?.home?.address).toBeTruthy();

    const push = await made;
    const [offer] = (await items<Offer>('helper-1', 'offers')).filter((one) => one.incidentId === id);
    expect(offer).toMatchObject({ id: push.offerId, state: 'open', kind: 'sos', helper: { id: me.helperId } });
    for (const told of [push, offer]) {
      const text = JSON.stringify(told);
      for (const secret of [
        card?.home?.address,
        ...(card?.people.map((person) => person.name) ?? []),
        ...(card?.contacts.map((contact) => contact.phone) ?? []),
      ])
        expect(text).not.toContain(secret);
    }
    const seenByOperator = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(seenByOperator.body.timeline.map((entry) => entry.type)).toContain('offer-delivered');

    const notHers = await ask('POST', `/api/v1/offers/${push.offerId}/accept`, { as: 'helper-2' });
    expect(notHers.status).toBe(404);
    const accepted = await ask<Assignment>('POST', `/api/v1/offers/${push.offerId}/accept`, { as: 'helper-1' });
    expect(accepted.body).toMatchObject({
      role: 'primary',
      state: 'accepted',
      destination: { address: expect.stringContaining(card?.home?.address ?? '?'), entryCode: null },
    });
    const assignment = accepted.body.id;
    expect(
      (await ask<Assignment>('POST', `/api/v1/assignments/${assignment}/depart`, { as: 'helper-1' })).body.state,
    ).toBe('departed');
    expect(
      (
        await ask('POST', '/api/v1/me/position', {
          as: 'helper-1',
          body: { lat: card?.home?.lat, lng: card?.home?.lng, accuracyM: 10 },
        })
      ).status,
    ).toBe(200);
    const arrived = await ask<Assignment>('POST', `/api/v1/assignments/${assignment}/arrive`, {
      as: 'helper-1',
      body: { position: { lat: card?.home?.lat, lng: card?.home?.lng, accuracyM: 12 } },
    });
    expect(arrived.body).toMatchObject({ state: 'arrived', arrivalProof: 'position' });
    expect(
      slugOf(
        await ask('POST', `/api/v1/assignments/${assignment}/finish`, { as: 'helper-2', body: { condition: 'fine' } }),
      ),
    ).toBe('not-found');
    const finished = await ask<Assignment>('POST', `/api/v1/assignments/${assignment}/finish`, {
      as: 'helper-1',
      body: { condition: 'fine', note: '已扶起，喝了水', flags: ['cold-or-hot'] },
    });
    expect(finished.body).toMatchObject({ state: 'finished', condition: 'fine', destination: null });
    expect(
      (await items<Assignment>('helper-1', 'assignments')).find((one) => one.id === assignment)?.destination,
    ).toBeNull();
    page.disconnect();
  });

  it('is told that an offer was lost', async () => {
    const id = await press('demo-pendant-1');
    await act('operator', id, 'attend');
    const ids = await Promise.all(
      ['helper-3', 'helper-4'].map(
        async (name) => (await ask<{ helperId: string }>('GET', '/api/v1/me', { as: name })).body.helperId,
      ),
    );
    expect((await act('operator', id, 'offers', { helperIds: ids })).status).toBe(200);
    const [first] = (await items<Offer>('helper-3', 'offers')).filter((one) => one.incidentId === id);
    const [second] = (await items<Offer>('helper-4', 'offers')).filter((one) => one.incidentId === id);
    expect((await ask('POST', `/api/v1/offers/${first?.id}/accept`, { as: 'helper-3' })).status).toBe(200);
    const late = await ask('POST', `/api/v1/offers/${second?.id}/accept`, {
      as: 'helper-4',
      headers: { 'accept-language': 'en' },
    });
    expect([late.status, slugOf(late)]).toEqual([409, 'offer-taken']);
    expect(late.body['title']).toMatch(/thank you/);
  });
});

describe('a race for an offer', () => {
  it('has one primary, however many accept at the same time', async () => {
    const id = await press('demo-pendant-2');
    const racers = ['helper-5', 'helper-6', 'helper-7'];
    const ids = await Promise.all(
      racers.map(async (name) => (await ask<{ helperId: string }>('GET', '/api/v1/me', { as: name })).body.helperId),
    );
    expect((await act('operator', id, 'offers', { helperIds: ids })).status).toBe(200);
    const answers = await Promise.all(
      racers.map(async (name) => {
        const { body } = await ask<{ items: Offer[] }>('GET', '/api/v1/me/offers', { as: name });
        const mine = body.items.find((offer) => offer.incidentId === id);
        return ask<Assignment>('POST', `/api/v1/offers/${mine?.id}/accept`, { as: name });
      }),
    );
    const roles = answers.filter(({ status }) => status === 200).map(({ body }) => body.role);
    expect(roles.filter((role) => role === 'primary')).toHaveLength(1);
    for (const lost of answers.filter(({ status }) => status !== 200)) {
      expect([lost.status, slugOf(lost)]).toEqual([409, 'offer-taken']);
    }
    const { body } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    const live = body.response.assignments.filter(({ state }) => state === 'accepted');
    expect(live.filter(({ role }) => role === 'primary')).toHaveLength(1);
  });
});

describe('a family', () => {
  it('sees the cases of its own seniors as facts, and leaves a note', async () => {
    const { body: seniors } = await ask<{ items: { id: string; name: string }[] }>('GET', '/api/v1/me/seniors', {
      as: 'family-1',
    });
    expect(seniors.items.length).toBeGreaterThan(0);
    const rows = await stage.sql<{ device: string }>(
      `select d.id as device from device d join senior s on s.home_id = d.home_id where s.id = $1 and d.hub_id is null order by d.id limit 1`,
      [seniors.items[0]?.id],
    );
    const id = await press(rows[0]?.device ?? '');
    const { body } = await ask<{ items: { id: string; steps: unknown[] }[] }>('GET', '/api/v1/me/incidents', {
      as: 'family-1',
    });
    const hers = body.items.find((item) => item.id === id);
    expect(hers).toMatchObject({ kind: 'sos', number: expect.any(String) });
    expect(hers?.steps[0]).toEqual({ what: 'raised', at: expect.any(String) });
    // How she is, what was said on the telephone and who was asked is not the page's to tell.
    expect(Object.keys(hers ?? {})).not.toEqual(expect.arrayContaining(['verdict']));
    expect(
      (
        await ask('POST', `/api/v1/incidents/${id}/family-note`, {
          as: 'family-1',
          body: { text: '我妈妈对青霉素过敏' },
        })
      ).status,
    ).toBe(200);
    const foreign = await press('demo-pendant-3');
    if (foreign !== id)
      expect(
        (await ask('POST', `/api/v1/incidents/${foreign}/family-note`, { as: 'family-1', body: { text: 'x' } })).status,
      ).toBe(404);
  });
});
