import { geoPoint, instant, type Instant, type SeniorId } from '@silverbell/kernel';
import type {
  Absence,
  AwayReason,
  InactivityStore,
  InactivityChange,
  InactivityChanged,
  InactivityFile,
} from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import { regionAndAbove } from '../people/region.sql.js';
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

  async silenceOf(seniorId: SeniorId, now: Instant): Promise<InactivityFile | null> {
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
      await tx.query('select from senior where id = $1 for update', [seniorId]);
      const [before] = (await tx.query(
        `select coalesce(jsonb_agg(rule order by id), '[]') as rules from silence_rule where senior_id = $1`,
        [seniorId],
      )) as { rules: unknown }[];
      await tx.query('delete from silence_rule where senior_id = $1', [seniorId]);
      for (const { since = change.at, ...rule } of after)
        await tx.query(
          'insert into silence_rule (id, senior_id, rule, since) values ($1, $2, $3::jsonb, instant_of($4))',
          [`${seniorId}:${rule.rule}`, seniorId, JSON.stringify(rule), since],
        );
      await this.changed(tx, seniorId, 'rules', change, before?.rules ?? [], after);
    });
  }

  async setAway(seniorId: SeniorId, away: Absence | 'back', change: InactivityChange): Promise<void> {
    await this.source.transaction(async (tx) => {
      const [before] = (await tx.query(
        `select away_from, away_until, away_lat, away_lng, away_label, away_reason from senior where id = $1 for update`,
        [seniorId],
      )) as Record<string, unknown>[];
      if (away === 'back')
        // Not forgotten but over: the rules count from now, not from before she left. One that lies ahead never was.
        await tx.query(
          `update senior set away_until = case when away_from > instant_of($2) then null else instant_of($2) end,
             away_from = case when away_from > instant_of($2) then null else away_from end,
             away_lat = null, away_lng = null, away_label = null, away_reason = null where id = $1`,
          [seniorId, change.at],
        );
      else
        await tx.query(
          `update senior set away_from = instant_of($2), away_until = instant_of($3), away_lat = $4, away_lng = $5, away_label = $6,
             away_reason = $7 where id = $1`,
          [
            seniorId,
            away.from,
            away.until,
            away.where?.point.lat ?? null,
            away.where?.point.lng ?? null,
            away.where?.label ?? null,
            away.reason,
          ],
        );
      await this.changed(tx, seniorId, away === 'back' ? 'back' : 'away', change, before ?? {}, away);
    });
  }

  private async changed(
    tx: EntityManager,
    seniorId: SeniorId,
    what: InactivityChanged['what'],
    { id, at, by, reason, note }: InactivityChange,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    await tx.query(
      `insert into silence_change (id, senior_id, at, by_account, what, reason, note, before, after)
       values ($1, $2, instant_of($3), $4, $5, $6, $7, $8::jsonb, $9::jsonb)`,
      [id, seniorId, at, by, what, reason, note, JSON.stringify(before), JSON.stringify(after)],
    );
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
