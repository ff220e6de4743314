// Real: PostgreSQL, the api with its HTTP server and sockets. Not real: the engine (no broker, no ticker), the devices.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sign, SIGNATURE_HEADER } from '@silverbell/adapter-notify';
import type { Incident } from '@silverbell/wire';
import { io } from 'socket.io-client';
import { ApiStage, hears, NOW, WEBHOOK_SECRET } from './api-stage.js';

jest.setTimeout(240_000);

const stage = new ApiStage();
const { act, ask, clock, listen, press } = stage;

beforeAll(() => stage.starts());
afterAll(() => stage.stops());

describe('sockets', () => {
  it('let nobody in without a token, and nobody into a room that is not hers', async () => {
    const refusedWith = (namespace: string, token: string) =>
      new Promise<string>((resolve) => {
        const socket = io(`${stage.origin}${namespace}`, {
          auth: { token },
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
        });
        socket.once('connect', () => resolve('connected')).once('connect_error', (error) => resolve(error.message));
      });
    expect(await refusedWith('/console', 'x')).toBe('not-logged-in');
    expect(await refusedWith('/console', await stage.tokenOf('helper-1'))).toBe('not-allowed');
    expect(await refusedWith('/helper', await stage.tokenOf('operator'))).toBe('not-allowed');
  });

  it('answer resume with what is open and visible, and say "look again" after a change', async () => {
    const page = await listen('/console', 'operator');
    const id = await press('demo-pendant-5');
    const { items } = (await page.timeout(5_000).emitWithAck('resume', {})) as {
      items: { id: string; version: number }[];
    };
    const known = items.find((item) => item.id === id);
    expect(known).toBeDefined();
    const changed = hears<{ id: string; version: number; phase: string }>(
      page,
      'incident.changed',
      (payload) => payload.id === id && payload.version > (known?.version ?? 0),
    );
    await act('operator', id, 'notes', { text: '看一下' });
    expect(await changed).toMatchObject({ id, phase: expect.any(String) });
    page.disconnect();
  });

  it('send somebody home whose account was disabled', async () => {
    const page = await listen('/console', 'auditor');
    const gone = new Promise<string>((resolve) => page.once('disconnect', resolve));
    await stage.sql(`update account set disabled_at = $1 where username = 'auditor'`, [new Date(NOW)]);
    clock.at += 3_000;
    expect(await gone).toBe('io server disconnect');
    expect((await ask('GET', '/api/v1/me', { as: 'auditor' })).status).toBe(401);
  });

  it('tell a console once a second where the helpers are', async () => {
    await ask('PUT', '/api/v1/me/duty', { as: 'helper-8', body: { onDuty: true } });
    const page = await listen('/console', 'lead');
    const { helpers } = await hears<{ helpers: unknown[][] }>(page, 'positions');
    expect(helpers.length).toBeGreaterThan(0);
    expect(helpers[0]).toHaveLength(5);
    page.disconnect();
  });
});

describe('around the cases', () => {
  it('tells a page that this is a demo, and draws its county', async () => {
    expect((await ask('GET', '/api/v1/meta')).body).toMatchObject({
      demo: true,
      timeZone: 'Asia/Shanghai',
      mqttWsPort: 8083,
    });
    expect((await ask<{ features: unknown[] }>('GET', '/api/v1/basemap')).body.features.length).toBeGreaterThan(0);
  });

  it('is alive and ready, and counts', async () => {
    expect((await ask('GET', '/health/live')).body).toEqual({ status: 'live' });
    expect((await ask('GET', '/health/ready')).body).toMatchObject({
      status: 'ready',
      checks: { migrated: true, seeded: true },
    });
    await ask('GET', '/api/v1/incidents', { as: 'operator' });
    const metrics = await ask<string>('GET', '/metrics');
    expect(metrics.body).toMatch(/^silverbell_http_request_seconds_count\{.*route="incidents".*\} [1-9]/m);
  });

  it('documents itself, asking nothing from elsewhere', async () => {
    const openApi = await ask<{ openapi: string; paths: object }>('GET', '/api/openapi.json');
    expect(openApi.body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(openApi.body.paths)).toContain('/api/v1/incidents/{id}/attend');
    expect((await ask<{ asyncapi: string; channels: object }>('GET', '/api/asyncapi.json')).body.asyncapi).toBe(
      '3.0.0',
    );
    const docs = await ask<string>('GET', '/api/docs');
    expect(docs.body).toContain('/incidents/{id}/attend');
    expect(docs.body).not.toMatch(/(src|href)="https?:/);
    expect(docs.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('leads from the root to the console', async () => {
    const answer = await ask('GET', '/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/console/']);
  });

  it('believes a key press only when it is signed', async () => {
    const body = {
      type: 'key-press',
      id: 'e:voice:helper:h',
      key: '1',
      about: { incidentId: 'i', recipient: 'seat:s', kind: 'role-call', role: 'lead' },
    };
    expect((await ask('POST', '/api/v1/hooks/voice', { body })).status).toBe(403);
    expect(
      (await ask('POST', '/api/v1/hooks/voice', { body, headers: { 'x-silverbell-signature': 't=1,v1=00' } })).status,
    ).toBe(403);
  });

  it('takes an acceptance by key press on the telephone, and a charge taken by a person on duty', async () => {
    await ask('PUT', '/api/v1/me/duty', { as: 'helper-8', body: { onDuty: true } });
    const id = await press('demo-pendant-7');
    const { body: me } = await ask<{ helperId: string }>('GET', '/api/v1/me', { as: 'helper-8' });
    const { body: offered } = await act('operator', id, 'offers', { helperIds: [me.helperId] });
    const offer = offered.offers.find((one) => one.helper.id === me.helperId);
    const pressed = async (about: Record<string, unknown>) => {
      const raw = JSON.stringify({
        type: 'key-press',
        id: `e:voice:${String(about['recipient'])}`,
        key: '1',
        about: { incidentId: id, ...about },
      });
      return ask<{ say: string }>('POST', '/api/v1/hooks/voice', {
        raw,
        headers: { [SIGNATURE_HEADER]: sign(raw, WEBHOOK_SECRET, clock.now()) },
      });
    };
    const taken = await pressed({ recipient: `helper:${me.helperId}`, kind: 'offer', offerId: offer?.id });
    expect([taken.status, taken.body.say]).toEqual([200, expect.stringContaining('已接单')]);
    const { body: after } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(after.response.assignments[0]).toMatchObject({ role: 'primary', helper: { id: me.helperId } });

    const [seat] = await stage.sql<{ id: string; name: string }>(
      `select id, person_name as name from duty_seat where role = 'county-duty' limit 1`,
    );
    expect((await pressed({ recipient: `seat:${seat?.id}`, kind: 'role-call', role: 'county-duty' })).status).toBe(200);
    const { body: charged } = await ask<Incident>('GET', `/api/v1/incidents/${id}`, { as: 'operator' });
    expect(charged.timeline.find((entry) => entry.type === 'charge-taken')).toMatchObject({
      by: { name: seat?.name, kind: 'person' },
      data: { role: 'county-duty', personName: seat?.name },
    });
  });

  it('logged no error, and no name', () => {
    expect(stage.errors()).toEqual([]);
  });
});
