// Real: PostgreSQL with every migration, the api over HTTP, the demo town, signatures. Not real: an exchange with lines.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sign, SIGNATURE_HEADER } from '@silverbell/adapter-notify';
import { DEMO_SECRET } from '@silverbell/adapter-runtime';
import { putNumber } from '@silverbell/testing-world';
import type { Incident, PhoneCallOnWire, SoftphoneLogin, TelephonyOnWire } from '@silverbell/wire';
import { DataSource } from 'typeorm';
import { ApiStage, slugOf, WEBHOOK_SECRET, type Answer } from './api/api-stage.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
const HER_NUMBER = '13900009901';
const FAMILY_LINE = '057100009902';
let her: { id: string; home: string; name: string };
beforeAll(async () => {
  await stage.starts();
  const people = await stage.sql<{ id: string; home: string; name: string }>(
    `select s.id, s.home_id as home, s.name from senior s where s.status = 'active'
       and exists (select from contact c where c.senior_id = s.id) order by s.id limit 2`,
  );
  const [first, second] = people;
  if (first === undefined || second === undefined) throw new Error('the demo town has no seniors');
  her = first;
  const db = stage.api.app.get(DataSource);
  await putNumber(db, DEMO_SECRET, 'senior.phone', [first.id], HER_NUMBER);
  const contacts = await stage.sql<{ id: string }>(
    'select distinct on (senior_id) id from contact where senior_id = any ($1) order by senior_id, id',
    [people.map(({ id }) => id)],
  );
  await putNumber(
    db,
    DEMO_SECRET,
    'contact.phone',
    contacts.map(({ id }) => id),
    FAMILY_LINE,
  );
}, 120_000);
afterAll(() => stage.stops());

const iso = (aheadS = 0): string => new Date(stage.clock.at + aheadS * 1_000).toISOString();
async function reports(said: object, secret = WEBHOOK_SECRET): Promise<Answer> {
  const raw = JSON.stringify({ direction: 'in', to: '12349', ...said });
  const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: sign(raw, secret, stage.clock.now()) };
  return stage.ask('POST', '/api/v1/hooks/telephony', { raw, headers });
}
const call = <T>(method: string, path: string, body?: unknown, as = 'operator', headers: Record<string, string> = {}) =>
  stage.ask<T>(method, `/api/v1${path}`, { as, headers, ...(body === undefined ? {} : { body }) });
const shown = async (as = 'operator'): Promise<TelephonyOnWire> =>
  (await call<TelephonyOnWire>('GET', '/telephony', undefined, as)).body;
const shownCall = async (id: string): Promise<PhoneCallOnWire> => {
  const found = (await shown()).calls.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not shown`);
  return found;
};
const openIncidents = async (): Promise<readonly Incident[]> =>
  (await call<{ items: Incident[] }>('GET', '/incidents?state=open')).body.items;

describe('an incoming call', () => {
  it('pops the person of its number, whatever prefix the exchange writes before it', async () => {
    await reports({ type: 'ringing', callId: 'pop-1', at: iso(), from: `+86 ${HER_NUMBER}` });
    expect(await shownCall('pop-1')).toMatchObject({
      ...{ state: 'ringing', direction: 'in', number: HER_NUMBER, incidentId: null },
      matches: [{ as: 'senior', id: her.id, name: her.name, homeId: her.home }],
    });
    await reports({ type: 'answered', callId: 'pop-1', at: iso(1), from: HER_NUMBER, agentExt: '801' });
    await reports({ type: 'ended', callId: 'pop-1', at: iso(2), from: HER_NUMBER });
  });

  it('of a family line shows everybody it is on file of, and opens nothing by itself', async () => {
    await reports({ type: 'ringing', callId: 'pop-2', at: iso(), from: FAMILY_LINE });
    const { matches } = await shownCall('pop-2');
    expect(matches.map((match) => match.as)).toEqual(['contact', 'contact']);
    expect(new Set(matches.map(({ homeId }) => homeId)).size).toBe(2);
    await reports({ type: 'answered', callId: 'pop-2', at: iso(1), from: FAMILY_LINE });
  });

  it('of an unknown number becomes an incident that keeps the number', async () => {
    await reports({ type: 'ringing', callId: 'pop-3', at: iso(), from: '000 7777 1234' });
    expect((await shownCall('pop-3')).matches).toEqual([]);
    const opened = await call<Incident>('POST', '/phone-calls/pop-3/incident', { note: '摔倒了' });
    expect([opened.status, opened.body.home]).toEqual([201, null]);
    const { items } = (await call<{ items: PhoneCallOnWire[] }>('GET', `/incidents/${opened.body.id}/phone-calls`))
      .body;
    expect(items).toMatchObject([{ id: 'pop-3', number: '00077771234', incidentId: opened.body.id }]);
    await reports({ type: 'answered', callId: 'pop-3', at: iso(1), from: '000 7777 1234' });
  });

  it('is linked at ring time to the open incident of the home it comes from', async () => {
    const opened = await call<Incident>('POST', '/incidents', { homeId: her.home, kind: 'sos' });
    await reports({ type: 'ringing', callId: 'link-1', at: iso(), from: HER_NUMBER });
    expect((await shownCall('link-1')).incidentId).toBe(opened.body.id);
    await call('PUT', '/me/phone', { choice: 'ready', extension: '801' });
    await reports({ type: 'answered', callId: 'link-1', at: iso(1), from: HER_NUMBER, agentExt: '801' });
    const { calls } = (await call<Incident>('GET', `/incidents/${opened.body.id}`)).body;
    expect(calls.map(({ party, result }) => [party, result])).toEqual([['senior', null]]);
    await reports({ type: 'ended', callId: 'link-1', at: iso(3), from: HER_NUMBER });
  });

  it('is believed for its signature alone', async () => {
    const forged = await reports({ type: 'ringing', callId: 'forged', at: iso(), from: '120' }, 'another secret 12345');
    expect([forged.status, slugOf(forged)]).toEqual([403, 'not-allowed']);
    expect((await shown()).calls.map(({ id }) => id)).not.toContain('forged');
    expect((await reports({ type: 'gossip', callId: 'x', at: iso() })).status).toBe(400);
  });
});

describe('a missed call', () => {
  const missed = async () => (await openIncidents()).filter(({ kinds }) => kinds.includes('missed-call'));

  it('raises one P2 incident with a deadline, however often and in whatever order it is reported', async () => {
    const at = iso();
    for (const type of ['ended', 'ringing', 'ended', 'ringing'] as const)
      await reports({ type, callId: 'missed-1', at: type === 'ended' ? iso(20) : at, from: '000 8888 1234' });
    const [incident, ...others] = await missed();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ severity: 2, class: 'F', phase: 'waiting', signalCount: 1, home: null });
    expect(incident?.escalation.nextDueAt).not.toBeNull();
    expect(await shownCall('missed-1')).toMatchObject({ state: 'ended', missedIncidentId: incident?.id });
  });

  it('joins the open incident of her home, whose sound comes back', async () => {
    const before = (await openIncidents()).find(({ home }) => home?.id === her.home);
    await reports({ type: 'ringing', callId: 'missed-2', at: iso(), from: HER_NUMBER });
    await reports({ type: 'ended', callId: 'missed-2', at: iso(15), from: HER_NUMBER });
    const after = (await openIncidents()).find(({ id }) => id === before?.id);
    expect(after?.kinds).toContain('missed-call');
    expect(after?.signalCount).toBe((before?.signalCount ?? 0) + 1);
  });

  it('of a hidden number is owed a call no less', async () => {
    await reports({ type: 'ringing', callId: 'missed-3', at: iso(), from: 'anonymous' });
    await reports({ type: 'ended', callId: 'missed-3', at: iso(9), from: 'anonymous' });
    expect((await shownCall('missed-3')).missedIncidentId).not.toBeNull();
  });
});

describe('click to call', () => {
  it('rings the agent first, and the call is about the incident it was made from', async () => {
    await call('PUT', '/me/phone', { choice: 'ready', extension: '801' });
    const opened = await call<Incident>('POST', '/incidents', { callerNumber: '000 1111 2222' });
    const placed = await call<PhoneCallOnWire>('POST', '/phone-calls', {
      ...{ number: '000 1111 2222', incidentId: opened.body.id },
    });
    expect([placed.status, placed.body.state, placed.body.direction]).toEqual([201, 'talking', 'out']);
    expect((await shown()).me).toEqual({ state: 'talking', extension: '801' });
    const held = await call<PhoneCallOnWire>('POST', `/phone-calls/${placed.body.id}/control`, { control: 'hold' });
    expect(held.body.state).toBe('held');
    const third = { control: 'conference', to: '000 120' };
    expect((await call('POST', `/phone-calls/${placed.body.id}/control`, third)).status).toBe(200);
    await call('POST', `/phone-calls/${placed.body.id}/control`, { control: 'hang-up' });
    const again = await call('POST', `/phone-calls/${placed.body.id}/control`, { control: 'hang-up' });
    expect([again.status, slugOf(again)]).toEqual([409, 'call-over']);
  });

  it('places one call for one key, and refuses a number nobody can dial', async () => {
    const key = { 'idempotency-key': 'dial-once' };
    const first = await call<PhoneCallOnWire>('POST', '/phone-calls', { number: '000 3333' }, 'operator', key);
    const retry = await call<PhoneCallOnWire>('POST', '/phone-calls', { number: '000 3333' }, 'operator', key);
    expect(retry.body.id).toBe(first.body.id);
    const odd = await call('POST', '/phone-calls', { number: '12' });
    expect([odd.status, slugOf(odd)]).toEqual([422, 'number-unreadable']);
  });

  it('needs an extension, which no two agents share', async () => {
    const none = await call('POST', '/phone-calls', { number: '000 3333' }, 'operator-2');
    expect([none.status, slugOf(none)]).toEqual([422, 'no-extension']);
    const taken = await call('PUT', '/me/phone', { choice: 'ready', extension: '801' }, 'operator-2');
    expect([taken.status, slugOf(taken)]).toEqual([409, 'extension-taken']);
  });
});

describe('the telephone in the browser', () => {
  it('does not exist where no SIP server is set', async () => {
    expect((await shown()).softphone).toBe(false);
    const asked = await call('POST', '/me/softphone');
    expect([asked.status, slugOf(asked)]).toEqual([404, 'no-softphone']);
    const { headers } = await stage.ask('GET', '/console/');
    expect(headers.get('content-security-policy')).not.toContain('sip.example');
    expect(headers.get('permissions-policy')).toContain('microphone=()');
  });

  it('is given a login for her own extension that lapses, and never the secret', async () => {
    const turn = { urls: ['turns:relay.example:5349'], secret: 'shared-with-the-turn-server' };
    const sip = { url: 'wss://sip.example:8443/ws', domain: 'sip.example', secret: 'shared-with-the-sip-server' };
    const softphone = { ...sip, turn };
    const other = new ApiStage();
    await other.starts({ softphone });
    try {
      const ask = <T>(method: string, path: string, body?: unknown) =>
        other.ask<T>(method, `/api/v1${path}`, { as: 'operator', ...(body === undefined ? {} : { body }) });
      const early = await ask('POST', '/me/softphone');
      expect([early.status, slugOf(early)]).toEqual([422, 'no-extension']);
      expect(
        (await ask<TelephonyOnWire>('PUT', '/me/phone', { choice: 'ready', extension: '801' })).body.softphone,
      ).toBe(true);
      const given = await ask<SoftphoneLogin>('POST', '/me/softphone');
      expect(given.body).toMatchObject({ url: softphone.url, domain: 'sip.example', extension: '801' });
      expect(given.body.username).toMatch(/^\d{10}:801$/);
      expect(Date.parse(given.body.until)).toBe(other.clock.at + 600_000);
      expect(given.headers.get('cache-control')).toBe('no-store');
      expect(given.body.turn).toMatchObject({ urls: turn.urls, username: given.body.username });
      for (const { secret } of [softphone, turn]) expect(JSON.stringify(given.body)).not.toContain(secret);
      const { headers } = await other.ask('GET', '/console/');
      expect(headers.get('content-security-policy')).toContain(` ${softphone.url};`);
      expect(headers.get('permissions-policy')).toContain('microphone=(self)');
    } finally {
      await other.stops();
    }
  });
});

describe('a recording', () => {
  it('is a reference; who hears it says why, and the audit log has it first', async () => {
    const placed = await call<PhoneCallOnWire>('POST', '/phone-calls', { number: '000 4444' });
    const { id } = placed.body;
    const early = await call('POST', `/phone-calls/${id}/playback`, { purpose: 'complaint' });
    expect([early.status, slugOf(early)]).toEqual([404, 'no-recording']);
    await call('POST', `/phone-calls/${id}/control`, { control: 'hang-up' });
    expect(JSON.stringify((await shownCall(id)).recording)).not.toContain('fake/');
    expect((await call('POST', `/phone-calls/${id}/playback`, {})).status).toBe(400);
    const heard = await call<{ href: string }>('POST', `/phone-calls/${id}/playback`, { purpose: 'complaint' });
    expect([heard.status, heard.body.href.length > 0]).toEqual([200, true]);
    const rows = await stage.sql<{ purpose: string }>(
      `select details ->> 'purpose' as purpose from audit_entry where action = 'recording-played' and subject_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ purpose: 'complaint' }]);
  });

  it('and the numbers of calls lie sealed', async () => {
    const rows = await stage.sql<{ row: string }>('select c::text as row from phone_call c');
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toContain(HER_NUMBER);
    const events = await stage.sql<{ row: string }>('select e::text as row from phone_call_event e');
    expect(JSON.stringify(events)).not.toContain(HER_NUMBER);
  });
});

describe('the telephone of a supervisor', () => {
  it('shows who is free and what goes on, with numbers masked and without names of callers', async () => {
    const { agents, calls } = await shown('supervisor');
    expect(agents.map(({ account }) => account.id)).toContain('account-operator');
    expect(calls.length).toBeGreaterThan(0);
    expect(JSON.stringify(calls)).not.toContain(HER_NUMBER);
    expect(calls.every(({ matches }) => matches.length === 0)).toBe(true);
  });
});
