// Real: PostgreSQL with every migration, the api over HTTP, the senders of the platform. Not real: the engine's loops, which are called.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DirectoryQueries, PostgresFileStore, PostgresTaskStore } from '@silverbell/adapter-postgres';
import { USE_CASE_DEPS } from '@silverbell/api';
import { as, instant, seconds, type ContactId } from '@silverbell/kernel';
import { PlatformSender, type RelayDeps } from '@silverbell/usecases';
import type { Incident, SeniorOnFile } from '@silverbell/wire';
import { slugOf } from '../api/api-stage.js';
import { PeopleStage } from './people-stage.js';

jest.setTimeout(60_000);

const stage = new PeopleStage();
const { post, patch, get } = stage;
beforeAll(() => stage.starts(), 120_000);
afterAll(() => stage.stops());

const contact = (name: string, more: object = {}) => ({
  ...{ name, relation: '女儿', phone: '00013800001', noticeLevel: 'every-press', mayDecide: true },
  ...more,
});
/** Whom a press told, by the messages that are to go out. */
const told = async (incidentId: string): Promise<readonly string[]> =>
  (
    await stage.sql<{ recipient: string }>(
      `select distinct recipient from outbox where incident_id = $1 and recipient like 'contact:%' order by 1`,
      [incidentId],
    )
  ).map(({ recipient }) => recipient);

/** A woman with a pendant and one daughter who hears of every press. */
async function household(more: object = {}) {
  const home = await stage.home();
  const senior = await stage.senior(home.id, more);
  const { body } = await post<{ id: string }>('officer', `/seniors/${senior.id}/contacts`, contact('女儿'));
  return { home, senior, daughter: body.id, pendant: await stage.pendant(home.id, senior.id) };
}
/** The ladder tells the family of a person at risk. */
async function pressAtRisk(pendant: string): Promise<string> {
  const id = await stage.press(pendant);
  await stage.act('operator', id, 'attend');
  await stage.act('operator', id, 'verdict', { verdict: 'real' });
  await stage.act('operator', id, 'offers', { wave: true });
  return id;
}

describe('a contact list', () => {
  it('keeps its order when a contact is put first, moved or taken out; incidents keep her name', async () => {
    const { senior, daughter } = await household();
    const order = async (): Promise<readonly string[]> =>
      (await get<SeniorOnFile>('officer', `/seniors/${senior.id}`)).body.contacts.map(
        ({ name, position }) => `${String(position)}${name}`,
      );
    const son = await post<{ id: string; position: number }>('officer', `/seniors/${senior.id}/contacts`, {
      ...contact('儿子', { position: 1, phone: '00013800002' }),
    });
    expect(son.body.position).toBe(1);
    expect(await order()).toEqual(['1儿子', '2女儿']);
    await patch('officer', `/contacts/${daughter}`, { position: 1, canComeMinutes: 5 });
    expect(await order()).toEqual(['1女儿', '2儿子']);
    await post('officer', `/contacts/${daughter}/remove`, { reason: '换号' });
    expect(await order()).toEqual(['1儿子']);
    const names = await stage.api.app.get(DirectoryQueries).names({ contacts: [daughter] });
    expect(names.contacts.get(as<ContactId>(daughter))).toBe('女儿');
  });
});

describe('a consent', () => {
  it('to tell the family acts at once when it is withdrawn, and when it is given again', async () => {
    const { senior, daughter, pendant } = await household();
    const give = () =>
      post<{ id: string }>('officer', `/seniors/${senior.id}/consents`, {
        ...{ purpose: 'family', givenBy: senior.name, capacity: 'self', how: 'spoken' },
      });
    const { body: consent } = await give();
    expect(await told(await pressAtRisk(pendant))).toEqual([`contact:${daughter}`]);
    const withdrawn = await post('officer', `/consents/${consent.id}/withdraw`, {});
    expect(withdrawn.body).toMatchObject({ id: consent.id, withdrawnAt: expect.any(String) });
    const another = await household();
    expect(await told(await pressAtRisk(another.pendant))).toEqual([`contact:${another.daughter}`]);
    const deps = stage.api.app.get<RelayDeps>(USE_CASE_DEPS);
    const heard = () => deps.registry.contactsFor([as(senior.id)], 'every-press');
    expect(await heard()).toEqual([]);
    await give();
    expect(await heard()).toHaveLength(1);
  });

  it('to use a key is shown with the key, and gone with its withdrawal', async () => {
    const { home, senior } = await household();
    const holder = { holderKind: 'neighbour', holderName: '周邻居', holderPhone: '00013900000' };
    const { body: key } = await post<{ id: string; consentUse: boolean }>('officer', `/homes/${home.id}/keys`, holder);
    expect(key.consentUse).toBe(false);
    const { body: consent } = await post<{ id: string }>('officer', `/seniors/${senior.id}/consents`, {
      ...{ purpose: 'key', givenBy: senior.name, capacity: 'self', how: 'signed' },
    });
    const keyNow = async () => (await get<SeniorOnFile>('officer', `/seniors/${senior.id}`)).body.homeFile.keys[0];
    expect(await keyNow()).toMatchObject({ consentUse: true, fits: null });
    await post('officer', `/consents/${consent.id}/withdraw`, {});
    await post('officer', `/keys/${key.id}/fit-test`, { fits: true });
    await post('officer', `/keys/${key.id}/hand-over`, { ...holder, holderKind: 'station', holderName: '服务站' });
    await post('officer', `/keys/${key.id}/return`, {});
    expect(await keyNow()).toMatchObject({ consentUse: false, fits: true, holderName: '服务站' });
    expect((await keyNow())?.custody.map(({ what }) => what)).toEqual(['deposited', 'fits', 'handed-over', 'returned']);
    expect(slugOf(await post('officer', `/keys/${key.id}/fit-test`, { fits: true }))).toBe('key-returned');
  });
});

describe('the status of a person (SR-42, CR-27)', () => {
  it('deceased ends what names her and recalls her device; her pendant raises as before', async () => {
    const { home, senior, pendant } = await household({ name: '吴老太', phone: '00017700001' });
    const other = await household();
    // She is in the list of a neighbour, holds a key there, and was a helper herself.
    const entry = await post<{ id: string }>('officer', `/seniors/${other.senior.id}/contacts`, {
      ...contact('吴老太', { phone: '0001 7700 001', position: 1 }),
    });
    await post('officer', `/homes/${other.home.id}/keys`, {
      ...{ holderKind: 'neighbour', holderName: '吴老太', holderPhone: '00017700001' },
    });
    const helper = await stage.helperLike('helper-1', { name: '吴老太' });
    await stage.sql('update helper set phone_hash = (select phone_hash from senior where id = $2) where id = $1', [
      ...[helper, senior.id],
    ]);
    expect(entry.status).toBe(201);

    const died = { status: 'deceased', on: '2026-02-20', reason: '病故' };
    const { status, body } = await post<SeniorOnFile>('officer', `/seniors/${senior.id}/status`, died);
    expect([status, body.status, body.statusOn, body.statusReason]).toEqual([200, 'deceased', '2026-02-20', '病故']);

    const neighbour = (await get<SeniorOnFile>('officer', `/seniors/${other.senior.id}`)).body;
    expect(neighbour.contacts.map(({ name, position }) => [name, position])).toEqual([['女儿', 1]]);
    expect(neighbour.homeFile.keys).toMatchObject([{ holderName: '吴老太', holderPhone: null }]);
    const [suspended] = await stage.sql('select suspended_at from helper where id = $1', [helper]);
    expect(suspended).toMatchObject({ suspended_at: expect.any(Date) });

    const recalls = async () =>
      (await get<{ items: { device: { id: string } }[] }>('officer', '/device-recalls')).body.items.filter(
        ({ device }) => device.id === pendant,
      );
    expect(await recalls()).toMatchObject([
      {
        senior: { name: '吴老太' },
        why: 'deceased',
        ownerRole: 'community-officer',
        dueOn: '2026-03-02',
        overdue: false,
      },
    ]);

    const id = await stage.press(pendant);
    const { body: incident } = await get<Incident>('operator', `/incidents/${id}`);
    expect(incident).toMatchObject({ severity: 1, signals: [{ doubts: ['senior-deceased'] }] });
    // Shown as deceased, and with no number to call her by.
    expect(incident.person?.people).toMatchObject([{ name: '吴老太', status: 'deceased', phone: null }]);
    expect(await stage.api.app.get(DirectoryQueries).reach([`home:${home.id}`], instant(Date.now()))).toEqual(
      new Map(),
    );

    await stage.sql(`update device set status = 'retired' where id = $1`, [pendant]);
    expect(await recalls()).toEqual([]);
  });

  it('is refused for a day that has not come, and is taken back as it was set', async () => {
    const { senior } = await household();
    const set = (body: object) => post<SeniorOnFile>('officer', `/seniors/${senior.id}/status`, body);
    // The clock of care of a demo stands at 14 October, ahead of the real one.
    expect(slugOf(await set({ status: 'moved', on: '2026-10-15', reason: '搬家' }))).toBe('status-ahead');
    await set({ status: 'suspended', on: '2026-02-01', reason: '住院' });
    expect((await set({ status: 'active', on: '2026-02-28', reason: '出院' })).body).toMatchObject({
      ...{ status: 'active', statusOn: '2026-02-28' },
    });
  });

  it('is set by closing her case as deceased, once, and stays as a person wrote it', async () => {
    const { senior, pendant } = await household();
    const id = await stage.press(pendant);
    await stage.act('lead', id, 'attend');
    const closed = await stage.act('lead', id, 'close', { outcome: 'deceased', proof: { statedBy: '120 医生' } });
    expect(closed.status).toBe(200);
    const deps = stage.api.app.get<RelayDeps>(USE_CASE_DEPS);
    const sender = new PlatformSender(
      deps,
      { files: stage.api.app.get(PostgresFileStore) },
      stage.api.app.get(PostgresTaskStore),
    );
    const [row, ...more] = await deps.outbox.claim({
      ...{ channels: ['platform'], limit: 10, now: deps.clock.now() },
      leaseUntil: instant(deps.clock.now() + seconds(30)),
    });
    if (row === undefined) throw new Error('nothing follows from the death');
    expect(more).toEqual([]);
    expect(await sender.send(row)).toEqual({ result: 'delivered' });
    const file = async () => (await get<SeniorOnFile>('officer', `/seniors/${senior.id}`)).body;
    expect(await file()).toMatchObject({ status: 'deceased', statusOn: '2026-03-01', statusReason: 'incident-closed' });
    const corrected = { status: 'deceased', on: '2026-02-27', reason: '病故' };
    await post('officer', `/seniors/${senior.id}/status`, corrected);
    expect(await sender.send(row)).toEqual({ result: 'delivered' });
    expect(await file()).toMatchObject({ statusOn: '2026-02-27', statusReason: '病故' });
    expect(
      await stage.sql(
        `select actor from audit_entry where subject_id = $1 and action = 'senior-status-set' order by id`,
        [senior.id],
      ),
    ).toEqual([{ actor: 'account-lead' }, { actor: 'account-officer' }]);
  });
});
