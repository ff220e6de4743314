import { describe, expect, it } from '@jest/globals';
import { inWorld, town, type WorldIncident, type World } from '@silverbell/testing-world/scenario';
import type { AnswerOf } from '@silverbell/wire';

type Signal = AnswerOf<'incident'>['signals'][number];

const HUB = 'demo-hub-1';
const hubHome = town.devices.find((one) => one.id === HUB)?.homeId ?? '';
const alertOf = (id: string): string => `care/v1/${id}/alert`;
const hoursBefore = (world: World, hours: number): string => new Date(world.now() - hours * 3_600_000).toISOString();

async function says(world: World, deviceId: string, message: object): Promise<WorldIncident> {
  await world.device(deviceId).publishes(alertOf(deviceId), JSON.stringify(message));
  await world.settles();
  const home = town.devices.find((one) => one.id === deviceId)?.homeId ?? '';
  return world.openIncidentOfHome(home);
}
const signalsOf = async (world: World, one: WorldIncident): Promise<readonly Signal[]> =>
  (await world.operator().reads(one)).signals;

/** A message over the real broker, read over the real api (K9). */
describe('what the device said is shown', () => {
  it('N12: a fall of six hours ago by its own clock says so to the operator', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      const one = await says(world, 'demo-pendant-1', { id: 'n12', kind: 'fall', at: hoursBefore(world, 6) });
      const detail = await world.operator().reads(one);
      expect(detail.severity).toBe(1);
      expect(detail.signals).toEqual([expect.objectContaining({ kind: 'fall', deviceTimeSkewS: 21_600 })]);
    }));

  it('N14b: the values of a gas alarm and of a weak heart stand with their units', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message', 'home-call');
      const gas = await says(world, 'demo-pendant-1', { id: 'w1', kind: 'gas_leak', values: { ppm: 900 } });
      expect((await signalsOf(world, gas))[0]?.values).toEqual([{ name: 'ppm', value: 900, unit: 'ppm' }]);
      const heart = await says(world, 'demo-pendant-2', { id: 'w2', kind: 'vital', values: { 'heart-rate': 38 } });
      expect((await signalsOf(world, heart))[0]?.values).toEqual([{ name: 'heart-rate', value: 38, unit: '/min' }]);
    }));

  it('M6: a button behind a hub is shown by its name and its room', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      const admin = world.account('admin');
      await admin.asks('registerDevice', {
        body: {
          id: 'm6-bed',
          role: 'sos-button',
          homeId: hubHome,
          room: '卧室',
          behind: { hubId: HUB, name: 'bed_sos' },
        },
      });
      for (const child of ['bath_sos', 'bed_sos'])
        await world.device(HUB).publishes(`zigbee2mqtt/${HUB}/${child}`, JSON.stringify({ action: 'emergency' }));
      await world.settles();
      const signals = await signalsOf(world, await world.openIncidentOfHome(hubHome));
      expect(signals.map(({ child, room }) => [child, room])).toEqual([
        ['bath_sos', '卫生间'],
        ['bed_sos', '卧室'],
      ]);
    }));

  it('the message itself is shown on demand, and who asked for it is on record', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      const bytes = '{"id":"raw-1","kind":"sos","note":"厨房"}\0';
      await world.device('demo-pendant-1').publishes(alertOf('demo-pendant-1'), bytes);
      await world.settles();
      const home = town.devices.find((one) => one.id === 'demo-pendant-1')?.homeId ?? '';
      const one = await world.openIncidentOfHome(home);
      const [signal] = await signalsOf(world, one);
      const of = { id: one.id, seq: String(signal?.seq) };
      expect(await world.account('operator').asks('rawSignal', { of })).toEqual({
        text: '{"id":"raw-1","kind":"sos","note":"厨房"}␀',
        encoding: 'utf-8',
        bytes: Buffer.byteLength(bytes),
      });
      const { items } = await world.account('lead').asks('readings');
      expect(items).toEqual([
        expect.objectContaining({
          what: 'raw-frame',
          role: 'operator',
          incident: { id: one.id, number: expect.any(String) },
        }),
      ]);
      expect(await world.account('supervisor').isRefused('rawSignal', { of })).toBe('not-allowed');
      expect(await world.account('operator').isRefused('rawSignal', { of: { ...of, seq: '999' } })).toBe('not-found');
    }));

  it('values are nobody’s who may not read the card, and no event carries what the device said', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      const one = await says(world, 'demo-pendant-2', { id: 'v1', kind: 'vital', values: { 'heart-rate': 38.25 } });
      expect((await world.account('auditor').asks('incident', { of: { id: one.id } })).signals[0]?.values).toEqual([]);
      for (const table of ['incident', 'incident_event', 'outbox']) {
        const rows = await world.sql<{ n: number }>(
          `select count(*)::int as n from ${table} t where t::text like '%38.25%'`,
        );
        expect([table, rows[0]?.n]).toEqual([table, 0]);
      }
    }));

  it('what was read in a message is erased with it', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'contact-message');
      const one = await says(world, 'demo-pendant-2', { id: 'e1', kind: 'vital', values: { 'heart-rate': 38 } });
      const kept = await world.sql<{ owner: string }>(
        `select k.owner from inbox b join person_key k on k.id = b.key_id
         where b.incident_id = $1 and b.frame is not null and b.said is not null`,
        [one.id],
      );
      expect(kept).toHaveLength(1);
      await world.keys.erase(kept[0]?.owner ?? '', world.now());
      const [signal] = await signalsOf(world, one);
      expect(signal).toMatchObject({ kind: 'vital', word: null, values: [], raw: true });
      const of = { id: one.id, seq: String(signal?.seq) };
      expect(await world.account('operator').asks('rawSignal', { of })).toMatchObject({ text: null });
    }));
});
