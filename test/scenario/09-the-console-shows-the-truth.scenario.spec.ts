import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld } from '@silverbell/testing-world/scenario';

describe('The console shows the truth: a push only says "look again"; while the connection is doubtful, the screen says so and keeps ringing.', () => {
  it('shows a press and every step of it, at the version the database has', () =>
    inWorld(async (world) => {
      const page = await world.console();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await page.shows(one, (row) => row.phase === 'waiting');
      expect(page.rings()).toBe(true);
      await world.operator().attends(one);
      await page.shows(one, (row) => row.phase === 'attended');
      expect(page.rings()).toBe(false);
      const { version } = await one.now();
      await page.shows(one, (row) => row.version === version, `version ${String(version)}`);
      expect(page.defects).toEqual([]);
    }));

  it('says that the line is cut, keeps ringing on what it knows, and has the truth back when the line is', () =>
    inWorld(async (world) => {
      const page = await world.console();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await page.shows(one);
      page.cable.cut();
      await page.showsConnection('down');
      expect(page.rings()).toBe(true);
      expect([...page.state().cases.keys()]).toEqual([one.id]);

      await world.operator('operator-2').attends(one);
      const other = await world.caseOf(await world.device('demo-pendant-2').presses());
      expect([...page.state().cases.values()].map((row) => row.phase)).toEqual(['waiting']);

      page.cable.mend();
      await page.showsConnection('live');
      await page.shows(one, (row) => row.attention.by?.id === 'account-operator-2');
      await page.shows(other);
    }));

  it('answers `resume` with every open case at its present version, and nothing else', () =>
    inWorld(async (world) => {
      const page = await world.console();
      const first = await world.caseOf(await world.device('demo-pendant-1').presses());
      const second = await world.caseOf(await world.device('demo-pendant-2').presses());
      await world.operator().speaksWithTheSenior(second);
      await world.operator().closes(second, { outcome: 'reassured' });
      await world.operator('operator-2').attends(first);
      expect(await page.resumes()).toEqual(new Map([[first.id, (await first.now()).version]]));
      await page.showsNoMore(second);
    }));

  it('learns of a change of another process though no wake was heard', () =>
    inWorld(async (world) => {
      const page = await world.console();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await page.shows(one);
      // A request that had its connection in hand at that moment is refused, and says so.
      world.logbook.mayFail('realtime-failed', 'wake-lost', 'request-failed');
      await world.cutDatabase('silverbell-api');
      await eventually('the api works again', () =>
        world
          .operator()
          .queue()
          .then(
            () => true,
            () => false,
          ),
      );
      await world.operator().attends(one);
      await page.shows(one, (row) => row.phase === 'attended');
    }));

  it('shows the helper, after her line was cut, that the offer is gone', () =>
    inWorld(async (world) => {
      await world.onDuty('helper-1', 'helper-2');
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await world.operator().judges(one, 'real');
      const helper = await world.helper('helper-2').opensThePage();
      helper.closesThePage();
      await world.helper('helper-1').accepts(one);
      await helper.opensThePage();
      await helper.isPushed('offer.over', (message) => message['reason'] === 'taken');
    }));
});
