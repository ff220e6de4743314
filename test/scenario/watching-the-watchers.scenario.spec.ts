import { describe, expect, it } from '@jest/globals';
import { eventually, inWorld, type World } from '@silverbell/testing-world/scenario';
import type { PlatformHealthResponse } from '@silverbell/wire';

const auditor = async (world: World): Promise<() => Promise<PlatformHealthResponse>> => {
  const account = world.account('auditor');
  await account.logsIn();
  return () => healthFor(world, account.currentToken() ?? '');
};
const healthFor = async (world: World, token: string): Promise<PlatformHealthResponse> => {
  const response = await fetch(`${world.origin}/api/v1/platform-health`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as PlatformHealthResponse;
};
const itemOf = ({ items }: PlatformHealthResponse, key: string) => items.find((one) => one.key === key);
const readiness = async (world: World): Promise<{ status: number; checks: Record<string, boolean> }> => {
  const response = await fetch(`${world.origin}/health/ready`);
  const { checks } = (await response.json()) as { checks: Record<string, boolean> };
  return { status: response.status, checks };
};
const live = async (world: World): Promise<number> => (await fetch(`${world.origin}/health/live`)).status;

describe('who watches the platform', () => {
  it('is told by the health route and at every console, within seconds of the time of the world, that the engine fires nothing, and when it does again', () =>
    inWorld(async (world) => {
      const page = await world.console();
      const health = await auditor(world);
      await world.caseOf(await world.device('demo-pendant-1').presses());
      const before = await eventually(
        'the engine was heard',
        async () => {
          const seen = await health();
          return itemOf(seen, 'loop:ticker') === undefined ? undefined : seen;
        },
        health,
      );
      expect(itemOf(before, 'overdue')).toMatchObject({ verdict: 'ok', limit: 5 });
      expect(itemOf(before, 'mqtt')?.verdict).toBe('ok');

      await world.stopEngine();
      world.sleep('2 min');
      const late = await eventually(
        'the health route says late',
        async () => {
          const seen = await health();
          return seen.rings ? seen : undefined;
        },
        health,
      );
      expect(late.verdict).toBe('late');
      expect(itemOf(late, 'overdue')).toMatchObject({ verdict: 'late' });
      expect(itemOf(late, 'overdue')?.words.en).toMatch(/oldest overdue step: [\d.]+ s, \d+ in all/);
      await eventually(
        'the console is told',
        () => page.notices.includes('platform-late'),
        () => page.notices,
      );
      expect(await readiness(world)).toMatchObject({ status: 503, checks: { database: true, engine: false } });
      expect(await live(world)).toBe(200);

      await world.startEngine();
      await world.settles();
      await eventually(
        'the console is told that it is over',
        () => page.notices.at(-1) === 'platform-in-time',
        () => page.notices,
      );
      world.expects(...world.telephone.told.map(({ what }) => what));
    }));

  it('is not told that the platform is late when an operator vanished and the ladder goes on where her attention ends', () =>
    inWorld(async (world) => {
      const page = await world.console();
      const operator = world.operator();
      const one = await world.caseOf(await world.device('demo-pendant-1').presses());
      await operator.attends(one);
      operator.leavesTheDesk();
      await world.advance('60 s');
      const [lapsed] = await one.happened('lease-lapsed');
      const after = (await one.happened('rung-fired')).filter(({ at }) => at === lapsed?.at);
      expect(after.map(({ rung }) => rung)).toContain('unattended-b');
      expect(after.map(({ at, dueAt }) => at - dueAt)).toEqual(after.map(() => 0));
      expect(world.logbook.entries.filter(({ what }) => what === 'deadline-late')).toEqual([]);
      const told = await (await fetch(`${world.origin}/metrics`)).text();
      expect(told).toMatch(/^silverbell_deadline_lateness_seconds_count [1-9]/m);
      expect(told).toMatch(/^silverbell_deadline_lateness_seconds_sum 0$/m);
      expect(page.notices).not.toContain('platform-late');
      world.expects('role-call');
    }));

  it('is told by readiness that the database of the engine is away, and when it is back', () =>
    inWorld(async (world) => {
      await eventually(
        'everything is ready',
        async () => (await readiness(world)).status === 200,
        () => readiness(world),
      );
      world.databaseIsAway();
      await eventually(
        'readiness says that the database is away',
        async () => {
          const { status, checks } = await readiness(world);
          return status === 503 && checks['database'] === false;
        },
        () => readiness(world),
      );
      expect(await live(world)).toBe(200);
      world.databaseIsBack();
      await eventually(
        'everything is ready again',
        async () => (await readiness(world)).status === 200,
        () => readiness(world),
      );
    }));
});
