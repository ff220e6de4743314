// Real: databases that earlier versions wrote, PostgreSQL, every migration since, the engine and the api of today. Not real: senders, the clock (ours).
import { describe, expect, it } from '@jest/globals';
import {
  assertMigrated,
  foldMismatches,
  openIncidentStores,
  openDatabase,
  PostgresRetentionStore,
} from '@silverbell/adapter-postgres';
import { after, hours, seconds, type IncidentId } from '@silverbell/kernel';
import { FixedClock } from '@silverbell/testing-kit';
import { inWorld, World } from '@silverbell/testing-world/scenario';
import { runRetention } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { recordedPast, recordedVersions, type RecordedPast } from './recorded-past.js';

/** A database of its own, nobody running over it. */
async function lookedAt(past: RecordedPast, look: (source: DataSource) => Promise<void>): Promise<void> {
  const database = await past.database();
  const source = await openDatabase(database.url, { poolSize: 3 });
  try {
    await look(source);
  } finally {
    await source.destroy();
    await database.drop();
  }
}

/** Today's platform over it; what it has to say to people on the way is expected. */
const inTheWorldOf = (past: RecordedPast, live: (world: World) => Promise<void>, at = past.at): Promise<void> =>
  inWorld(
    async (world) => {
      world.expects('role-call', 'offer', 'offer-over', 'assignment-changed', 'contact-message', 'home-call');
      for (const { recipient } of past.expected.failed) world.mayFail.add(recipient);
      for (const role of ['village-cadre', 'township-duty']) world.mayFail.add(`role:${role}`); // nobody sits there
      world.logbook.mayFail('not-deliverable');
      await world.settles();
      await live(world);
    },
    new World(past, at),
  );

const count = async (source: DataSource, from: string, ...given: unknown[]): Promise<number> =>
  ((await source.query(`select count(*)::int as n from ${from}`, given)) as { n: number }[])[0]?.n ?? 0;

describe.each(recordedVersions())('a database that version %s left', (version) => {
  const past = recordedPast(version);
  const { expected } = past;
  const openOf = (deviceId: string): string => expected.open.find((one) => one.deviceId === deviceId)?.id ?? '';

  it('holds what an upgrade must carry over: every class, every role, work in every state', () =>
    lookedAt(past, async (source) => {
      const classes = new Set(expected.open.filter(({ practice }) => practice === null).map((one) => one.class));
      expect([...classes].sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'W']);
      expect(expected.open.map(({ practice }) => practice)).toEqual(expect.arrayContaining(['drill', 'test']));
      const roles = (await source.query('select distinct role from account_role order by role')) as { role: string }[];
      expect(roles.map(({ role }) => role)).toEqual([
        'admin',
        'auditor',
        'family',
        'helper',
        'lead',
        'operator',
        'supervisor',
      ]);
      expect(
        await count(source, `offer where incident_id = $1 and state = 'open'`, expected.searching),
      ).toBeGreaterThan(0);
      expect(await count(source, 'assignment where incident_id = $1 and live', expected.underway.id)).toBe(1);
      expect(expected.unsaid.length).toBeGreaterThan(0);
      expect(expected.failed.length).toBeGreaterThan(0);
      expect(expected.spooled.length).toBeGreaterThan(2);
    }));

  it('is brought to the last migration, and each incident is the fold of its events', () =>
    lookedAt(past, async (source) => {
      await assertMigrated(source);
      expect(await foldMismatches(source, openIncidentStores(source, expected.secret).queries)).toEqual([]);
      const open = (await source.query(
        'select id, next_due_at is not null as due from incident where open order by id',
      )) as { id: string; due: boolean }[];
      expect(open).toEqual(expected.open.map(({ id }) => ({ id, due: true })).sort((a, b) => (a.id < b.id ? -1 : 1)));
      const closed = await source
        .query('select id, archived_at is not null as archived from incident where not open')
        .catch(() => null);
      void closed;
    }));

  it('opens its sealed texts, and shows the message of a device as it was sent', () =>
    inTheWorldOf(past, async (world) => {
      for (const [id, words] of Object.entries(expected.notes)) {
        const { texts } = await world.case(id).file();
        expect([...texts.values()]).toContain(words);
      }
      for (const [id, alertId] of Object.entries(expected.frames)) {
        const { signals } = await world.account('operator').asks('incident', { of: { id } });
        const of = { id, seq: String(signals[0]?.seq) };
        const { text } = await world.account('operator').asks('rawSignal', { of });
        expect(JSON.parse(text ?? 'null')).toMatchObject({ id: alertId });
      }
    }));

  it('goes on: the same incidents in the same phase on the list of an operator, and everybody can log in', () =>
    inTheWorldOf(past, async (world) => {
      for (const who of ['admin', 'auditor', 'family-1', 'helper-1', 'lead', 'operator', 'supervisor'])
        expect(await world.account(who).logsIn()).toMatch(/./);
      const queue = await world.operator().queue();
      for (const { id, class: ladder, severity, phase, practice } of expected.open)
        expect(queue.find((row) => row.id === id)).toMatchObject({ class: ladder, severity, phase, practice });
      expect((await world.helper(expected.underway.helper).assignmentFor(world.case(expected.underway.id))).state).toBe(
        'departed',
      );
    }));

  it('keeps what was arranged: the edited ladder in force, the draft beside it, the drill and the test window', () =>
    inTheWorldOf(past, async (world) => {
      const lead = world.account('lead');
      const { inForce, drafts } = await lead.asks('regionLadders', { of: { id: 'demo-county' } });
      expect(inForce.draftId).toBe(expected.ladders.approved);
      expect(drafts.filter(({ state }) => state === 'open').map(({ id }) => id)).toEqual([expected.ladders.open]);
      expect((await lead.asks('drills')).items.map(({ id, open }) => ({ id, open }))).toEqual([
        { id: expected.drill, open: true },
      ]);
      const { testWindow } = await lead.asks('device', { of: { id: expected.window.deviceId } });
      expect(testWindow?.id).toBe(expected.window.id);
    }));

  it('has the presses of its spool handed in once, each into one incident', () =>
    inTheWorldOf(past, async (world) => {
      const heard = async () =>
        world.sql<{ press: string; incident: IncidentId }>(
          `select alert_id as press, incident_id as incident from signal where alert_id like 'kept-%' order by 1`,
        );
      const first = await heard();
      expect(first.map(({ press }) => press)).toEqual(['kept-1', 'kept-2', 'kept-3']);
      expect(first[0]?.incident).toBe(first[1]?.incident);
      expect(expected.open.map(({ id }) => id)).not.toContain(first[0]?.incident);
      expect(first[2]?.incident).toBe(openOf('demo-pendant-3'));
      // opened by two of the spool; joined by one each: a press with an id, and the button behind a hub, which has none
      const three = [first[0]?.incident ?? '', openOf('demo-pendant-3'), openOf('demo-hub-1')];
      const signals = async () => Promise.all(three.map(async (id) => (await world.case(id).now()).signalCount));
      expect(await signals()).toEqual([2, 2, 2]);

      await world.stopEngine();
      await world.startEngine();
      await world.settles();
      expect(await heard()).toEqual(first);
      expect(await signals()).toEqual([2, 2, 2]);
    }));

  it('has what was not yet said to people said, and what failed left alone', () =>
    inTheWorldOf(past, async (world) => {
      await world.advance('1 min');
      const told = new Set(world.telephone.told.map(({ id }) => id));
      expect(expected.unsaid.filter(({ id }) => !told.has(id))).toEqual([]);
      expect(expected.failed.filter(({ id }) => told.has(id))).toEqual([]);
    }));

  it('has a follow-up that came due while nothing ran asked for once', () =>
    inTheWorldOf(
      past,
      async (world) => {
        const one = world.case(expected.followUp.id);
        expect((await one.happened('follow-up-reminded')).map(({ dueAt }) => dueAt)).toEqual([expected.followUp.dueAt]);
        expect(await one.phase()).toBe('closed');
        expect(await world.case(expected.archived).phase()).toBe('archived');
      },
      after(expected.followUp.dueAt, seconds(1)),
    ));

  it('keeps its raw frames where they are until their time is over, and longer what is held', () =>
    lookedAt(past, async (source) => {
      const frames = `secret_text where what = 'raw-frame'`;
      expect(await count(source, frames)).toBe(expected.rawFrames);
      const clock = new FixedClock(after(past.at, hours(24 * 3_000)));
      const retention = new PostgresRetentionStore(source);
      for (;;) {
        const done = await runRetention({ retention, clock, newId: randomUUID }, { engineId: 'engine-1', limit: 100 });
        if (done === null) break;
      }
      const of = (id: string): Promise<number> => count(source, `${frames} and incident_id = $1`, id);
      expect(await of(expected.followUp.id)).toBe(0);
      expect(await of(expected.held.case)).toBeGreaterThan(0);
      expect(await of(expected.open[0]?.id ?? '')).toBeGreaterThan(0);
    }));

  it('forgets people who wish it, their frames of then included, and nobody who is held', () =>
    inTheWorldOf(past, async (world) => {
      world.mayFail.add('erased'); // what failed for one of them
      const [admin, supervisor] = [world.account('admin'), world.account('supervisor')];
      const erases = (id: string) => ({ of: { id }, body: { reason: 'own-wish' as const } });
      const { items } = await supervisor.asks('personLegalHolds', { of: { id: expected.held.person } });
      expect(items.map(({ reason, lifted }) => ({ reason, lifted }))).toEqual([
        { reason: 'court-order', lifted: null },
      ]);
      expect(await admin.isRefused('erasePerson', erases(expected.held.person))).toBe('person-under-hold');

      const one = world.case(expected.followUp.id);
      const frame = async () => {
        const { signals } = await world.account('operator').asks('incident', { of: { id: one.id } });
        const of = { id: one.id, seq: String(signals[0]?.seq) };
        return (await world.account('operator').asks('rawSignal', { of })).text;
      };
      const atHome = await world.sql<{ id: string }>(
        'select s.id from incident i join senior s on s.home_id = i.home_id where i.id = $1',
        [one.id],
      );
      expect(await frame()).not.toBeNull();
      // what is about a couple is forgotten with the second of them
      for (const { id } of atHome) await admin.asks('erasePerson', erases(id));
      expect(await frame()).toBeNull();
      expect([...(await one.file()).texts.values()]).not.toContain(expected.notes[one.id]);
    }));
});
