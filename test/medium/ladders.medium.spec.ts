// Real: PostgreSQL, our migrations, statements, use cases and rules. Not real: the clock, and the people who edit.
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  assertPolicies,
  openIncidentStores,
  openDatabase,
  PostgresLadderStore,
  PostgresCareRecords,
} from '@silverbell/adapter-postgres';
import { defaultPolicy, type Ladder } from '@silverbell/incidents';
import { as, seconds, type AccountId, type RegionId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { testDatabase, type TestDatabase } from '@silverbell/testing-world';
import { approveLadders, dryRun, proposeLadders } from '@silverbell/usecases';
import { ok, promisesOfLadderEditing, type LadderHouse } from '@silverbell/usecases/ladder-store.suite';
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

jest.setTimeout(240_000);

const opened: { readonly database: TestDatabase; readonly source: DataSource }[] = [];
afterEach(async () => {
  for (const { database, source } of opened.splice(0)) {
    await source.destroy();
    await database.drop();
  }
}, 60_000);

async function house(): Promise<LadderHouse & { readonly source: DataSource; readonly registry: PostgresCareRecords }> {
  const database = await testDatabase();
  const source = await openDatabase(database.url, { poolSize: 6 });
  opened.push({ database, source });
  await source.query(
    `insert into region (id, parent_id, name, level_name, level_no, centre_lat, centre_lng)
     values ('county', null, '县', '县', 1, 30, 119), ('village', 'county', '村', '村', 2, 30, 119)`,
  );
  await source.query(
    `with made as (insert into account (id, username, password_hash, display_name)
       select id, id, 'x', id from unnest(array['author', 'second', 'third']) id returning id)
     insert into account_role (account_id, role, region_id, position) select id, 'lead', 'county', 0 from made`,
  );
  await source.query(
    `insert into duty_seat (id, region_id, role, person_name, voice_number_sealed) values ('seat', 'county', 'lead', '王 班长', '000')`,
  );
  const registry = new PostgresCareRecords(source, 'Asia/Shanghai');
  return {
    source,
    registry,
    deps: {
      ladders: new PostgresLadderStore(source, openIncidentStores(source, 'a secret of this test').queries),
      registry,
      clock: new FixedClock(),
      newId: countedIds(),
      fingerprint: (text) => createHash('sha256').update(text).digest('hex'),
      breathe: () => Promise.resolve(),
    },
    county: as<RegionId>('county'),
    village: as<RegionId>('village'),
    author: as<AccountId>('author'),
    second: as<AccountId>('second'),
    third: as<AccountId>('third'),
  };
}

promisesOfLadderEditing(house);

const { ladders } = defaultPolicy;
const quicker: Ladder = {
  ...ladders.A,
  rungs: ladders.A.rungs.map((rung) => (rung.id === 'unattended-b' ? { ...rung, after: seconds(45) } : rung)),
};

describe('an approved ladder in the database', () => {
  it('is what the next press of the village is raised on, from its second on', async () => {
    const { deps, registry, source, county, village, author, second } = await house();
    const draft = ok(await proposeLadders(deps, { regionId: county, by: author, reason: 'r', edit: { A: quicker } }));
    const { fingerprint } = ok(await dryRun(deps, { draftId: draft.id, by: second, days: 7 }));
    const effectiveAt = deps.clock.advance('1 min');
    const waitAt = async (at: typeof effectiveAt) =>
      (await registry.regionFacts(village, at))?.policy.ladders.A.rungs.find(({ id }) => id === 'unattended-b')?.after;
    ok(await approveLadders(deps, { draftId: draft.id, by: second, fingerprint, effectiveAt: null }));
    expect(await waitAt(effectiveAt)).toBe(45_000);
    expect(await waitAt((effectiveAt - 1) as typeof effectiveAt)).toBe(60_000);
    await expect(assertPolicies(source, effectiveAt)).resolves.toBeUndefined();
    // limits of the village go on top of the county's ladders
    await source.query(
      `insert into region_setting (region_id, key, valid_from, value, source) values ('village', 'limits.waveSize', $1, '4', 'test')`,
      [new Date(effectiveAt)],
    );
    const policy = (await registry.regionFacts(village, effectiveAt))?.policy;
    expect(policy?.limits.waveSize).toBe(4);
    expect(policy?.ladders.A.rungs.find(({ id }) => id === 'unattended-b')?.after).toBe(45_000);
    expect(policy?.key).toMatch(/^default-.*\+ladders-[0-9a-f]{32}\+waveSize=4$/);
  });

  it('that somebody wrote past the editor beyond its limits counts as none, and stops the next boot', async () => {
    const { registry, source, village, deps } = await house();
    const body = { ...ladders, B: { ...ladders.B, lastRung: { ...ladders.B.lastRung, every: 3_600_000 } } };
    await source.query(`insert into ladder_set (key, body) values ('forged', $1)`, [JSON.stringify(body)]);
    await source.query(
      `insert into region_setting (region_id, key, valid_from, value, source) values ('county', 'ladders', $1, '"forged"', 'test')`,
      [new Date(deps.clock.now())],
    );
    expect((await registry.regionFacts(village, deps.clock.now()))?.policy).toBe(defaultPolicy);
    await expect(assertPolicies(source, deps.clock.now())).rejects.toThrow('B must repeat its last rung within 10 min');
    await source.query(`update region_setting set value = '"lost"' where key = 'ladders'`);
    await expect(assertPolicies(source, deps.clock.now())).rejects.toThrow(
      'lost of region county are not in the database',
    );
  });
});

describe('the database itself', () => {
  it('knows no approval by the author, no edited draft and no trail with a gap', async () => {
    const { deps, source, county, author } = await house();
    const draft = ok(await proposeLadders(deps, { regionId: county, by: author, reason: 'r', edit: { A: quicker } }));
    const now = new Date(deps.clock.now());
    await expect(
      source.query(
        `update ladder_draft set state = 'approved', decided_by = author, decided_at = $1, effective_at = $1`,
        [now],
      ),
    ).rejects.toThrow('ladder_draft_four_eyes');
    await expect(source.query(`update ladder_draft set edit = '{}'`)).rejects.toThrow('never edited');
    await expect(source.query(`delete from ladder_draft where id = $1`, [draft.id])).rejects.toThrow('never edited');
    await expect(source.query(`delete from ladder_step`)).rejects.toThrow('append-only');
    await expect(source.query(`update ladder_step set actor = 'third'`)).rejects.toThrow('append-only');
  });
});
