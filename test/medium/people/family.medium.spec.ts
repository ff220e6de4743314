// Real: PostgreSQL with every migration, the api over HTTP. Not real: the SMS gateway (there is none: codes are shown), the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FamilyOfSenior, FamilySenior } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { PeopleStage } from './people-stage.js';

jest.setTimeout(60_000);

const stage = new PeopleStage();
const { post, patch, get } = stage;
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const HOUR = 3_600_000;
const PASSWORD = 'a long secret of hers';
let made = 0;

async function daughterOf(more: object = {}) {
  made += 1;
  const home = await stage.home();
  const senior = await stage.senior(home.id);
  const phone = `0001380${String(made).padStart(4, '0')}`;
  const { body } = await post<{ id: string }>('officer', `/seniors/${senior.id}/contacts`, {
    ...{ name: '女儿', relation: '女儿', phone, noticeLevel: 'at-risk', mayDecide: true },
    ...more,
  });
  return { senior, contact: body.id, phone, username: `kin-${String(made)}` };
}
const invite = async (contact: string): Promise<string> =>
  (await post<{ id: string }>('officer', `/contacts/${contact}/family-invitations`, {})).body.id;
const accept = (id: string, body: object = { capacity: 'self', how: 'spoken' }, headers: Record<string, string> = {}) =>
  post<{ code: string; sent: boolean }>('officer', `/family-invitations/${id}/accept`, body, headers);
const codeFor = async (contact: string): Promise<string> => (await accept(await invite(contact))).body.code;
const join = (username: string, code: string, phone: string) =>
  stage.ask('POST', '/api/v1/auth/family-invitation', {
    body: { code, phone, username, password: PASSWORD, name: '家属' },
  });
const remove = (who: string, path: string) => stage.ask('DELETE', `/api/v1${path}`, { as: who });
/** Her own login: with the password that she chose. */
const asKin = async (username: string): Promise<Record<string, string>> => {
  const body = { username, password: PASSWORD };
  const answer = await stage.ask<{ accessToken: string }>('POST', '/api/v1/auth/login', { body });
  return { authorization: `Bearer ${answer.body.accessToken}` };
};
const mine = async (username: string): Promise<readonly string[]> =>
  (
    await stage.ask<{ items: { id: string }[] }>('GET', '/api/v1/me/seniors', { headers: await asKin(username) })
  ).body.items.map(({ id }) => id);

describe('the quiet hours of a relative (H11)', () => {
  it('are hers alone, dated, kept when they change, and gone with her entry', async () => {
    const { contact, phone, username } = await daughterOf();
    await join(username, await codeFor(contact), phone);
    const headers = await asKin(username);
    const choose = (hours: unknown) => stage.ask('PUT', '/api/v1/me/quiet-hours', { headers, body: { hours } });
    const shown = async () =>
      (await stage.ask<{ items: { contact: unknown }[] }>('GET', '/api/v1/me/seniors', { headers })).body.items[0]
        ?.contact;
    expect(await shown()).toMatchObject({ quietHours: null });
    expect((await choose({ from: '22:00', until: '06:00' })).status).toBe(200);
    expect(await shown()).toMatchObject({
      quietHours: { from: '22:00', until: '06:00', timeZone: 'Asia/Shanghai' },
    });
    for (const wrong of [{ from: '6:00', until: '7:00' }, { from: '24:00', until: '06:00' }, { from: '06:00' }])
      expect((await choose(wrong)).status).toBe(400);
    expect((await choose({ from: '06:00', until: '06:00' })).status).toBe(400);
    expect((await choose(null)).status).toBe(200);
    expect(await shown()).toMatchObject({ quietHours: null });
    const kept = () =>
      stage.sql(`select from_time as from from quiet_hours where contact_id = $1 order by seq`, [contact]);
    expect(await kept()).toEqual([{ from: '22:00' }, { from: null }]);
    await expect(
      stage.sql(`update quiet_hours set from_time = '23:00' where contact_id = $1`, [contact]),
    ).rejects.toThrow('append');
    const actions = await stage.sql(`select action from audit_entry where subject_id = $1 and action like 'quiet%'`, [
      contact,
    ]);
    expect(actions).toHaveLength(2);
    await post('officer', `/contacts/${contact}/remove`, { reason: '换号' });
    expect(await kept()).toEqual([]);
  });

  it('are of each senior by itself, and so is the notice level', async () => {
    const [first, second] = [await daughterOf(), await daughterOf()];
    await join(first.username, await codeFor(first.contact), first.phone);
    const headers = await asKin(first.username);
    const body = { code: await codeFor(second.contact), phone: second.phone };
    await stage.ask('POST', '/api/v1/me/seniors', { headers, body });
    const choose = (path: string, more: object) =>
      stage.ask('PUT', `/api/v1/me/${path}`, { headers, body: { seniorId: second.senior.id, ...more } });
    expect((await choose('quiet-hours', { hours: { from: '13:00', until: '14:00' } })).status).toBe(200);
    expect((await choose('notice-level', { noticeLevel: 'ending-only' })).status).toBe(200);
    const { items } = (await stage.ask<{ items: FamilySenior[] }>('GET', '/api/v1/me/seniors', { headers })).body;
    const chosen = (seniorId: string) => items.find(({ id }) => id === seniorId)?.contact;
    expect(chosen(first.senior.id)).toMatchObject({ noticeLevel: 'at-risk', quietHours: null });
    expect(chosen(second.senior.id)).toMatchObject({ noticeLevel: 'ending-only', quietHours: { from: '13:00' } });
    const stranger = await daughterOf();
    expect((await choose('quiet-hours', { seniorId: stranger.senior.id, hours: null })).status).toBe(404);
  });

  it('are nothing for a relative who is no contact', async () => {
    const { contact, phone, username } = await daughterOf();
    await join(username, await codeFor(contact), phone);
    await stage.sql(`update family_link set contact_id = null where contact_id = $1`, [contact]);
    const headers = await asKin(username);
    const { status } = await stage.ask('PUT', '/api/v1/me/quiet-hours', { headers, body: { hours: null } });
    expect(status).toBe(404);
  });
});

describe('a relative (CR-72)', () => {
  it('is bound by a code to the number of a contact, after the senior agreed, and let go at once', async () => {
    const { senior, contact, phone, username } = await daughterOf();
    const invitation = await invite(contact);
    const { body: accepted } = await accept(invitation);
    expect(accepted).toMatchObject({ sent: false, code: expect.stringMatching(/^\d{8}$/) });
    expect((await join(username, accepted.code, phone)).status).toBe(201);
    expect(await mine(username)).toEqual([senior.id]);
    const family = async () => (await get<FamilyOfSenior>('officer', `/seniors/${senior.id}/family`)).body;
    const [bound] = (await family()).accounts;
    expect(bound).toMatchObject({ name: '家属', contact: '女儿' });
    expect((await family()).invitations).toMatchObject([{ id: invitation, state: 'used' }]);
    expect(await stage.sql(`select 1 from family_invitation where id = '${invitation}' and code_hash is null`)).toEqual(
      [],
    );

    expect((await remove('officer', `/seniors/${senior.id}/family/${bound?.id ?? ''}`)).status).toBe(200);
    expect(await mine(username)).toEqual([]);
    expect((await family()).accounts).toEqual([]);
    const actions = await stage.sql<{ action: string }>(
      `select action from audit_entry where subject_id = $1 and action like 'family-%' order by id`,
      [senior.id],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      ...['family-invited', 'family-accepted', 'family-bound', 'family-unbound'],
    ]);
  });

  it('shares a senior with others, has several seniors in one account, and may leave by herself', async () => {
    const [first, second] = [await daughterOf(), await daughterOf()];
    await join(first.username, await codeFor(first.contact), first.phone);
    await join(second.username, await codeFor(second.contact), second.phone);
    const son = await post<{ id: string }>('officer', `/seniors/${second.senior.id}/contacts`, {
      ...{ name: '儿子', relation: '儿子', phone: '00013809999', noticeLevel: 'at-risk', mayDecide: false },
    });
    const code = await codeFor(son.body.id);
    const bound = await stage.ask('POST', '/api/v1/me/seniors', {
      ...{ headers: await asKin(first.username), body: { code, phone: '000 1380-9999' } },
    });
    expect(bound.status).toBe(200);
    expect((await mine(first.username)).toSorted()).toEqual([first.senior.id, second.senior.id].toSorted());
    const { body } = await get<FamilyOfSenior>('officer', `/seniors/${second.senior.id}/family`);
    expect(body.accounts).toHaveLength(2);
    await stage.ask('DELETE', `/api/v1/me/seniors/${first.senior.id}`, { headers: await asKin(first.username) });
    expect(await mine(first.username)).toEqual([second.senior.id]);
  });

  it.each<readonly [string, (one: Awaited<ReturnType<typeof daughterOf>>) => Promise<readonly [string, string]>]>([
    ['another number', async ({ contact }) => [await codeFor(contact), '00013800000']],
    ['a guess', async ({ contact, phone }) => [await codeFor(contact).then(() => '12345678'), phone]],
    [
      'a code that an invitation after it replaced',
      async ({ contact, phone }) => {
        const code = await codeFor(contact);
        await invite(contact);
        return [code, phone];
      },
    ],
    [
      'a code that was taken back',
      async ({ contact, phone }) => {
        const id = await invite(contact);
        const { code } = (await accept(id)).body;
        await remove('officer', `/family-invitations/${id}`);
        return [code, phone];
      },
    ],
    [
      'a code that opened before',
      async ({ contact, phone, username }) => {
        const code = await codeFor(contact);
        await join(`${username}-first`, code, phone);
        return [code, phone];
      },
    ],
    [
      'a code of a contact who is gone',
      async ({ contact, phone }) => {
        const code = await codeFor(contact);
        await post('officer', `/contacts/${contact}/remove`, { reason: '换号' });
        return [code, phone];
      },
    ],
    [
      'a code after 72 hours',
      async ({ contact, phone }) => {
        const code = await codeFor(contact);
        stage.clock.at += 72 * HOUR;
        stage.forgetSessions();
        return [code, phone];
      },
    ],
  ])('with %s is refused', async (_, prepared) => {
    const one = await daughterOf();
    const [code, phone] = await prepared(one);
    expect(slugOf(await join(one.username, code, phone))).toBe('invitation-wrong');
    expect(await stage.sql('select 1 from account where username = $1', [one.username])).toEqual([]);
  });

  it('guesses a code a few times only', async () => {
    const { contact, phone, username } = await daughterOf();
    await codeFor(contact);
    const answers: string[] = [];
    for (let n = 0; n < 8; n += 1) answers.push(slugOf(await join(username, String(10_000_000 + n), phone)));
    expect(answers.at(0)).toBe('invitation-wrong');
    expect(answers.at(-1)).toBe('too-many-logins');
  });

  it('sees nothing any more when she is flagged, and cannot be invited', async () => {
    const { senior, contact, phone, username } = await daughterOf();
    await join(username, await codeFor(contact), phone);
    expect(await mine(username)).toEqual([senior.id]);
    await stage.ask('PUT', `/api/v1/seniors/${senior.id}/protection`, {
      ...{ as: 'protector', body: { flags: ['neglect'], conflictContactIds: [contact] } },
    });
    expect(await mine(username)).toEqual([]);
    expect(slugOf(await post('officer', `/contacts/${contact}/family-invitations`, {}))).toBe('not-found');
  });
});

describe('her agreement', () => {
  it('of a guardian needs the proof on file', async () => {
    const { senior, contact } = await daughterOf();
    const id = await invite(contact);
    const asGuardian = (guardianContactId?: string) =>
      accept(id, { capacity: 'guardian', how: 'signed', ...(guardianContactId && { guardianContactId }) });
    expect(slugOf(await asGuardian())).toBe('guardian-proof-missing');
    expect(slugOf(await asGuardian(contact))).toBe('guardian-proof-missing');
    await patch('officer', `/contacts/${contact}`, { guardianProof: '监护证明 12 号' });
    expect((await asGuardian(contact)).status).toBe(200);
    expect((await get<FamilyOfSenior>('officer', `/seniors/${senior.id}/family`)).body.invitations).toMatchObject([
      { state: 'accepted', capacity: 'guardian' },
    ]);
  });

  it('shows its code once, and counts once', async () => {
    const { contact } = await daughterOf();
    const id = await invite(contact);
    const headers = { 'idempotency-key': 'accept-once' };
    expect((await accept(id, undefined, headers)).status).toBe(200);
    expect(slugOf(await accept(id, undefined, headers))).toBe('already-done');
    expect(slugOf(await accept(id))).toBe('invitation-over');
  });
});
