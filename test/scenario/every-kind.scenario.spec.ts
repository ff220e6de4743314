import { describe, expect, it } from '@jest/globals';
import { DEVICE_ALERT_KINDS, type AlertMessage, type DeviceAlertKind } from '@silverbell/mqtt-contract';
import { inWorld, type WorldIncident, type OperatorPerson, type World } from '@silverbell/testing-world/scenario';
import type { BodyOf } from '@silverbell/wire';

/** The demo pendants 1 … 8 stand in eight homes; any of them may say any kind. */
const PENDANT = 'demo-pendant-3';
const NEIGHBOURS = ['helper-1', 'helper-2', 'helper-3'];
const NUMBER = '0000-110';

interface Stage {
  readonly world: World;
  readonly operator: OperatorPerson;
  readonly one: WorldIncident;
}

interface Tale {
  readonly class: string;
  readonly severity: 1 | 2 | 3;
  readonly certainty?: AlertMessage['certainty'];
  /** Class D: no sound, no light, no text for as long as the case lives. */
  readonly silent?: true;
  readonly goes: (stage: Stage) => Promise<NonNullable<BodyOf<'close'>>>;
}

const spoken =
  (outcome: NonNullable<BodyOf<'close'>>['outcome'], proof?: NonNullable<BodyOf<'close'>>['proof']) =>
  async ({ operator, one }: Stage) => {
    await operator.attends(one);
    await operator.speaksWithTheSenior(one);
    return proof === undefined ? { outcome } : { outcome, proof };
  };

/** Nobody answers the telephone, so somebody goes and sees her. */
const seenByANeighbour = (outcome: NonNullable<BodyOf<'close'>>['outcome']) => async (stage: Stage) => {
  const { world, operator, one } = stage;
  await operator.attends(one);
  await operator.getsNoAnswer(one);
  await operator.judges(one, 'no-answer');
  await operator.decides(one, { service: '120', decision: 'no-call', reason: 'not-medical' });
  await goesAndSees(world, one);
  return { outcome };
};

async function goesAndSees(world: World, one: WorldIncident): Promise<void> {
  const [nearest = ''] = await one.asked();
  const helper = world.helper(nearest);
  await helper.accepts(one);
  await helper.departs(one);
  await world.advance('1 min');
  await helper.arrives(one);
  await helper.finishes(one, { condition: 'fine' });
}

const byAgency =
  (
    service: NonNullable<BodyOf<'agencyCalls'>>['service'],
    outcome: NonNullable<BodyOf<'close'>>['outcome'],
    proof?: NonNullable<BodyOf<'close'>>['proof'],
  ) =>
  async ({ operator, one }: Stage) => {
    await operator.attends(one);
    for (const status of ['called', 'on-the-way', 'handed-over'] as const)
      await operator.account.asks('agencyCalls', {
        of: { id: one.id },
        body: { service, numberDialled: NUMBER, told: '演示：地点、人员和情况', status },
      });
    return proof === undefined ? { outcome } : { outcome, proof };
  };

const falseAlarm =
  (cause: NonNullable<BodyOf<'verdict'>>['cause'], outcome: 'false-press' | 'false-device') =>
  async ({ operator, one }: Stage) => {
    await operator.attends(one);
    await operator.speaksWithTheSenior(one);
    await operator.judges(one, 'false-alarm', cause);
    return { outcome };
  };

const repaired = async ({ world, operator, one }: Stage) => {
  await operator.attends(one);
  await world.advance('1 min');
  await world.device(PENDANT).publishes(`care/v1/${PENDANT}/heartbeat`, '{}');
  await world.advance('1 s');
  return { outcome: 'device-repaired' as const };
};

/** One life of every kind of alert: what it becomes, and one honest way in which it ends. */
const TALES: Readonly<Record<DeviceAlertKind, Tale>> = {
  sos: { class: 'A', severity: 1, goes: spoken('reassured') },
  unspecified: { class: 'A', severity: 1, goes: seenByANeighbour('checked-safe') },
  fall: { class: 'A', severity: 1, certainty: 'likely', goes: seenByANeighbour('helped-up') },
  cancel: { class: 'A', severity: 1, goes: falseAlarm('accidental-press', 'false-press') },
  smoke: { class: 'C', severity: 1, goes: byAgency('119', 'fire-handled') },
  heat: { class: 'C', severity: 1, goes: falseAlarm('cooking-steam', 'false-device') },
  gas: { class: 'C', severity: 1, goes: byAgency('utility', 'utility-handled') },
  'carbon-monoxide': {
    class: 'C',
    severity: 1,
    goes: byAgency('120', 'ambulance-transported', { hospital: '演示县人民医院' }),
  },
  panic: { class: 'D', severity: 1, silent: true, goes: byAgency('110', 'police-handled') },
  wandering: {
    class: 'E',
    severity: 2,
    goes: async (stage) => {
      await stage.operator.attends(stage.one);
      await stage.world.advance('5 min');
      await goesAndSees(stage.world, stage.one);
      return { outcome: 'found-and-returned' };
    },
  },
  'geofence-exit': { class: 'E', severity: 2, goes: spoken('safe-elsewhere') },
  inactivity: { class: 'F', severity: 2, goes: seenByANeighbour('checked-safe') },
  water: { class: 'F', severity: 2, goes: byAgency('utility', 'utility-handled') },
  'bed-exit': { class: 'F', severity: 2, goes: spoken('reassured') },
  temperature: { class: 'F', severity: 2, goes: spoken('self-resolved') },
  vital: {
    class: 'F',
    severity: 2,
    goes: byAgency('120', 'ambulance-not-transported', { reason: '演示：血压已恢复' }),
  },
  assistance: { class: 'W', severity: 3, goes: spoken('service-requested', { serviceOrder: '演示-17' }) },
  'medication-missed': { class: 'W', severity: 3, goes: spoken('reassured') },
  impact: { class: 'W', severity: 3, goes: spoken('self-resolved') },
  removed: { class: 'W', severity: 3, goes: spoken('reassured') },
  tamper: { class: 'W', severity: 3, goes: repaired },
  offline: {
    class: 'W',
    severity: 3,
    goes: async (stage) => ({ ...(await repaired(stage)), outcome: 'restored' }),
  },
  'battery-low': { class: 'W', severity: 3, goes: repaired },
  'power-cut': { class: 'W', severity: 3, goes: byAgency('utility', 'utility-handled') },
  fault: { class: 'W', severity: 3, goes: repaired },
  test: { class: 'W', severity: 3, goes: spoken('reassured') },
};

describe('every kind of alert, from the wire to the closing', () => {
  it.each(DEVICE_ALERT_KINDS)('%s', (kind) =>
    inWorld(async (world) => {
      const tale = TALES[kind];
      world.expects('role-call', 'contact-message', 'home-call', 'offer-over', 'assignment-changed');
      await world.onDuty(...NEIGHBOURS);
      const operator = world.operator();
      const pendant = world.device(PENDANT);

      const alert = await pendant.presses(kind, tale.certainty === undefined ? {} : { certainty: tale.certainty });
      const received = await pendant.hears('received', alert);
      const [row, ...more] = await operator.queue();
      if (row === undefined) throw new Error('nobody sees it');
      const one = world.case(row.id);
      expect(more).toEqual([]);
      expect(row).toMatchObject({
        class: tale.class,
        severity: tale.severity,
        kinds: [kind],
        // Fire and gas ask neighbours at once, for outside only; everything else waits for a voice first.
        phase: tale.class === 'C' ? 'searching' : 'waiting',
        deviceId: PENDANT,
      });
      expect(row.escalation.nextDueAt).not.toBeNull();

      const ending = await tale.goes({ world, operator, one });
      await operator.closes(one, ending);
      // A cancel takes back an alert and is none itself: it is answered once. A silent one stays silent.
      if (tale.silent === undefined && kind !== 'cancel') await pendant.hears('closed', alert);
      expect(await one.phase()).toBe('closed');
      expect(await operator.queue()).toEqual([]);
      const closed = await operator.reads(one);
      expect(closed.signalCount).toBe(1);

      expect(received.silent ?? false).toBe(tale.silent === true);
      if (tale.silent === true) {
        // It stops repeating, and says nothing more for as long as it lives.
        expect(pendant.heard.map(({ stage, silent }) => [stage, silent])).toEqual([['received', true]]);
        expect(world.telephone.told.filter(({ recipient }) => /^(contact|helper):/.test(recipient))).toEqual([]);
      }
    }),
  );
});
