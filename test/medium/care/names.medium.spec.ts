// Real: PostgreSQL with every migration, the api over HTTP, the worker, the demo town. Not real: the engine.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CareStage } from './care-stage.js';

jest.setTimeout(180_000);

const stage = new CareStage();
const { call } = stage;

interface Row {
  readonly name?: string;
  readonly senior?: { readonly id: string; readonly name: string } | null;
  readonly seniors?: readonly { readonly name: string }[];
  readonly worker?: { readonly name: string } | null;
}
const namesIn = ({ name, senior, seniors, worker }: Row): readonly string[] => [
  ...(name === undefined ? [] : [name]),
  ...[senior, worker, ...(seniors ?? [])].flatMap((one) => (one ? [one.name] : [])),
];
async function names(as: string, path: string): Promise<readonly string[]> {
  const { status, body } = await call<{ items: Row[] }>(as, 'GET', path);
  if (status !== 200) throw new Error(`${as} ${path}: ${String(status)}`);
  return body.items.flatMap(namesIn);
}

const MASKED = /^.\*+.?$/u;

/** Every list of people in daytime care, and who of its readers has nothing to do there. */
const LISTS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['/service-plans', ['supervisor', 'county-1'], ['township-1', 'community-1', 'operator', 'provider-1']],
  ['/service-orders?from=2026-10-12&to=2026-10-13', ['supervisor', 'county-1'], ['township-1', 'provider-1']],
  ['/complaints', ['supervisor'], ['township-1', 'county-1', 'community-1', 'operator', 'provider-1']],
  ['/verifications', ['supervisor', 'county-1'], ['township-1', 'provider-1']],
  ['/workers', ['supervisor', 'finance-1'], ['township-1', 'county-1', 'operator', 'provider-1']],
  ['/entitlements', ['supervisor', 'finance-1'], ['township-1', 'county-1', 'operator']],
];

beforeAll(async () => {
  await stage.opens();
  await stage.movesClockTo('2026-10-14T08:00:00+08:00');
  for (const n of [1, 2, 3]) {
    const day = `2026-10-1${String(n)}`;
    const [order] = await stage.sql<{ id: string }>(
      `select id from service_order where senior_id = 'care-c' and day = '${day}'`,
    );
    const said = {
      workerId: 'worker-1',
      seniorId: 'care-c',
      orderId: order?.id,
      by: '王大姐',
      kind: 'late',
      text: '迟到',
    };
    const made = await call('operator', 'POST', '/complaints', said);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  }
}, 180_000);
afterAll(() => stage.closes());

describe('CR-07: names in the lists of daytime care', () => {
  it.each(LISTS)('of %s are masked for who only reads them', async (path, readers) => {
    for (const reader of readers) {
      const shown = await names(reader, path);
      expect([reader, shown.length > 0, shown.filter((name) => !MASKED.test(name))]).toEqual([reader, true, []]);
    }
  });

  it.each(LISTS)('of %s are in full for who acts on them', async (path, _, actors) => {
    for (const actor of actors) {
      const shown = await names(actor, path);
      expect([actor, shown.length > 0, shown.filter((name) => MASKED.test(name))]).toEqual([actor, true, []]);
    }
  });

  it('of what is asked afterwards are masked for the supervisor, in full for the township', async () => {
    const of = async (as: string) =>
      (
        await call<{ items: { about: string; seniors: { name: string }[] }[] }>(as, 'GET', '/follow-ups?limit=200')
      ).body.items
        .filter(({ about }) => about === 'complaint')
        .flatMap(({ seniors }) => seniors.map(({ name }) => MASKED.test(name)));
    const [complaint] = (await call<{ items: { id: string }[] }>('township-1', 'GET', '/complaints')).body.items;
    const answer = { text: '已致歉', upheld: true };
    expect((await call('township-1', 'POST', `/complaints/${complaint?.id ?? ''}/answer`, answer)).status).toBe(200);
    expect(await of('supervisor')).toEqual([true]);
    expect(await of('township-1')).toEqual([false]);
  });

  it('of a verification without a provider stay masked for those who only look on', async () => {
    await stage.sql(
      `update care_verification set provider_id = null, fold = jsonb_set(fold, '{providerId}', 'null') where fold ->> 'workerId' = 'worker-1'`,
    );
    for (const reader of ['supervisor', 'county-1'])
      for (const name of await names(reader, '/verifications'))
        expect([reader, name]).toEqual([reader, expect.stringMatching(MASKED)]);
    expect((await names('supervisor', '/verifications')).length).toBeGreaterThan(0);
    expect((await names('township-1', '/verifications')).filter((name) => MASKED.test(name))).toEqual([]);
  });

  it('tell a provider who complained as little as an onlooker', async () => {
    for (const reader of ['provider-1', 'supervisor']) {
      const { body } = await call<{ items: { by: string | null }[] }>(reader, 'GET', '/complaints');
      expect([reader, body.items.map(({ by }) => by)]).toEqual([reader, [null, null, null]]);
    }
  });
});
