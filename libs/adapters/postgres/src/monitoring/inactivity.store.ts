import { geoPoint, instant, toIso, type Instant, type SeniorId } from '@silverbell/kernel';
import type {
  Absence,
  InactivityStore,
  InactivityChange,
  InactivityChanged,
  InactivityFile,
} from '@silverbell/usecases';
import type { AwayReason } from '@silverbell/vocabulary';
import type { DataSource, EntityManager, QueryDeepPartialEntity } from 'typeorm';
import { regionAndAbove } from '../people/region.sql.js';
import { SeniorRow } from '../people/senior.entity.js';
import { InactivityChangeRow, InactivityRuleRow } from './inactivity.entity.js';
import { othersAt, PostgresActivityStore } from './activity.store.js';
import { defaultRules, ruleOf, storedRule, type Rule, type StoredRule } from './inactivity-rules.js';
import { LAST_CONTACT, SENSORS, waterOf } from './last-contact.sql.js';

type Sign = InactivityFile['signs'][number];

interface FileRow extends Omit<InactivityFile, 'rules' | 'rulesSince' | 'defaults' | 'away' | 'signs' | 'timeZone'> {
  readonly timeZone: string | null;
  readonly rules: readonly StoredRule[];
  readonly defaults: {
    readonly value: readonly StoredRule[];
    readonly validFrom: number;
    readonly source: string;
  } | null;
  readonly signs: readonly Sign[];
  readonly lastContactAt: number | null;
  readonly awayFrom: number | null;
  readonly awayUntil: number | null;
  readonly awayReason: AwayReason | null;
  readonly awayLat: number | null;
  readonly awayLng: number | null;
  readonly awayLabel: string | null;
}

export class PostgresInactivityStore extends PostgresActivityStore implements InactivityStore {
  constructor(
    protected override readonly source: DataSource,
    /** Where no region says otherwise. */
    private readonly timeZone: string,
  ) {
    super(source);
  }

  async inactivityOf(seniorId: SeniorId, now: Instant): Promise<InactivityFile | null> {
    const rows: FileRow[] = await this.source.query(
      `select p.id as "seniorId", p.name, p.home_id as "homeId", h.region_id as "regionId",
         (select s.value #>> '{}' from ${regionAndAbove('h.region_id')} join region_setting s on s.region_id = up.id
            where s.key = 'timeZone' and s.valid_from <= instant_of($2) order by up.depth, s.valid_from desc limit 1) as "timeZone",
         coalesce((select jsonb_agg(r.rule || jsonb_build_object('since', ms_of(r.since)) order by r.id) from silence_rule r where r.senior_id = p.id), '[]') as rules,
         (select jsonb_build_object('value', s.value, 'validFrom', ms_of(s.valid_from), 'source', s.source)
            from ${regionAndAbove('h.region_id')} join region_setting s on s.region_id = up.id
            where s.key = 'silence.rules' and s.valid_from <= instant_of($2) order by up.depth, s.valid_from desc limit 1) as defaults,
         coalesce((select jsonb_agg(jsonb_build_object('sign', l.sign, 'at', ms_of(l.at), 'inPerson', l.in_person) order by l.at desc)
            from sign_of_life l where l.senior_id = p.id), '[]') as signs,
         ms_of(${LAST_CONTACT})::double precision as "lastContactAt",
         ${waterOf('p.home_id', '$2')} as "waterL",
         ms_of(p.away_from)::double precision as "awayFrom", ms_of(p.away_until)::double precision as "awayUntil", p.away_reason as "awayReason",
         p.away_lat as "awayLat", p.away_lng as "awayLng", p.away_label as "awayLabel",
         ${SENSORS} as sensors,
         coalesce((select jsonb_agg(jsonb_build_object('at', ms_of(c.at), 'by', jsonb_build_object('id', c.by_account, 'name', a.display_name),
             'what', c.what, 'reason', c.reason, 'note', c.note) order by c.seq desc)
            from (select * from silence_change where senior_id = p.id order by seq desc limit 20) c
            join account a on a.id = c.by_account), '[]') as changes
       from senior p join home h on h.id = p.home_id where p.id = $1`,
      [seniorId, now],
    );
    const row = rows[0];
    return row ? this.fileOf(row, await this.isShared(row.homeId)) : null;
  }

  async setRules(seniorId: SeniorId, rules: readonly Rule[], change: InactivityChange): Promise<void> {
    const after = rules.map(storedRule);
    await this.source.transaction(async (tx) => {
      await lockSenior(tx, seniorId);
      const before = await tx.find(InactivityRuleRow, { where: { seniorId }, order: { id: 'ASC' } });
      await tx.delete(InactivityRuleRow, { seniorId });
      for (const { since, ...rule } of after)
        await tx.insert(InactivityRuleRow, {
          ...{
            id: `${seniorId}:${rule.rule}`,
            seniorId,
            rule,
            since: since === undefined ? change.at : instant(since),
          },
        });
      const rulesBefore = before.map(({ rule }) => rule);
      await appendChange(tx, seniorId, 'rules', change, rulesBefore, after);
    });
  }

  async setAway(seniorId: SeniorId, away: Absence | 'back', change: InactivityChange): Promise<void> {
    await this.source.transaction(async (tx) => {
      const senior = await lockSenior(tx, seniorId);
      const before = senior === null ? {} : absenceOf(senior);
      await tx.update(SeniorRow, { id: seniorId }, away === 'back' ? over(senior, change.at) : columnsOf(away));
      await appendChange(tx, seniorId, away === 'back' ? 'back' : 'away', change, before, away);
    });
  }

  private async isShared(homeId: string): Promise<boolean> {
    const [row] = (await this.source.query(
      `select (select count(*) from senior p where p.home_id = $1 and p.status in ('active', 'suspended'))::int + ${othersAt('$1')} as people`,
      [homeId],
    )) as { people: number }[];
    return (row?.people ?? 0) > 1;
  }

  private fileOf(row: FileRow, shared: boolean): InactivityFile {
    const { awayFrom, awayUntil, awayReason, awayLat, awayLng, awayLabel, lastContactAt, ...rest } = row;
    const since = row.rules.map((rule) => rule.since ?? 0);
    const point = awayLat === null || awayLng === null ? null : geoPoint(awayLat, awayLng);
    return {
      ...rest,
      timeZone: row.timeZone ?? this.timeZone,
      rules: row.rules.map(ruleOf),
      rulesSince: since.length === 0 ? null : instant(Math.max(...since)),
      defaults:
        row.defaults === null
          ? { rules: defaultRules, validFrom: null, source: 'SR-21' }
          : {
              rules: row.defaults.value.map(ruleOf),
              validFrom: instant(row.defaults.validFrom),
              source: row.defaults.source,
            },
      signs:
        lastContactAt === null || row.signs.some(({ at, inPerson }) => inPerson && at >= lastContactAt)
          ? row.signs
          : [{ sign: 'seen', at: instant(lastContactAt), inPerson: true }, ...row.signs],
      away:
        awayUntil === null
          ? null
          : {
              from: instant(awayFrom ?? 0),
              until: instant(awayUntil),
              where: point && { point, label: awayLabel ?? '' },
              reason: awayReason,
            },
      sensors: { ...row.sensors, shared },
    };
  }
}

type AwayColumns = Pick<SeniorRow, 'awayFrom' | 'awayUntil' | 'awayLat' | 'awayLng' | 'awayLabel' | 'awayReason'>;

const lockSenior = (tx: EntityManager, id: SeniorId): Promise<SeniorRow | null> =>
  tx.findOne(SeniorRow, { where: { id }, lock: { mode: 'pessimistic_write' } });

const columnsOf = ({ from, until, where, reason }: Absence): AwayColumns => ({
  ...{ awayFrom: from, awayUntil: until, awayReason: reason },
  ...{ awayLat: where?.point.lat ?? null, awayLng: where?.point.lng ?? null, awayLabel: where?.label ?? null },
});

/** The absence stays on file as ended, so that the rules count from its end. One that had not begun is removed. */
function over(senior: SeniorRow | null, now: Instant): AwayColumns {
  const begun = senior?.awayFrom ?? null;
  const ahead = begun !== null && begun > now;
  return {
    ...{ awayFrom: ahead ? null : begun, awayUntil: ahead ? null : now, awayReason: null },
    ...{ awayLat: null, awayLng: null, awayLabel: null },
  };
}

/** The columns as the trail of changes has always named them. */
const absenceOf = (senior: SeniorRow): Record<string, unknown> => ({
  away_from: isoOrNull(senior.awayFrom),
  away_until: isoOrNull(senior.awayUntil),
  away_lat: senior.awayLat,
  away_lng: senior.awayLng,
  away_label: senior.awayLabel,
  away_reason: senior.awayReason,
});

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

async function appendChange(
  tx: EntityManager,
  seniorId: SeniorId,
  what: InactivityChanged['what'],
  { id, at, by, reason, note }: InactivityChange,
  before: unknown,
  after: unknown,
): Promise<void> {
  const change = { id, seniorId, at, byAccount: by, what, reason, note, before, after };
  await tx.insert(InactivityChangeRow, change as QueryDeepPartialEntity<InactivityChangeRow>);
}
