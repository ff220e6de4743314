// Real: PostgreSQL, the api over HTTP, a worker with its queue, the demo set of care. Not real: the engine, the clock.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PostgresAttachmentStore, PostgresErasureStore, PostgresRetentionStore } from '@silverbell/adapter-postgres';
import { as, type SeniorId } from '@silverbell/kernel';
import { erasePerson, runRetention } from '@silverbell/usecases';
import type { AttachmentOnWire, Incident } from '@silverbell/wire';
import { connect } from 'node:net';
import { CareStage } from '../care/care-stage.js';
import { slugOf, type Answer } from '../api/api-stage.js';
import { photo, photoForm, POSITION } from './photo.js';

jest.setTimeout(120_000);

const stage = new CareStage();
beforeAll(() => stage.opens());
afterAll(() => stage.closes());

interface Sent {
  readonly as?: string;
  readonly of?: readonly [kind: string, id: string];
  readonly bytes?: string | Uint8Array<ArrayBuffer>;
  readonly name?: string;
  readonly key?: string;
  readonly purpose?: string;
}
const DEVICE = ['device', 'demo-pendant-1'] as const;

async function sends({ as: who = 'admin', of, bytes, name, key, purpose }: Sent = {}): Promise<Answer<{ id: string }>> {
  const owner = of === undefined ? {} : { ownerKind: of[0], ownerId: of[1] };
  const fields = { ...owner, ...(purpose === undefined ? {} : { purpose }) };
  const response = await fetch(`${stage.origin}/api/v1/attachments`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await stage.tokenOf(who)}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: photoForm(fields, bytes, name),
  });
  return { status: response.status, body: (await response.json()) as { id: string }, headers: response.headers };
}
const refusalOf = async (sent: Sent): Promise<readonly [number, string]> => {
  const answer = await sends(sent);
  return [answer.status, slugOf(answer)];
};
async function reads(who: string, id: string, purpose = 'emergency'): Promise<Response> {
  return fetch(`${stage.origin}/api/v1/attachments/${id}?purpose=${purpose}`, {
    headers: { authorization: `Bearer ${await stage.tokenOf(who)}` },
  });
}
const listOf = async (who: string, path: string): Promise<readonly AttachmentOnWire[]> =>
  (await stage.call<{ items: AttachmentOnWire[] }>(who, 'GET', path)).body.items;

/** `helper-1` has accepted to go to the wearer of a demo pendant. */
async function assignment(device: string): Promise<{ readonly id: string; readonly incidentId: string }> {
  const incidentId = await stage.press(device);
  await stage.act('operator', incidentId, 'attend');
  await stage.act('operator', incidentId, 'verdict', { verdict: 'real' });
  const offered = await stage.act('operator', incidentId, 'offers', {
    helperIds: ['helper-1'],
    reason: 'knows-senior',
  });
  const offer = offered.body.offers.find(({ state }) => state === 'open');
  const { body } = await stage.call<{ id: string }>('helper-1', 'POST', `/offers/${offer?.id ?? ''}/accept`, {});
  return { id: body.id, incidentId };
}

describe('CR-10 a photo of an installation', () => {
  it('is kept without its position, and shown with a fixed type for a purpose that is on record', async () => {
    const { status, body } = await sends({ of: DEVICE, bytes: photo(1) });
    expect([status, body]).toEqual([201, { id: expect.any(String), kind: 'jpeg', bytes: expect.any(Number) }]);
    const [listed] = await listOf('operator', '/devices/demo-pendant-1/attachments');
    expect(listed).toMatchObject({ id: body.id, kind: 'jpeg', repeated: false, by: { name: expect.any(String) } });
    const response = await reads('operator', body.id, 'service');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
      'content-disposition': expect.stringMatching(/^attachment; filename="jpeg-\d+\.jpg"$/),
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const shown = Buffer.from(await response.arrayBuffer());
    expect(shown.length).toBe(listed?.bytes);
    expect(shown.includes(POSITION)).toBe(false);
    expect(Buffer.from(photo(1)).includes(POSITION)).toBe(true);
    expect(
      await stage.sql(
        `select actor, action, region_id is not null as placed, details from audit_entry where subject_id = $1 order by id`,
        [body.id],
      ),
    ).toEqual([
      { actor: 'account-admin', action: 'attachment-added', placed: true, details: { kind: 'jpeg', owner: 'device' } },
      {
        actor: 'account-operator',
        action: 'attachment-read',
        placed: true,
        details: { purpose: 'service', owner: 'device' },
      },
    ]);
  });

  it('is not shown without a purpose, nor where its reading cannot be put on record', async () => {
    const { body } = await sends({ of: DEVICE, bytes: photo(2) });
    expect((await reads('operator', body.id, 'curiosity')).status).toBe(400);
    await stage.sql('alter table audit_entry rename to audit_entry_away');
    try {
      expect((await reads('operator', body.id)).status).toBe(503);
    } finally {
      await stage.sql('alter table audit_entry_away rename to audit_entry');
    }
  });

  it('is one photo, however often it is sent', async () => {
    const first = await sends({ of: DEVICE, bytes: photo(3), key: 'photo-3' });
    const again = [
      ...(await Promise.all([
        sends({ of: DEVICE, bytes: photo(3), key: 'photo-3' }),
        sends({ of: DEVICE, bytes: photo(3), key: 'photo-3' }),
      ])),
      ...(await Promise.all([
        sends({ of: DEVICE, bytes: photo(3) }),
        sends({ of: DEVICE, bytes: photo(3), key: 'another' }),
      ])),
    ];
    expect(again.map(({ status, body }) => [status, body.id])).toEqual(again.map(() => [201, first.body.id]));
    expect(await refusalOf({ of: DEVICE, bytes: photo(4), key: 'photo-3' })).toEqual([422, 'idempotency-key-reused']);
    expect(
      await stage.sql('select count(*)::int as n from attachment where idempotency_key = $1', ['photo-3']),
    ).toEqual([{ n: 1 }]);
  });

  it('on two things is marked for a person to judge', async () => {
    await sends({ of: DEVICE, bytes: photo(5) });
    const twin = await sends({ of: ['device', 'demo-pendant-2'], bytes: photo(5) });
    const [listed] = await listOf('operator', '/devices/demo-pendant-2/attachments');
    expect(listed).toMatchObject({ id: twin.body.id, repeated: true });
  });

  it('of a home is not shown to those who see the device in the next one', async () => {
    const { body } = await sends({ of: DEVICE, bytes: photo(9) });
    const [before] = await stage.sql<{ home: string }>(
      `select home_id as home from device where id = 'demo-pendant-1'`,
    );
    await stage.sql(
      `update device set home_id = (select home_id from device where id = 'demo-pendant-2') where id = 'demo-pendant-1'`,
    );
    expect(await listOf('operator', '/devices/demo-pendant-1/attachments')).toEqual([]);
    expect((await reads('operator', body.id, 'service')).status).toBe(404);
    await stage.sql(`update device set home_id = $1 where id = 'demo-pendant-1'`, [before?.home]);
    expect((await reads('operator', body.id, 'service')).status).toBe(200);
  });

  it('that two people send at once is one photo', async () => {
    const both = await Promise.all(['admin', 'county-1'].map((as) => sends({ as, of: DEVICE, bytes: photo(8) })));
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0]?.body.id).toBe(both[1]?.body.id);
  });

  it('lies on the disk under seal', async () => {
    const picture = photo(6, 400_000);
    const { body } = await sends({ of: DEVICE, bytes: picture });
    const pieces = await stage.sql<{ no: number; sealed: Buffer }>(
      'select no, sealed from attachment_piece where attachment_id = $1 order by no',
      [body.id],
    );
    expect(pieces.map(({ no }) => no)).toEqual([0, 1, 2, 3]);
    const run = Buffer.from(picture.subarray(1_000, 1_064));
    expect(Buffer.from(picture).includes(run)).toBe(true);
    expect(Buffer.concat(pieces.map(({ sealed }) => sealed)).includes(run)).toBe(false);
    const shown = Buffer.from(await (await reads('operator', body.id)).arrayBuffer());
    expect(shown.includes(run)).toBe(true);
  });
});

describe('CR-10 a bad file', () => {
  it.each<readonly [string, string | Uint8Array<ArrayBuffer>, number, string]>([
    ['a web page called photo.jpg', '<html><script>alert(1)</script>', 415, 'attachment-kind'],
    ['a drawing with programs', '<svg xmlns="http://www.w3.org/2000/svg"/>', 415, 'attachment-kind'],
    ['a photo that was cut', photo(9).slice(0, -4), 422, 'attachment-broken'],
    ['a document with a program', '%PDF-1.7\n/JavaScript (x)\nstartxref\n%%EOF', 422, 'attachment-broken'],
    ['5 MiB and more', new Uint8Array(5 * 1024 * 1024 + 10), 413, 'attachment-too-large'],
    ['20 MiB', new Uint8Array(20 * 1024 * 1024), 413, 'attachment-too-large'],
    ['nothing', '', 415, 'attachment-kind'],
  ])('is refused with a sentence: %s', async (_, bytes, status, slug) => {
    const before = await stage.sql('select count(*)::int as n from attachment');
    const answer = await sends({ of: DEVICE, bytes });
    expect([answer.status, slugOf(answer)]).toEqual([status, slug]);
    expect((answer.body as unknown as { title: string }).title).toMatch(/[一-龥]/);
    expect(await stage.sql('select count(*)::int as n from attachment')).toEqual(before);
  });

  it('with an archive behind its end is kept without the archive', async () => {
    const archive = Buffer.from('PK\x03\x04 archive behind the photo');
    const { body } = await sends({ of: DEVICE, bytes: Buffer.concat([photo(10), archive]) });
    const shown = Buffer.from(await (await reads('operator', body.id)).arrayBuffer());
    expect(shown.includes('archive')).toBe(false);
  });

  it('whose form is no form, or has no file, is refused', async () => {
    expect(await stage.refusal('admin', 'POST', '/attachments', {})).toEqual([400, 'file-missing']);
    const form = new FormData();
    form.set('ownerKind', 'device');
    const response = await fetch(`${stage.origin}/api/v1/attachments`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${await stage.tokenOf('admin')}` }, body: form },
    });
    expect(response.status).toBe(400);
  });

  it('whose line is cut in the middle leaves nothing', async () => {
    const before = await stage.sql('select count(*)::int as n from attachment');
    const { hostname, port } = new URL(stage.origin);
    const socket = connect(Number(port), hostname);
    const head = [
      ...[
        'POST /api/v1/attachments HTTP/1.1',
        `host: ${hostname}`,
        `authorization: Bearer ${await stage.tokenOf('admin')}`,
      ],
      ...['content-type: multipart/form-data; boundary=b', 'content-length: 100000', '', ''],
    ];
    socket.write(head.join('\r\n'));
    socket.write('--b\r\ncontent-disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n');
    socket.write(photo(11, 2_000));
    // The api is to be in the middle of reading; no answer tells when. Were it slower, the line is cut before its file: refused as well.
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    expect((await sends({ of: DEVICE, bytes: photo(12) })).status).toBe(201);
    const [{ n } = { n: 0 }] = before as { n: number }[];
    expect(await stage.sql('select count(*)::int as n from attachment')).toEqual([{ n: n + 1 }]);
  });
});

describe('CR-10 the number of photos', () => {
  it('of one thing is limited', async () => {
    const of = ['device', 'demo-pendant-3'] as const;
    for (let n = 0; n < 20; n += 1) expect((await sends({ of, bytes: photo(100 + n) })).status).toBe(201);
    expect(await refusalOf({ of, bytes: photo(130) })).toEqual([409, 'attachments-full']);
    expect((await sends({ of, bytes: photo(100) })).status).toBe(201);
  });
});

describe("H19 a helper's photo of the scene", () => {
  it('stands in the timeline of the operator, and is shown to those who act alone', async () => {
    const { id, incidentId } = await assignment('demo-pendant-4');
    const sent = await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(20) });
    expect(sent.status).toBe(201);
    // The phone did not hear the answer.
    expect((await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(20) })).body.id).toBe(sent.body.id);
    const { body } = await stage.call<Incident>('operator', 'GET', `/incidents/${incidentId}`);
    expect(body.timeline.filter(({ type }) => type === 'photographed')).toMatchObject([
      { by: { id: 'helper-1' }, data: { attachmentId: sent.body.id } },
    ]);
    const [listed] = await listOf('operator', `/incidents/${incidentId}/attachments`);
    expect(listed).toMatchObject({ id: sent.body.id, owner: { kind: 'assignment', id } });
    expect((await reads('operator', sent.body.id)).status).toBe(200);
    for (const other of ['supervisor', 'auditor', 'admin', 'family-1', 'helper-1', 'helper-2'])
      expect([other, (await reads(other, sent.body.id)).status]).toEqual([other, 404]);
  });

  it('comes from her who goes there, and from no other', async () => {
    const { id } = await assignment('demo-pendant-5');
    expect(await refusalOf({ as: 'helper-2', of: ['assignment', id] })).toEqual([404, 'not-found']);
    expect(await refusalOf({ as: 'admin', of: ['assignment', id] })).toEqual([403, 'not-allowed']);
    expect((await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(21) })).status).toBe(201);
  });

  it('that was on file when the api died is told to the incident by the next try', async () => {
    const { id, incidentId } = await assignment('demo-pendant-6');
    const sent = await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(22), key: 'k22' });
    const events = () =>
      stage.sql<{ n: number }>(
        `select count(*)::int as n from incident_event where incident_id = $1 and type = 'photographed'`,
        [incidentId],
      );
    expect(await events()).toEqual([{ n: 1 }]);
    const other = await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(23), key: 'k23' });
    // As if it had died between the two transactions of a third photo: the photo is on file, and no event says so.
    const store = stage.api.app.get(PostgresAttachmentStore);
    const owner = (await store.byId(other.body.id))?.owner ?? null;
    const lost = {
      id: 'photo-24',
      kind: 'jpeg',
      content: withoutPosition(24),
      owner,
      purpose: null,
      takenAt: null,
    } as const;
    await store.add({ ...lost, uploadedBy: as('account-helper-1'), at: stage.clock.now(), key: 'k24' });
    expect(await events()).toEqual([{ n: 2 }]);
    expect((await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(24), key: 'k24' })).body.id).toBe(
      'photo-24',
    );
    expect(await events()).toEqual([{ n: 3 }]);
    expect(sent.status).toBe(201);
  });
});

/** As the api keeps it. */
const withoutPosition = (n: number): Uint8Array => {
  const bytes = photo(n);
  const length = ((bytes[4] ?? 0) << 8) | (bytes[5] ?? 0);
  return Uint8Array.from([...bytes.subarray(0, 2), ...bytes.subarray(4 + length)]);
};

describe('CR-35 a photo of a service order', () => {
  it('needs her consent, and is seen by those who see the order', async () => {
    const [order] = await stage.sql<{ id: string; senior: string }>(
      `select id, senior_id as senior from service_order where worker_id is not null and senior_id like '%care-c' order by id limit 1`,
    );
    const of = ['service-order', order?.id ?? ''] as const;
    expect(await refusalOf({ as: 'worker-1', of })).toEqual([409, 'photo-consent-missing']);
    await stage.sql(
      `insert into consent (id, senior_id, purpose, given_by, capacity, how, given_at) values ('of-photos', $1, 'photo', 'x', 'self', 'signed', now())`,
      [order?.senior],
    );
    const sent = await sends({ as: 'worker-1', of, bytes: photo(30) });
    expect(sent.status).toBe(201);
    expect(await refusalOf({ as: 'worker-2', of })).toEqual([404, 'not-found']);
    for (const who of ['worker-1', 'provider-1', 'township-1', 'care-family-1'])
      expect([who, (await reads(who, sent.body.id, 'service')).status]).toEqual([who, 200]);
    for (const who of ['worker-2', 'family-1'])
      expect([who, (await reads(who, sent.body.id, 'service')).status]).toEqual([who, 404]);
    // Example 31: it may show what the suspicion is about.
    const suspicion = [`of-${order?.id ?? ''}`, order?.id, order?.senior];
    await stage.sql(
      `insert into protected_referral (id, order_id, senior_id, at) values ($1, $2, $3, now())`,
      suspicion,
    );
    for (const who of ['worker-1', 'provider-1', 'care-family-1'])
      expect([who, (await reads(who, sent.body.id, 'service')).status]).toEqual([who, 404]);
    expect((await reads('township-1', sent.body.id, 'service')).status).toBe(200);
    await stage.sql(`delete from protected_referral where id = $1`, suspicion.slice(0, 1));
    await stage.sql(`update consent set withdrawn_at = now() + interval '1 s' where id = 'of-photos'`);
    expect(await refusalOf({ as: 'worker-1', of, bytes: photo(31) })).toEqual([409, 'photo-consent-missing']);
  });
});

/** A white dot. */
const SIGNED = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

describe('CR-36 a signature on the worker’s phone', () => {
  it('is a png of its order, from its worker alone, and needs no consent to photos', async () => {
    const [order] = await stage.sql<{ id: string }>(
      `select id from service_order where worker_id = 'worker-1' and senior_id like '%care-c' order by id desc limit 1`,
    );
    const of = ['service-order', order?.id ?? ''] as const;
    const signed = { of, bytes: SIGNED, purpose: 'signature', as: 'worker-1' } as const;
    expect(await refusalOf({ as: 'worker-1', of, bytes: SIGNED })).toEqual([409, 'photo-consent-missing']);
    expect(await refusalOf({ ...signed, bytes: photo(33) })).toEqual([415, 'attachment-kind']);
    expect(await refusalOf({ ...signed, of: DEVICE })).toEqual([400, 'invalid-request']);
    expect(await refusalOf({ ...signed, as: 'provider-1' })).toEqual([403, 'not-allowed']);
    expect(await refusalOf({ ...signed, as: 'worker-2' })).toEqual([404, 'not-found']);
    const sent = await sends(signed);
    expect([sent.status, sent.body]).toMatchObject([201, { kind: 'png' }]);
    for (const who of ['provider-1', 'township-1']) {
      expect(await listOf(who, `/service-orders/${of[1]}/attachments`)).toMatchObject([{ purpose: 'signature' }]);
      expect((await reads(who, sent.body.id, 'service')).status).toBe(200);
    }
    const [piece] = await stage.sql<{ sealed: Buffer }>(
      'select sealed from attachment_piece where attachment_id = $1',
      [sent.body.id],
    );
    expect(piece?.sealed.includes(Buffer.from(SIGNED).subarray(0, 16))).toBe(false);
  });
});

describe('CR-10 an upload that was given to nothing', () => {
  it('is its sender’s alone, and gone after a week', async () => {
    const { body, status } = await sends({ bytes: photo(40) });
    expect(status).toBe(201);
    expect((await reads('admin', body.id, 'service')).status).toBe(200);
    expect((await reads('operator', body.id)).status).toBe(404);
    const store = stage.api.app.get(PostgresAttachmentStore);
    await stage.sql(`update attachment set at = at - interval '6 days' where id = $1`, [body.id]);
    expect(await store.expire(stage.clock.now())).toBe(0);
    await stage.sql(`update attachment set at = at - interval '2 days' where id = $1`, [body.id]);
    expect(await store.expire(stage.clock.now())).toBe(1);
    expect((await reads('admin', body.id, 'service')).status).toBe(404);
    expect(await stage.sql('select 1 from attachment_piece where attachment_id = $1', [body.id])).toEqual([]);
  });
});

describe('CR-10 a photo past its time', () => {
  it('goes, unless it is held, its incident is open, or its device still hangs there', async () => {
    const ids = async (n: number, device: string): Promise<string> =>
      (await sends({ of: ['device', device], bytes: photo(n) })).body.id;
    const { id: going } = await assignment('demo-pendant-3');
    const scene = (await sends({ as: 'helper-1', of: ['assignment', going], bytes: photo(53) })).body.id;
    const hanging = await ids(50, 'demo-pendant-7');
    const moved = await ids(51, 'demo-pendant-8');
    const held = await ids(52, 'demo-pendant-8');
    await stage.sql(`update attachment set at = at - interval '1100 days'`);
    // The device of these two hangs elsewhere by now.
    await stage.sql(`update attachment set home_id = null where id = any($1)`, [[moved, held]]);
    await stage.sql(`update attachment set senior_id = null where id = $1`, [moved]);
    await stage.sql(
      `insert into legal_hold (id, senior_id, reason, placed_at, placed_by) select 'hold', senior_id, 'complaint', now(), 'account-supervisor' from attachment where id = $1`,
      [held],
    );
    const retention = stage.api.app.get(PostgresRetentionStore);
    let runs = 0;
    const deps = { retention, clock: stage.clock, newId: () => `run-${String((runs += 1))}` };
    const kinds: string[] = [];
    for (;;) {
      const step = await runRetention(deps, { engineId: 'e', limit: 500 });
      if (step === null) break;
      kinds.push(step.what);
    }
    expect(kinds).toContain('attachment');
    const left = await stage.sql<{ id: string }>('select id from attachment where id = any($1)', [
      [hanging, moved, held, scene],
    ]);
    expect(left.map(({ id }) => id).sort()).toEqual([hanging, held, scene].sort());
  });
});

describe('CR-10 a person who is erased', () => {
  it('is on no photo any more: of her device, her orders, or an incident with others', async () => {
    const { id, incidentId } = await assignment('demo-pendant-2');
    const scene = await sends({ as: 'helper-1', of: ['assignment', id], bytes: photo(60) });
    const device = await sends({ of: ['device', 'demo-pendant-2'], bytes: photo(61) });
    const [row] = await stage.sql<{ senior: SeniorId }>(
      `select senior_id as senior from device where id = 'demo-pendant-2'`,
    );
    await stage.sql(
      `update incident set open = false, closed_at = last_change_at, next_due_at = null, phase = 'closed' where id = $1`,
      [incidentId],
    );
    const erasures = stage.api.app.get(PostgresErasureStore);
    const by = as<Parameters<typeof erasePerson>[1]['by']>('account-admin');
    expect(
      await erasePerson({ erasures, clock: stage.clock }, { seniorId: row?.senior ?? as(''), by, reason: 'own-wish' }),
    ).toBeNull();
    expect((await reads('operator', scene.body.id)).status).toBe(404);
    expect((await reads('operator', device.body.id)).status).toBe(404);
    // From a telephone that was without network all the while.
    expect(await refusalOf({ as: 'helper-1', of: ['assignment', id], bytes: photo(62) })).toEqual([404, 'not-found']);
    expect(
      await stage.sql('select 1 from attachment_piece where attachment_id = any($1)', [
        [scene.body.id, device.body.id],
      ]),
    ).toEqual([]);
  });
});
