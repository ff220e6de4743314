import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld } from '@silverbell/testing-world/scenario';

describe('An alert whose `received` receipt was sent is in the database, whatever dies next.', () => {
  it('keeps the press when the engine dies right after `received`', () =>
    inWorld(async (world) => {
      const pendant = await world.device('demo-pendant-1').isOnline();
      const { alertId } = await pendant.beginsToPress();
      await pendant.hears('received', alertId);
      await world.engineDies();

      const one = await world.caseOf(alertId);
      expect(await one.happened('raised')).toHaveLength(1);
      expect(await world.sql('select 1 from inbox where alert_id = $1', [alertId])).toHaveLength(1);

      await world.startEngine();
      await pendant.repeats();
      await eventually(
        'the repeat is answered as well',
        () => pendant.stages(alertId).filter((stage) => stage === 'received').length >= 2,
      );
      expect(await world.allCases()).toHaveLength(1);
      expect((await one.now()).alerts[0]?.repeats).toBe(1);
    }));

  it('says neither `received` nor PUBACK while the commit is outstanding, and nothing is left of a press that died before it', () =>
    inWorld(async (world) => {
      const pendant = await world.device('demo-pendant-1').isOnline();
      const letGo = await world.holds(
        `insert into subject (key, first_seen_at) values ('home:home-001', instant_of($1))`,
        [world.now()],
      );
      const { alertId, acknowledged } = await pendant.beginsToPress();
      let answer = 'none yet';
      const answered = acknowledged.then(
        () => (answer = 'acknowledged'),
        () => (answer = 'line closed'),
      );
      await eventually(
        'the transaction of the press waits for the subject',
        async () =>
          (
            await world.sql(
              `select 1 from pg_stat_activity where application_name like 'silverbell-engine%' and wait_event_type = 'Lock'`,
            )
          ).length > 0,
        () => answer,
      );
      expect(answer).toBe('none yet');
      expect(pendant.stages()).toEqual([]);

      await world.engineDies();
      await answered;
      expect(answer).toBe('line closed');
      await letGo();
      expect(await world.allCases()).toHaveLength(0);

      await world.startEngine();
      await pendant.repeats();
      await pendant.hears('received', alertId);
      expect((await (await world.caseOf(alertId)).now()).signalCount).toBe(1);
    }));

  it('keeps the press when the api was never there', () =>
    inWorld(async (world) => {
      await world.stopApi();
      const pendant = world.device('demo-pendant-2');
      const alertId = await pendant.presses();
      await pendant.hears('received', alertId);
      await world.startApi();
      expect((await world.operator().queue()).map(({ id }) => id)).toEqual([(await world.caseOf(alertId)).id]);
    }));
});
