import { geoPoint, instant, type DeviceId, type Instant, type SeniorId } from '@silverbell/kernel';
import type {
  Absence,
  AwayReason,
  SilenceBook,
  SilenceChange,
  SilenceChanged,
  SilenceFile,
} from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import { climb } from '../people/region.sql.js';
import { defaultRules, ruleOf, storedRule, type Rule, type StoredRule } from './silence-rules.js';
import { LAST_CONTACT, SENSORS, waterOf } from './signs.sql.js';

type Whose = Awaited<ReturnType<SilenceBook['whose']>>[number];
type Noted = Parameters<SilenceBook['note']>[0];
type Sign = SilenceFile['signs'][number];

interface FileRow extends Omit<SilenceFile, 'rules' | 'rulesSince' | 'defaults' | 'away' | 'signs' | 'timeZone'> {
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

export class PostgresSilence implements SilenceBook {
  constructor(
    private readonly source: DataSource,
    /** Where no region says otherwise. */
    private readonly timeZone: string,
  ) {}

  /** People on file, and others who are known to live there: a son, a lodger, a wife who is in no list of ours. */
  async whose(deviceIds: readonly DeviceId[]): Promise<readonly Whose[]> {
    const rows: (Whose & { readonly others: number })[] = await this.source.query(
      `select d.id as "deviceId", d.role, d.home_id as "homeId",
         case when d.fixed then null else (select p.id from senior p where p.id = d.senior_id) end as "wearerId",
         coalesce((select array_agg(p.id order by p.id) from senior p where p.home_id = d.home_id and p.status in ('active', 'suspended')), '{}') as "seniorIds",
         ${othersAt('d.home_id')} as others
       from device d where d.id = any($1)`,
      [deviceIds],
    );
    return rows.map(({ others, ...one }) => ({ ...one, shared: one.seniorIds.length + others > 1 }));
  }

  async note({ signs, water }: Noted): Promise<void> {
    // Two in one batch are one row; in one order, so that two engines never wait for each other.
    const newest = new Map<string, Noted['signs'][number]>();
    for (const sign of signs) {
      const key = `${sign.seniorId} ${sign.sign} ${String(sign.inPerson)}`;
      if ((newest.get(key)?.at ?? 0) <= sign.at) newest.set(key, sign);
    }
    const rows = [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sign]) => sign);
    if (rows.length > 0)
      await this.source.query(
        `insert into sign_of_life as l (senior_id, sign, in_person, at)
         select n."seniorId", n.sign, n."inPerson", instant_of(n.at)
         from jsonb_to_recordset($1::jsonb) as n ("seniorId" text, sign text, "inPerson" boolean, at double precision)
         where exists (select from senior where id = n."seniorId")
         on conflict (senior_id, sign, in_person) do update set at = excluded.at where l.at < excluded.at`,
        [JSON.stringify(rows)],
      );
    if (water.length > 0) await this.pour(water);
  }

  /** A dial that runs backwards is a new meter: it begins anew, and nothing was used. */
  private async pour(water: Noted['water']): Promise<void> {
    await this.source.transaction(async (tx) => {
      for (const { deviceId, homeId, at, dialL, usedL } of [...water].sort((a, b) => a.at - b.at)) {
        const before: { dial: number | null }[] = await tx.query(
          'select dial_l as dial from water_meter where device_id = $1 for update',
          [deviceId],
        );
        const dial = before[0]?.dial ?? null;
        const litres = usedL ?? (dialL === null || dial === null ? 0 : Math.max(0, dialL - dial));
        await tx.query(
          `insert into water_meter as m (device_id, home_id, dial_l, at) values ($1, $2, $3, instant_of($4))
           on conflict (device_id) do update set home_id = excluded.home_id, dial_l = coalesce(excluded.dial_l, m.dial_l),
             at = greatest(m.at, excluded.at)`,
          [deviceId, homeId, dialL, at],
        );
        await tx.query(
          `insert into water_reading as r (home_id, at, litres) values ($1, instant_of($2), $3)
           on conflict (home_id, at) do update set litres = r.litres + excluded.litres`,
          [homeId, at, litres],
        );
      }
    });
  }

  async silenceOf(seniorId: SeniorId, now: Instant): Promise<SilenceFile | null> {
    const rows: FileRow[] = await this.source.query(
      `with recursive ${climb('(select h.region_id from senior p join home h on h.id = p.home_id where p.id = $1)')}
       select p.id as "seniorId", p.name, p.home_id as "homeId", h.region_id as "regionId",
         (select s.value #>> '{}' from up join region_setting s on s.region_id = up.id
            where s.key = 'timeZone' and s.valid_from <= instant_of($2) order by up.depth, s.valid_from desc limit 1) as "timeZone",
         coalesce((select jsonb_agg(r.rule || jsonb_build_object('since', ms_of(r.since)) order by r.id) from silence_rule r where r.senior_id = p.id), '[]') as rules,
         (select jsonb_build_object('value', s.value, 'validFrom', ms_of(s.valid_from), 'source', s.source)
            from up join region_setting s on s.region_id = up.id
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

  async setRules(seniorId: SeniorId, rules: readonly Rule[], change: SilenceChange): Promise<void> {
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

  async setAway(seniorId: SeniorId, away: Absence | 'back', change: SilenceChange): Promise<void> {
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
    what: SilenceChanged['what'],
    { id, at, by, reason, note }: SilenceChange,
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

  private fileOf(row: FileRow, shared: boolean): SilenceFile {
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

/** Living there beside the seniors on file. */
const othersAt = (home: string): string => `(select count(*) from occupant o where o.home_id = ${home}
  and (o.senior_id is null or not exists (select from senior p where p.id = o.senior_id and (p.home_id = ${home} or p.status in ('deceased', 'moved')))))::int`;
