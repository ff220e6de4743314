import { defaultPolicy, type Ladders } from '@silverbell/incident';
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
import type { DataSource } from 'typeorm';
import type { IncidentQueries } from '../cases/case.queries.js';
import type { Queryable } from '../connection/command-pool.js';
import { anyRegionBelow, regionAndAbove } from '../people/region.sql.js';

interface VersionRow {
  key: string;
  body: Ladders | null;
  region_id: string;
  valid_from: Date;
  draft_id: string | null;
}
interface DraftRow extends Omit<LadderDraft, 'proposedAt' | 'decidedAt' | 'effectiveAt'> {
  proposedAt: Date;
  decidedAt: Date | null;
  effectiveAt: Date | null;
}

const DRAFT = `id, region_id as "regionId", author, reason, edit, changes, proposed_at as "proposedAt", state,
  decided_by as "decidedBy", decided_at as "decidedAt", decision, effective_at as "effectiveAt"`;
const STEP = `id, draft_id as "draftId", region_id as "regionId", type, actor as by, at, reason, fingerprint, cases`;
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

  async versions(regionId: RegionId): Promise<readonly DatedLadders[]> {
    const rows = (await this.source.query(
      `${VERSION} where s.region_id = $1 and s.key = 'ladders' order by s.valid_from`,
      [regionId],
    )) as VersionRow[];
    return rows.map(versionOf);
  }

  draft(id: string): Promise<LadderDraft | null> {
    return draftById(this.source, id);
  }

  async drafts(regionId: RegionId): Promise<readonly LadderDraft[]> {
    const rows = (await this.source.query(
      `select ${DRAFT} from ladder_draft where region_id = $1 order by proposed_at desc, id limit 200`,
      [regionId],
    )) as DraftRow[];
    return rows.map(draftOf);
  }

  async steps(draftId: string): Promise<readonly LadderStep[]> {
    const rows = (await this.source.query(`select ${STEP} from ladder_step where draft_id = $1 order by seq`, [
      draftId,
    ])) as (Omit<LadderStep, 'at'> & { at: Date })[];
    return rows.map(stepOf);
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
  constructor(private readonly asks: Queryable) {}

  newest(regionId: RegionId): Promise<DatedLadders> {
    return nearest(this.asks, regionId, null);
  }

  async lastOwnChange(regionId: RegionId): Promise<Instant | null> {
    const rows = (await this.asks.query(
      `select max(valid_from) as at from region_setting where region_id = $1 and key = 'ladders'`,
      [regionId],
    )) as { at: Date | null }[];
    return at(rows[0]?.at ?? null);
  }

  draft(id: string): Promise<LadderDraft | null> {
    return draftById(this.asks, id);
  }

  async openDrafts(regionId: RegionId): Promise<readonly LadderDraft[]> {
    const rows = (await this.asks.query(
      `select ${DRAFT} from ladder_draft where region_id = $1 and state = 'open' order by proposed_at, id`,
      [regionId],
    )) as DraftRow[];
    return rows.map(draftOf);
  }

  async lastDryRun(draftId: string, by: AccountId): Promise<LadderStep | null> {
    const rows = (await this.asks.query(
      `select ${STEP} from ladder_step where draft_id = $1 and actor = $2 and type = 'dry-run' order by seq desc limit 1`,
      [draftId, by],
    )) as (Omit<LadderStep, 'at'> & { at: Date })[];
    return rows[0] ? stepOf(rows[0]) : null;
  }

  async add(draft: LadderDraft): Promise<void> {
    await this.asks.query(
      `insert into ladder_draft (id, region_id, author, reason, edit, changes, proposed_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        draft.id,
        draft.regionId,
        draft.author,
        draft.reason,
        JSON.stringify(draft.edit),
        JSON.stringify(draft.changes),
        new Date(draft.proposedAt),
        draft.state,
      ],
    );
  }

  async decide(draft: LadderDraft): Promise<void> {
    await this.asks.query(
      `update ladder_draft set state = $2, decided_by = $3, decided_at = $4, decision = $5, effective_at = $6 where id = $1`,
      [draft.id, draft.state, draft.decidedBy, date(draft.decidedAt), draft.decision, date(draft.effectiveAt)],
    );
  }

  async publish({
    key,
    ladders,
    regionId,
    validFrom,
    draftId,
  }: Parameters<LadderTransaction['publish']>[0]): Promise<void> {
    if (key !== DEFAULT_LADDERS)
      await this.asks.query(`insert into ladder_set (key, body) values ($1, $2) on conflict (key) do nothing`, [
        key,
        JSON.stringify(ladders),
      ]);
    await this.asks.query(
      `insert into region_setting (region_id, key, valid_from, value, source) values ($1, 'ladders', $2, to_jsonb($3::text), $4)`,
      [regionId, new Date(validFrom), key, `draft ${draftId}`],
    );
    await this.asks.query(`insert into ladder_version (region_id, valid_from, key, draft_id) values ($1, $2, $3, $4)`, [
      regionId,
      new Date(validFrom),
      key,
      draftId,
    ]);
  }

  async append(step: LadderStep): Promise<void> {
    await this.asks.query(
      `insert into ladder_step (id, draft_id, region_id, type, actor, at, reason, fingerprint, cases) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        step.id,
        step.draftId,
        step.regionId,
        step.type,
        step.by,
        new Date(step.at),
        step.reason,
        step.fingerprint,
        step.cases,
      ],
    );
  }
}

/** The nearest region upwards that set any; of its versions the latest by then, or the latest of all. */
async function nearest(asks: Queryable, regionId: RegionId, until: Instant | null): Promise<DatedLadders> {
  const rows = (await asks.query(
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

async function draftById(asks: Queryable, id: string): Promise<LadderDraft | null> {
  const rows = (await asks.query(`select ${DRAFT} from ladder_draft where id = $1`, [id])) as DraftRow[];
  return rows[0] ? draftOf(rows[0]) : null;
}

const versionOf = (row: VersionRow): DatedLadders => ({
  key: row.key,
  ladders: row.body ?? defaultPolicy.ladders,
  regionId: as<RegionId>(row.region_id),
  validFrom: instant(row.valid_from.getTime()),
  draftId: row.draft_id,
});
const at = (value: Date | null): Instant | null => (value === null ? null : instant(value.getTime()));
const date = (value: Instant | null): Date | null => (value === null ? null : new Date(value));
const draftOf = (row: DraftRow): LadderDraft => ({
  ...row,
  proposedAt: instant(row.proposedAt.getTime()),
  decidedAt: at(row.decidedAt),
  effectiveAt: at(row.effectiveAt),
});
const stepOf = (row: Omit<LadderStep, 'at'> & { readonly at: Date }): LadderStep => ({
  ...row,
  at: instant(row.at.getTime()),
});
