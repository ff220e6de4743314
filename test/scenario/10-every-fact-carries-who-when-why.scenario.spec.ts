import { describe, expect, it } from '@jest/globals';
import { as, type TextId } from '@silverbell/kernel';
import { inWorld, town, type WorldIncident, type World } from '@silverbell/testing-world/scenario';

const SECRET = '她说昨晚摔了一跤';

async function lived(world: World): Promise<WorldIncident> {
  await world.onDuty('helper-1');
  const operator = world.operator();
  const one = await world.caseOf(await world.device('demo-pendant-1').presses());
  await operator.attends(one);
  await operator.speaksWithTheSenior(one);
  await operator.account.asks('notes', { of: { id: one.id }, body: { text: SECRET } });
  await operator.judges(one, 'real');
  await operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' });
  await world.helper('helper-1').accepts(one);
  await world.helper('helper-1').departs(one);
  await world.advance('3 min');
  await world.helper('helper-1').arrives(one);
  await world.helper('helper-1').finishes(one, { condition: 'shaken', note: SECRET });
  await operator.closes(one, { outcome: 'assisted', note: SECRET });
  return one;
}

describe('Every fact carries who, when (server clock), and why; nothing is edited, only added — and what the law lets a person erase can be erased.', () => {
  it('writes who and when on every fact, in one unbroken row, by our own clock', () =>
    inWorld(async (world) => {
      const from = world.now();
      const one = await lived(world);
      const events = await one.events();
      expect(events.map((event) => event.seq)).toEqual(events.map((_, n) => n + 1));
      for (const event of events) {
        expect(event.actor.id).not.toBe('');
        expect(event.at).toBeGreaterThanOrEqual(from);
        expect(event.at).toBeLessThanOrEqual(world.now());
      }
      const by = Object.fromEntries(events.map((event) => [event.type, `${event.actor.kind} ${event.actor.id}`]));
      expect(by).toMatchObject({
        raised: 'device demo-pendant-1',
        'verdict-given': 'operator account-operator',
        'offer-accepted': 'helper helper-1',
        closed: 'operator account-operator',
      });
      const timeline = (await world.operator().reads(one)).timeline;
      expect(timeline).toHaveLength(events.length);
      expect(timeline.every((entry) => entry.by.name !== '')).toBe(true);
    }));

  it('has a database that refuses to change or remove a fact', () =>
    inWorld(async (world) => {
      await world.device('demo-pendant-1').presses();
      await expect(world.sql(`update incident_event set actor_id = 'nobody'`)).rejects.toThrow('append-only');
      await expect(world.sql('delete from incident_event')).rejects.toThrow('append-only');
      await expect(world.sql('truncate incident_event')).rejects.toThrow('append-only');
      expect(await world.sql('select 1 from incident_event where actor_id = $1', ['demo-pendant-1'])).not.toHaveLength(
        0,
      );
    }));

  it('keeps what people said readable for those who may, and unreadable in the database', () =>
    inWorld(async (world) => {
      const one = await lived(world);
      expect(JSON.stringify(await world.operator().reads(one))).toContain(SECRET);
      const everything = await world.sql<{ row: string }>(
        `select to_jsonb(e)::text as row from incident_event e union all select to_jsonb(i)::text from incident i union all select to_jsonb(o)::text from outbox o union all select to_jsonb(t)::text from secret_text t union all select to_jsonb(b)::text from inbox b union all select to_jsonb(s)::text from signal s`,
      );
      const names = town.seniors.filter((senior) => senior.homeId === 'home-001').map((senior) => senior.name);
      for (const { row } of everything) for (const secret of [SECRET, ...names]) expect(row).not.toContain(secret);
      for (const { what, facts } of world.logbook.entries)
        expect(`${what} ${JSON.stringify(facts)}`).not.toContain(SECRET);
    }));

  it('erases what the person said and sent, and keeps the facts of the case', () =>
    inWorld(async (world) => {
      const one = await lived(world);
      const before = await one.events();
      const raw = before.flatMap((event) =>
        event.type === 'raised' && event.signal.rawId !== null ? [as<TextId>(event.signal.rawId)] : [],
      );
      expect([...(await world.keys.readTexts(raw)).values()].every((text) => text !== null)).toBe(true);
      expect(await world.keys.erase('senior:senior-001', world.now())).toBe(true);

      const file = await one.file();
      expect([...file.texts.values()]).not.toHaveLength(0);
      expect([...file.texts.values()].every((text) => text === null)).toBe(true);
      expect([...(await world.keys.readTexts(raw)).values()]).toEqual([null]);
      expect(file.events).toEqual(before);
      expect(JSON.stringify(await world.operator().reads(one))).not.toContain(SECRET);
      // Life goes on: what she says afterwards is kept under a new key.
      await world.operator().account.asks('notes', { of: { id: one.id }, body: { text: '回访正常' } });
      expect(JSON.stringify(await world.operator().reads(one))).toContain('回访正常');
    }));
});
