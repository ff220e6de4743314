import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Platform } from '../stage/platform.js';
import type { Stage } from '../stage/stage.js';

export const SENIORS = 50_000;
export const HELPERS = 2_000;

/** A degree of latitude, in metres. */
const DEGREE_M = 111_320;
/** They walk and ride on circles of this radius, at some 8 m/s. */
const CIRCLE_M = 320;
const CIRCLE_S = 250;
const SETTLED = `set session_replication_role = replica; set synchronous_commit = off`;

/** The demo town, and around its villages as many homes, seniors and helpers on duty as a county has; each has a position. */
export async function settle(stage: Stage, platform: Platform): Promise<void> {
  const cluster = await stage.cluster();
  await cluster.withClient(platform.database, async (client) => {
    const { rows } = await client.query<{ seniors: number }>('select count(*)::integer as seniors from senior');
    // What is generated fits by construction.
    await client.query(SETTLED);
    const villages = `village as (select row_number() over (order by id) - 1 as at, id, centre_lat as lat, centre_lng as lng, count(*) over () as many
      from region r where not exists (select from region child where child.parent_id = r.id))`;
    // Half of a village stands around its middle, the other half is scattered: both kinds of tiles are drawn.
    const spread = (n: string, salt: number): string =>
      `((${n} * ${salt}) % 9973 / 9973.0 - 0.5) * case when ${n} % 2 = 0 then 0.012 else 0.08 end`;
    await client.query(
      `with ${villages}, homes as (
         insert into home (id, region_id, label, address_words, lat, lng, datum, position_source, hazards, has_lift)
         select 'screen-home-' || n, v.id, '住户' || n, '第' || n || '号', v.lat + ${spread('n', 7919)}, v.lng + ${spread('n', 6007)},
           'wgs84', 'geocoded', '{}', false
         from generate_series(1, $1::integer) n join village v on v.at = n % v.many returning id, region_id)
       insert into senior (id, home_id, region_id, name, birth_date, gender, status, verify_by, dispatch_first, languages, hearing, dementia,
         care_categories, economic_class, protection_flags)
       select 'screen-senior-' || substr(id, 13), id, region_id, '某某', date '1948-03-01', 'unknown', 'active', 'voice', false, '{}', 'good', false,
         '{}', 'other', '{}' from homes`,
      [SENIORS - (rows[0]?.seniors ?? 0)],
    );
    await client.query(
      `with ${villages}, helpers as (
         insert into helper (id, kind, name, family_name, birth_date, region_id, lat, lng, languages, night_calls, can_lift, transport,
           turnout_day_s, turnout_night_s, acceptance_chance, standing_availability)
         select 'screen-helper-' || n, 'aide', '某' || n, '某', date '1980-01-01', v.id, v.lat + ${spread('n', 4507)}, v.lng + ${spread('n', 3571)},
           '{}', true, true, 'e-bike', 60, 120, 0.6, false
         from generate_series(1, $1::integer) n join village v on v.at = n % v.many returning id, lat, lng),
       duty as (insert into helper_duty (helper_id, on_duty, since) select id, true, now() from helpers),
       reach as (insert into helper_reach (helper_id, base, available, on_duty) select id, point(lng, lat), true, true from helpers)
       insert into helper_position (helper_id, lat, lng, accuracy_m, at, received_at) select id, lat, lng, 10, now(), now() from helpers`,
      [HELPERS],
    );
    await client.query('set session_replication_role = origin');
    await client.query('vacuum analyze home, senior, helper, helper_position');
  });
  stage.say(`settled ${SENIORS} seniors and ${HELPERS} helpers`);
}

/** Moves helpers in the database once a second, as their phones would by their reports. */
export class Walkers {
  private running: Promise<void> | null = null;
  private wanted = false;

  constructor(
    private readonly stage: Stage,
    private readonly platform: Platform,
  ) {}

  /** The first so many of them, all on their circles. */
  walk(count: number): void {
    this.wanted = true;
    this.running = this.steps(count);
  }

  async stand(): Promise<void> {
    this.wanted = false;
    await this.running;
  }

  private async steps(count: number): Promise<void> {
    const cluster = await this.stage.cluster();
    await cluster.withClient(this.platform.database, async (client) => {
      await client.query(SETTLED);
      while (this.wanted) {
        const startedAt = performance.now();
        await step(client, count);
        await pause(Math.max(0, 1_000 - (performance.now() - startedAt)));
      }
    });
  }
}

const step = (client: Client, count: number): Promise<unknown> =>
  client.query(
    `with turn as (
       select h.id, h.lat, h.lng, 2 * pi() * (extract(epoch from now()) / ${CIRCLE_S} + n / 97.0) as angle
       from (select id, lat, lng, substr(id, 15)::integer as n from helper where id like 'screen-helper-%') h where n <= $1)
     update helper_position p set lat = t.lat + ${CIRCLE_M / DEGREE_M} * sin(t.angle), lng = t.lng + ${CIRCLE_M / DEGREE_M} * cos(t.angle),
       at = now(), received_at = now() from turn t where t.id = p.helper_id`,
    [count],
  );
