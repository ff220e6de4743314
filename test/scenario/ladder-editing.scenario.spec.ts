import { describe, expect, it } from '@jest/globals';
import type { LadderOnWire } from '@silverbell/wire';
import { inWorld, type World } from '@silverbell/testing-world/scenario';

const county = 'demo-county';

/** Lead and overflow are called after so many seconds. */
const calledAfter = (ladders: readonly LadderOnWire[], afterS: number): LadderOnWire => {
  const a = ladders.find((one) => one.class === 'A');
  if (a === undefined) throw new Error('there is no ladder A');
  return { ...a, rungs: a.rungs.map((rung) => (rung.id === 'lead-overflow' ? { ...rung, afterS } : rung)) };
};

/** Seconds after the press at which the rung that calls lead and overflow really fired; `null`: not yet. */
async function leadCalledAt(world: World, id: string): Promise<number | null> {
  const one = await world.operator().account.asks('incident', { of: { id } });
  const fired = one.timeline.find((line) => line.type === 'rung-fired' && line.data['rung'] === 'lead-overflow');
  return fired === undefined ? null : (Date.parse(fired.at) - Date.parse(one.raisedAt)) / 1_000;
}

async function openIncidentOf(world: World, device: string): Promise<string> {
  const { items } = await world.operator().account.asks('incidents');
  const found = items.find((one) => one.deviceId === device);
  if (found === undefined) throw new Error(`${device} has no open case`);
  return found.id;
}

describe('H20 the ladders are edited by two people', () => {
  it('an edited ladder takes effect for the next press and not for the running case', () =>
    inWorld(async (world) => {
      world.expects('role-call', 'offer', 'contact-message');
      const [lead, admin] = [world.account('lead'), world.account('admin')];
      const present = await lead.asks('regionLadders', { of: { id: county } });
      expect(present.inForce).toMatchObject({ key: 'default', validFrom: null });

      const wide = lead.isRefused('proposeLadders', {
        of: { id: county },
        body: { reason: '夜里少打扰', ladders: [{ ...calledAfter(present.ladders, 15), rungs: [] }] },
      });
      expect(await wide).toBe('ladder-beyond-limits');

      const draft = await lead.asks('proposeLadders', {
        of: { id: county },
        body: { reason: '县里反映 15 秒太急', ladders: [calledAfter(present.ladders, 25)] },
      });
      expect(draft.changes.map(({ words }) => words['zh-CN'])).toEqual([
        'A 类·按铃（先核实）：“lead-overflow”（无人受理）等待 15 秒 → 25 秒',
      ]);
      const of = { id: draft.id };

      // A press while the draft is only a draft goes by the present ladder, and keeps it.
      await world.device('demo-pendant-1').presses();
      const running = await openIncidentOf(world, 'demo-pendant-1');

      const ownRun = await lead.asks('dryRunLadders', { of });
      const body = { fingerprint: ownRun.fingerprint };
      expect(await lead.isRefused('approveLadders', { of, body })).toBe('ladder-own-draft');
      expect(await admin.isRefused('approveLadders', { of, body })).toBe('ladder-dry-run-missing');

      const run = await admin.asks('dryRunLadders', { of });
      const real = run.stories.filter((story) => story.case?.id === running);
      expect(real).toHaveLength(1);
      const synthetic = run.stories.find((story) => story.class === 'B' && story.story === 'nobody');
      expect(synthetic?.after.some(({ role, people }) => role === 'county-duty' && people.length > 0)).toBe(true);

      const approved = await admin.asks('approveLadders', { of, body: { fingerprint: run.fingerprint } });
      expect(approved.state).toBe('approved');
      expect(approved.history.map(({ type }) => type)).toEqual(['proposed', 'dry-run', 'dry-run', 'approved']);
      await world.advance('1 s');

      await world.device('demo-pendant-2').presses();
      const next = await openIncidentOf(world, 'demo-pendant-2');
      await world.advance('16 s');
      expect(await leadCalledAt(world, running)).toBe(15);
      expect(await leadCalledAt(world, next)).toBeNull();
      await world.advance('10 s');
      expect(await leadCalledAt(world, next)).toBe(25);

      const now = await lead.asks('regionLadders', { of: { id: county } });
      expect(now.inForce.draftId).toBe(draft.id);
      expect(now.versions).toHaveLength(1);
      expect(await world.account('operator').isRefused('dryRunLadders', { of })).toBe('not-allowed');
    }));
});
