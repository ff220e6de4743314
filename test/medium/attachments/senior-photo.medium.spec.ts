// Real: PostgreSQL, the api over HTTP. Not real: the engine, the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PostgresAttachmentStore, PostgresErasureStore, PostgresRetentionStore } from '@silverbell/adapter-postgres';
import { as, type SeniorId } from '@silverbell/kernel';
import { erasePerson, runRetention } from '@silverbell/usecases';
import type { Assignment, Incident, SeniorOnFile } from '@silverbell/wire';
import { ApiStage, slugOf, type Answer } from '../api/api-stage.js';
import { photo, photoForm, POSITION } from './photo.js';

jest.setTimeout(120_000);

const stage = new ApiStage();
beforeAll(() => stage.starts());
afterAll(() => stage.stops());

const KEEPER = 'admin';

interface Senior {
  readonly id: string;
}
interface Wearer extends Senior {
  readonly device: string;
}
async function agrees(id: string): Promise<void> {
  await stage.sql(
    `insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at)
     values ('photo-of-' || $1, $1, 'photo', 'x', 'self', 'signed', '2025-01-01Z') on conflict do nothing`,
    [id],
  );
}
/** Who wears this demo pendant; she agrees to photos unless the test says otherwise. */
async function wearer(n: number, hers = true): Promise<Wearer> {
  const device = `demo-pendant-${String(n)}`;
  const [row] = await stage.sql<{ id: string }>('select senior_id as id from device where id = $1', [device]);
  const id = row?.id ?? '';
  if (hers) await agrees(id);
  return { device, id };
}
/** One of the many who wear nothing, and agree to photos. */
async function without(n: number): Promise<Senior> {
  const [row] = await stage.sql<{ id: string }>(
    `select id from senior where id not in (select senior_id from device where senior_id is not null) order by id offset $1 limit 1`,
    [n],
  );
  const id = row?.id ?? '';
  await agrees(id);
  return { id };
}

async function sends(
  { id }: Senior,
  bytes: string | Uint8Array<ArrayBuffer> = photo(1),
  who = KEEPER,
): Promise<Answer<{ id: string }>> {
  const response = await fetch(`${stage.origin}/api/v1/attachments`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${await stage.tokenOf(who)}` } },
    body: photoForm({ ownerKind: 'senior', ownerId: id }, bytes),
  });
  return { status: response.status, body: (await response.json()) as { id: string }, headers: response.headers };
}
async function puts(her: Senior, n = 1): Promise<string> {
  const { status, body } = await sends(her, photo(n));
  expect(status).toBe(201);
  return body.id;
}
const removes = ({ id }: Senior, who = KEEPER) => stage.ask('DELETE', `/api/v1/seniors/${id}/photo`, { as: who });
const fileOf = async ({ id }: Senior, who = KEEPER): Promise<SeniorOnFile> =>
  (await stage.ask<SeniorOnFile>('GET', `/api/v1/seniors/${id}`, { as: who })).body;

const reads = async (who: string, path: string): Promise<Response> =>
  fetch(`${stage.origin}/api/v1${path}`, { headers: { authorization: `Bearer ${await stage.tokenOf(who)}` } });
const ofCase = (who: string, incident: string, id: string) =>
  reads(who, `/incidents/${incident}/person-photo?photoId=${id}`);
const ofTask = (who: string, task: string, id: string) => reads(who, `/assignments/${task}/person-photo?photoId=${id}`);
const inFile = (who: string, id: string) => reads(who, `/attachments/${id}?purpose=service`);
const piecesOf = async (id: string): Promise<number> =>
  (await stage.sql('select 1 from attachment_piece where attachment_id = $1', [id])).length;

const post = async <T>(who: string, path: string, body: unknown = {}): Promise<T> => {
  const answer = await stage.ask<T>('POST', `/api/v1${path}`, { as: who, body });
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.body;
};
const cardOf = async (who: string, incident: string): Promise<Incident> =>
  (await stage.ask<Incident>('GET', `/api/v1/incidents/${incident}`, { as: who })).body;
const onCard = ({ person }: Incident, { id }: Senior) => person?.people.find((one) => one.id === id)?.photoId;

describe('H20 the photo of a senior', () => {
  it('is sealed without its position, one at a time: a newer one replaces it', async () => {
    const her = await wearer(1);
    const { status, body } = await sends(her, photo(1, 400_000));
    expect(status).toBe(201);
    expect((await fileOf(her)).photoId).toBe(body.id);
    const shown = Buffer.from(await (await inFile(KEEPER, body.id)).arrayBuffer());
    expect(shown.includes(POSITION)).toBe(false);
    const run = shown.subarray(1_000, 1_064);
    const sealed = await stage.sql<{ sealed: Buffer }>(
      'select sealed from attachment_piece where attachment_id = $1 order by no',
      [body.id],
    );
    expect(sealed.length).toBeGreaterThan(3);
    expect(Buffer.concat(sealed.map((piece) => piece.sealed)).includes(run)).toBe(false);
    const newer = await puts(her, 2);
    expect((await fileOf(her)).photoId).toBe(newer);
    expect((await inFile(KEEPER, body.id)).status).toBe(404);
    expect(await piecesOf(body.id)).toBe(0);
    expect(await puts(her, 2)).toBe(newer);
    expect(
      await stage.sql('select attachment_id as id from senior_photo where senior_id = $1 order by seq', [her.id]),
    ).toEqual([{ id: body.id }, { id: newer }]);
  });

  it('is removed by those who keep files, and both are in the audit log', async () => {
    const her = await wearer(2);
    const id = await puts(her);
    expect((await removes(her)).status).toBe(200);
    expect((await fileOf(her)).photoId).toBeNull();
    expect(await piecesOf(id)).toBe(0);
    expect((await removes(her)).status).toBe(200);
    expect(
      await stage.sql(
        `select actor, action, region_id is not null as placed from audit_entry where subject_id = any($1) and action like '%photo%' or subject_id = $2 order by id`,
        [[her.id], id],
      ),
    ).toEqual([
      { actor: 'account-admin', action: 'attachment-added', placed: true },
      { actor: 'account-admin', action: 'photo-removed', placed: true },
    ]);
  });

  it('needs her consent, and is shown to no one once she takes it back', async () => {
    const her = await wearer(3, false);
    const refused = await sends(her);
    expect([refused.status, slugOf(refused)]).toEqual([409, 'photo-consent-missing']);
    await wearer(3);
    const id = await puts(her);
    const incident = await stage.press(her.device);
    expect((await ofCase('operator', incident, id)).status).toBe(200);
    await post(KEEPER, `/consents/photo-of-${her.id}/withdraw`);
    expect((await ofCase('operator', incident, id)).status).toBe(404);
    expect((await inFile(KEEPER, id)).status).toBe(404);
    expect(onCard(await cardOf('operator', incident), her)).toBeNull();
    expect(await stage.api.app.get(PostgresAttachmentStore).expire(stage.clock.now())).toBe(1);
    expect(await piecesOf(id)).toBe(0);
  });

  it('is a picture, and put by those who keep files alone', async () => {
    const her = await wearer(4);
    const pdf = await sends(her, '%PDF-1.7\nstartxref\n%%EOF');
    expect([pdf.status, slugOf(pdf)]).toEqual([415, 'attachment-kind']);
    for (const other of ['operator', 'lead', 'helper-1']) {
      const refused = await sends(her, photo(1), other);
      expect([other, refused.status]).toEqual([other, 403]);
    }
    expect((await removes(her, 'operator')).status).toBe(403);
    expect((await fileOf(her, 'operator')).photoId).toBeNull();
  });
});

describe('H20 the photo on the card of a case', () => {
  it('is shown to who may read the card, and to no one else', async () => {
    const her = await wearer(5);
    const id = await puts(her);
    const incident = await stage.press(her.device);
    expect(onCard(await cardOf('operator', incident), her)).toBe(id);
    const shown = await ofCase('operator', incident, id);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      ...{ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
    });
    for (const who of ['lead', 'admin']) expect([who, (await ofCase(who, incident, id)).status]).toEqual([who, 200]);
    for (const who of ['supervisor', 'auditor', 'helper-1', 'family-1'])
      expect([who, (await ofCase(who, incident, id)).status]).toEqual([who, 403]);
    for (const who of ['operator', 'lead', 'supervisor', 'helper-1', 'family-1'])
      expect([who, (await inFile(who, id)).status >= 400]).toEqual([who, true]);
  });

  it('of another home is not shown with this case', async () => {
    const [her, other] = [await wearer(6), await wearer(7)];
    const id = await puts(other, 7);
    expect((await ofCase('operator', await stage.press(her.device), id)).status).toBe(404);
  });

  it('is no second reading of a card that another attends, and one without the card', async () => {
    const her = await wearer(8);
    const id = await puts(her, 8);
    const incident = await stage.press(her.device);
    await post('operator', `/incidents/${incident}/attend`);
    const readings = async (): Promise<number> =>
      (await stage.sql(`select 1 from audit_entry where action = 'record-read' and subject_id = $1`, [incident]))
        .length;
    await ofCase('operator', incident, id);
    expect(await readings()).toBe(0);
    await cardOf('operator-2', incident);
    expect(await readings()).toBe(1);
    for (let n = 0; n < 3; n += 1) expect((await ofCase('operator-2', incident, id)).status).toBe(200);
    expect(await readings()).toBe(1);
    expect((await ofCase('lead', incident, id)).status).toBe(200);
    expect(await readings()).toBe(2);
  });
});

describe('H19 the photo on the way to her', () => {
  it('is shown to the helper after she accepted, and gone when she has finished', async () => {
    const her = await wearer(1);
    const id = await puts(her, 9);
    const incident = await stage.press(her.device);
    await post('operator', `/incidents/${incident}/attend`);
    await post('operator', `/incidents/${incident}/verdict`, { verdict: 'real' });
    const asked = await post<Incident>('operator', `/incidents/${incident}/offers`, {
      helperIds: ['helper-1'],
      reason: 'knows-senior',
    });
    const offer = asked.offers.find(({ state }) => state === 'open')?.id ?? '';
    expect((await ofTask('helper-1', offer, id)).status).toBe(404);
    const task = await post<Assignment>('helper-1', `/offers/${offer}/accept`);
    expect(task.destination?.people.map(({ photoId }) => photoId)).toContain(id);
    expect((await ofTask('helper-1', task.id, id)).status).toBe(200);
    expect((await ofTask('helper-2', task.id, id)).status).toBe(404);
    expect((await ofTask('operator', task.id, id)).status).toBe(403);
    for (const step of ['depart', 'arrive']) await post('helper-1', `/assignments/${task.id}/${step}`);
    expect((await ofTask('helper-1', task.id, id)).status).toBe(200);
    await post('helper-1', `/assignments/${task.id}/finish`, { condition: 'fine' });
    expect((await ofTask('helper-1', task.id, id)).status).toBe(404);
  });
});

describe('the end of a photo', () => {
  it('waits for a legal hold: replaced it is kept, shown to no one, and goes when the hold ends', async () => {
    const her = await without(0);
    const first = await puts(her, 10);
    await stage.sql(
      `insert into legal_hold (id, senior_id, reason, placed_at, placed_by) values ('hold', $1, 'complaint', now(), 'account-supervisor')`,
      [her.id],
    );
    const second = await puts(her, 11);
    expect((await inFile(KEEPER, first)).status).toBe(404);
    expect(await piecesOf(first)).toBe(1);
    // The same picture again is hers again, and the one between stays under the hold.
    expect(await puts(her, 10)).toBe(first);
    expect((await inFile(KEEPER, first)).status).toBe(200);
    expect(await piecesOf(second)).toBe(1);
    await stage.sql(
      `update legal_hold set lifted_at = now(), lifted_by = placed_by, lifted_reason = 'settled' where id = 'hold'`,
    );
    expect(await stage.api.app.get(PostgresAttachmentStore).expire(stage.clock.now())).toBe(1);
    expect([await piecesOf(first), await piecesOf(second)]).toEqual([1, 0]);
  });

  it('is not its age while she is looked after, and three years once she has moved away', async () => {
    const [here, moved] = [await without(1), await without(2)];
    const ids = [await puts(here, 12), await puts(moved, 13)];
    await stage.sql(`update attachment set at = at - interval '1100 days' where id = any($1)`, [ids]);
    await stage.sql(`update senior set status = 'moved' where id = $1`, [moved.id]);
    const retention = stage.api.app.get(PostgresRetentionStore);
    let runs = 0;
    const deps = { retention, clock: stage.clock, newId: () => `run-${String((runs += 1))}` };
    while ((await runRetention(deps, { engineId: 'e', limit: 500 })) !== null);
    expect([await piecesOf(ids[0] ?? ''), await piecesOf(ids[1] ?? '')]).toEqual([1, 0]);
  });

  it('is the erasure of the person', async () => {
    const her = await without(3);
    const id = await puts(her, 14);
    const erasures = stage.api.app.get(PostgresErasureStore);
    const by = as<Parameters<typeof erasePerson>[1]['by']>('account-admin');
    const erased = await erasePerson(
      { erasures, clock: stage.clock },
      { seniorId: as<SeniorId>(her.id), by, reason: 'own-wish' },
    );
    expect(erased).toBeNull();
    expect(await piecesOf(id)).toBe(0);
    expect(await stage.sql('select 1 from senior_photo where senior_id = $1', [her.id])).toEqual([]);
    expect((await sends(her, photo(15))).status).toBe(404);
  });
});
