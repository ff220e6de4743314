import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld, town } from '@silverbell/testing-world/scenario';

const alertOf = (id: string): string => `care/v1/${id}/alert`;

describe("An alert is never dropped: malformed, unknown device, repeated, late, clock-skewed, over quota, from a deceased person's pendant — it becomes or joins something a person sees.", () => {
  it.each<[string, Buffer, string]>([
    ['JSON that breaks off', Buffer.from('{"id":"a","kind":"sos"'), 'repaired'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80]), 'unreadable'],
    ['a NUL in the middle', Buffer.from('{"id":"a\\u0000b","kind":"sos"}'), 'no-id'],
    ['no id', Buffer.from('{"kind":"sos"}'), 'no-id'],
    ['a kind nobody knows', Buffer.from('{"id":"a","kind":"teapot"}'), 'unknown-kind'],
    ['a clock in 1970', Buffer.from('{"id":"a","kind":"sos","at":"1970-01-01T00:00:00Z"}'), 'clock-skew'],
    ['a clock in 2099', Buffer.from('{"id":"a","kind":"sos","at":"2099-01-01T00:00:00Z"}'), 'clock-skew'],
    ['a test flag outside a window', Buffer.from('{"id":"a","kind":"sos","test":true}'), 'test-outside-window'],
    [
      'a place that is none',
      Buffer.from('{"id":"a","kind":"sos","position":{"lat":0,"lng":0,"source":"gnss"}}'),
      'position-implausible',
    ],
  ])('shows an operator %s', (_, payload, doubt) =>
    inWorld(async (world) => {
      const pendant = world.device('demo-pendant-1');
      await pendant.publishes(alertOf(pendant.id), payload);
      await world.settles();
      const [row] = await world.operator().queue();
      expect(row?.severity).toBe(1);
      const one = world.case(row?.id ?? '');
      expect((await one.now()).doubts).toContain(doubt);
      expect((await one.happened('raised'))[0]?.signal.rawId).not.toBeNull();
      await pendant.hears('received');
    }),
  );

  it('cuts a message of a megabyte and asks a person what it was', () =>
    inWorld(async (world) => {
      const pendant = world.device('demo-pendant-1');
      await expect(pendant.publishes(alertOf(pendant.id), Buffer.alloc(1024 * 1024, 'x'))).rejects.toThrow(
        'line was closed',
      );
      const [one] = await eventually('the cut opens a case', async () => {
        const open = await world.openCases();
        return open.length > 0 && open;
      });
      expect((await one?.now())?.doubts).toContain('too-large');
    }));

  it('counts fifty repeats of one alert in one case', () =>
    inWorld(async (world) => {
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses();
      await pendant.repeats(49);
      expect(await world.allCases()).toHaveLength(1);
      expect((await (await world.caseOf(alert)).now()).signalCount).toBe(50);
    }));

  it('takes two hundred different alerts of one device in one second, and doubts them', () =>
    inWorld(async (world) => {
      const pendant = await world.device('demo-pendant-1').isOnline();
      await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          pendant.publishes(alertOf(pendant.id), JSON.stringify({ id: `burst-${String(n)}`, kind: 'sos' })),
        ),
      );
      await world.settles();
      world.expects('role-call'); // so many presses are a person at risk
      const [one, ...others] = await world.openCases();
      expect(others).toEqual([]);
      const incident = await one?.now();
      expect(incident?.signalCount).toBe(200);
      expect(incident?.doubts).toContain('over-quota');
    }));

  it('opens a new case, linked to the old one, for the same alert id after its case was closed', () =>
    inWorld(async (world) => {
      const pendant = world.device('demo-pendant-1');
      const operator = world.operator();
      const alert = await pendant.presses();
      const first = await world.caseOf(alert);
      await operator.speaksWithTheSenior(first);
      await operator.closes(first, { outcome: 'reassured' });
      await world.advance('1 min');
      await pendant.repeats();
      const second = await world.caseOf(alert);
      expect(second.id).not.toBe(first.id);
      expect((await second.now()).linkedTo).toBe(first.id);
      expect(await first.phase()).toBe('closed');
    }));

  it('opens a case for a cancel without one: a lost alert may be behind it', () =>
    inWorld(async (world) => {
      const pendant = world.device('demo-pendant-1');
      const alert = await pendant.presses('cancel');
      const one = await world.openIncidentOfHome('home-001');
      expect(await one.phase()).toBe('waiting');
      expect((await one.now()).severity).toBe(1);
      await pendant.hears('received', alert);
    }));

  it('rings for the pendant of the dead, the moved and the suspended, and says so', () =>
    inWorld(async (world) => {
      for (const status of ['deceased', 'moved', 'suspended'] as const) {
        const senior = town.seniors.find((one) => one.status === status);
        const pendant = world.device(town.devices.find((device) => device.seniorId === senior?.id)?.id ?? '');
        const one = await world.caseOf(await pendant.presses());
        expect((await one.now()).doubts).toContain(`senior-${status}`);
        expect((await one.now()).severity).toBe(1);
      }
      expect(await world.operator().queue()).toHaveLength(3);
    }));

  it('rings for a button nobody registered behind a known hub', () =>
    inWorld(async (world) => {
      const hub = world.device('demo-hub-1');
      await hub.publishes('zigbee2mqtt/demo-hub-1/a_new_button', '{"action":"emergency"}');
      await world.settles();
      const [one, ...others] = await world.openCases();
      expect(others).toEqual([]);
      expect((await one?.now())?.facts.homeId).toBe('home-009');
      expect((await one?.now())?.severity).toBe(1);
      await hub.hears('received');
    }));

  it('keeps a press that nobody repeats on its own disk while the database is away', () =>
    inWorld(async (world) => {
      const hub = await world.device('demo-hub-1').isOnline();
      world.databaseIsAway();
      await world.cutDatabase('silverbell-engine');
      await hub.publishes('zigbee2mqtt/demo-hub-1/bath_sos', '{"action":"emergency"}', 0);
      await eventually('the press lies in the spool', () =>
        world.logbook.entries.some((line) => line.what === 'alert-spooled'),
      );
      world.databaseIsBack();
      const [one] = await eventually('the press becomes a case', async () => {
        const open = await world.openCases();
        return open.length > 0 && open;
      });
      expect((await one?.now())?.kinds).toEqual(['sos']);
      await hub.hears('received');
    }));
});
