import { defaultPolicy, type Ladders } from '@silverbell/incidents';
import { as, instant, type AccountId, type Instant, type RegionId } from '@silverbell/kernel';
import {
  DEFAULT_LADDERS,
  seatsNear,
  type DatedLadders,
  type LadderStore,
  type LadderDraft,
  type LadderStep,
  type LadderTransaction,
  type RegionRows,
  type RolePeople,
} from '@silverbell/usecases';
import type { DataSource, EntityManager, QueryDeepPartialEntity } from 'typeorm';
import type { IncidentQueries } from '../incidents/incident.queries.js';
import type { Queryable } from '../connection/command-pool.js';
import { RegionSettingRow } from '../people/place.entity.js';
import { anyRegionBelow, regionAndAbove } from '../people/region.sql.js';
import { LadderDraftRow, LadderStepRow, LadderVersionRow } from './ladder.entity.js';

interface VersionRow {
  key: string;
  body: Ladders | null;
  region_id: string;
  valid_from: Date;
  draft_id: string | null;
}
/** The setting is what a press reads; which draft it came from is beside it. */
const VERSION = `select trim('"' from s.value::text) as key, set.body, s.region_id, s.valid_from, v.draft_id
  from region_setting s left join ladder_set set on to_jsonb(set.key) = s.value
  left join ladder_version v on v.region_id = s.region_id and v.valid_from = s.valid_from`;

/** Ladder edits over PostgreSQL. */
export class PostgresLadderStore implements LadderStore {
  constructor(
    private readonly source: DataSource,
    private readonly cases: Pick<IncidentQueries, 'byId'>,
  ) {}

  async transaction<T>(work: (tx: LadderTransaction) => Promise<T>): Promise<T> {
    return this.source.transaction(async (manager) => {
      // A handful a year: one at a time in the whole house is simpler to trust than locks on every region above and below.
      await manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.ladders'))`);
      return work(new PostgresLadderTransaction(manager));
    });
  }

  async inForce(regionId: RegionId, now: Instant): Promise<DatedLadders> {
    return nearest(this.source, regionId, now);
  }

  async inForceIn(regionIds: readonly RegionId[], now: Instant): Promise<ReadonlyMap<RegionId, Ladders>> {
    const rows = (await this.source.query(
      `select r.id as asked, version.* from unnest($1::text[]) as r (id) left join lateral (
         select near.* from ${regionAndAbove('r.id')} join lateral (
           ${VERSION} where s.region_id = up.id and s.key = 'ladders' and s.valid_from <= $2 order by s.valid_from desc limit 1
         ) near on true order by up.depth limit 1
       ) version on true`,
      [regionIds, date(now)],
    )) as (Partial<VersionRow> & { asked: string })[];
    return new Map(rows.map(({ asked, body }) => [as<RegionId>(asked), body ?? defaultPolicy.ladders]));
  }

  async versions(regionId: RegionId): Promise<readonly DatedLadders[]> {
    const rows = (await this.source.query(
      `${VERSION} where s.region_id = $1 and s.key = 'ladders' order by s.valid_from`,
      [regionId],
    )) as VersionRow[];
    return rows.map(versionOf);
  }

  draft(id: string): Promise<LadderDraft | null> {
    return this.source.manager.findOneBy(LadderDraftRow, { id });
  }

  drafts(regionId: RegionId): Promise<readonly LadderDraft[]> {
    return this.source.manager.find(LadderDraftRow, {
      where: { regionId },
      order: { proposedAt: 'DESC', id: 'ASC' },
      take: 200,
    });
  }

  steps(draftId: string): Promise<readonly LadderStep[]> {
    return this.source.manager.find(LadderStepRow, { where: { draftId }, order: { seq: 'ASC' } });
  }

  async incidentsSince(regionId: RegionId, since: Instant, limit: number): ReturnType<LadderStore['incidentsSince']> {
    const rows: { id: string }[] = await this.source.query(
      `select i.id from incident i where i.region_id = ${anyRegionBelow('$1')} and i.raised_at >= instant_of($2)
       order by i.raised_at desc, i.id limit $3`,
      [regionId, since, limit],
    );
    const found = [];
    for (const { id } of rows) {
      const file = await this.cases.byId(as(id));
      if (file !== null) found.push({ number: file.number, incident: file.incident, events: file.events });
    }
    return found;
  }

  async peopleIn(regionId: RegionId): Promise<RolePeople> {
    const [row]: { rows: RegionRows; names: Record<string, string> }[] = await this.source.query(
      `select region_rows($1) as rows, (
         select coalesce(jsonb_object_agg('seat:' || id, person_name), '{}') from duty_seat where region_id = any (region_chain($1))) as names`,
      [regionId],
    );
    if (row === undefined) throw new Error('a function answered nothing');
    return Object.fromEntries(
      Object.entries(seatsNear(row.rows)).map(([role, seats]) => [role, seats.map(({ key }) => row.names[key] ?? '')]),
    );
  }
}

class PostgresLadderTransaction implements LadderTransaction {
  constructor(private readonly manager: EntityManager) {}

  newest(regionId: RegionId): Promise<DatedLadders> {
    return nearest(this.manager, regionId, null);
  }

  async lastOwnChange(regionId: RegionId): Promise<Instant | null> {
    const last = await this.manager.findOne(RegionSettingRow, {
      where: { regionId, key: 'ladders' },
      order: { validFrom: 'DESC' },
    });
    return last && last.validFrom;
  }

  draft(id: string): Promise<LadderDraft | null> {
    return this.manager.findOneBy(LadderDraftRow, { id });
  }

  openDrafts(regionId: RegionId): Promise<readonly LadderDraft[]> {
    return this.manager.find(LadderDraftRow, {
      where: { regionId, state: 'open' },
      order: { proposedAt: 'ASC', id: 'ASC' },
    });
  }

  lastDryRun(draftId: string, by: AccountId): Promise<LadderStep | null> {
    return this.manager.findOne(LadderStepRow, { where: { draftId, by, type: 'dry-run' }, order: { seq: 'DESC' } });
  }

  async add({ id, regionId, author, reason, edit, changes, proposedAt, state }: LadderDraft): Promise<void> {
    const draft = { id, regionId, author, reason, edit, changes, proposedAt, state };
    await this.manager.insert(LadderDraftRow, draft as QueryDeepPartialEntity<LadderDraftRow>);
  }

  async decide({ id, state, decidedBy, decidedAt, decision, effectiveAt }: LadderDraft): Promise<void> {
    const decided = { state, decidedBy, decidedAt, decision, effectiveAt };
    await this.manager.update(LadderDraftRow, { id }, decided as QueryDeepPartialEntity<LadderDraftRow>);
  }

  async publish(version: Parameters<LadderTransaction['publish']>[0]): Promise<void> {
    const { key, ladders, regionId, validFrom, draftId } = version;
    if (draftId === null) throw new Error('a version is published from a draft');
    if (key !== DEFAULT_LADDERS)
      await this.manager.query(`insert into ladder_set (key, body) values ($1, $2) on conflict (key) do nothing`, [
        key,
        JSON.stringify(ladders),
      ]);
    await this.manager.insert(RegionSettingRow, {
      ...{ regionId, key: 'ladders', validFrom, value: key, source: `draft ${draftId}` },
    });
    await this.manager.insert(LadderVersionRow, { regionId, validFrom, key, draftId });
  }

  async append(step: LadderStep): Promise<void> {
    await this.manager.insert(LadderStepRow, { ...step });
  }
}

/** The nearest region upwards that set any; of its versions the latest by then, or the latest of all. */
async function nearest(source: Queryable, regionId: RegionId, until: Instant | null): Promise<DatedLadders> {
  const rows = (await source.query(
    `select version.* from ${regionAndAbove('$1')} join lateral (
       ${VERSION} where s.region_id = up.id and s.key = 'ladders' and ($2::timestamptz is null or s.valid_from <= $2)
       order by s.valid_from desc limit 1
     ) version on true order by up.depth limit 1`,
    [regionId, date(until)],
  )) as VersionRow[];
  return rows[0]
    ? versionOf(rows[0])
    : { key: null, ladders: defaultPolicy.ladders, regionId: null, validFrom: null, draftId: null };
}

const versionOf = (row: VersionRow): DatedLadders => ({
  key: row.key,
  ladders: row.body ?? defaultPolicy.ladders,
  regionId: as<RegionId>(row.region_id),
  validFrom: instant(row.valid_from.getTime()),
  draftId: row.draft_id,
});
const date = (value: Instant | null): Date | null => (value === null ? null : new Date(value));
