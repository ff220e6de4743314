import { migrate, openCommandPool, PostgresHelperDirectory } from '@silverbell/adapter-postgres';
import type { Incident } from '@silverbell/incidents';
import { as, geoPoint, instant, type RegionId } from '@silverbell/kernel';
import { candidatesFor, type Deps } from '@silverbell/usecases';
import { p50, p99, rounded, shuffled } from '../numbers.js';
import type { Stage } from '../stage/stage.js';
import type { Measured } from './measured.js';

const SIZES = { few: 1_000, many: 100_000 } as const;
const BLOCKS = 10;
const PER_BLOCK = 20;
/** A county's width in degrees, whatever lives in it. */
const SPREAD = 1;
const CORNER = { lat: 30, lng: 119 };

/** `candidatesRatio`: everybody near a random place, read and ranked as for an offer, among 1,000 and among 100,000 helpers on duty. */
export async function candidates(stage: Stage): Promise<Measured> {
  const cluster = await stage.cluster();
  const rosters = new Map<keyof typeof SIZES, { deps: Deps; close: () => Promise<void> }>();
  const now = Date.now();
  for (const name of ['few', 'many'] as const) {
    const url = await cluster.createDatabase(`helpers_${name}`);
    await migrate(url);
    await cluster.withClient(`helpers_${name}`, async (client) => {
      // What is generated fits by construction; row by row the triggers would take minutes.
      await client.query('set synchronous_commit = off; set session_replication_role = replica');
      await client.query(
        `insert into region (id, level_name, level_no, name, centre_lat, centre_lng) values ('county', '县', 2, '县', ${CORNER.lat}, ${CORNER.lng})`,
      );
      await client.query(
        `insert into helper (id, kind, name, family_name, birth_date, region_id, lat, lng, languages, night_calls, can_lift, transport,
           turnout_day_s, turnout_night_s, acceptance_chance, standing_availability)
         select 'helper-' || n, 'aide', '某', '某', date '1980-01-01', 'county', ${CORNER.lat} + ${SPREAD} * ((n * 7919) % 99991) / 99991.0,
           ${CORNER.lng} + ${SPREAD} * ((n * 104729) % 99989) / 99989.0, '{}', true, true, 'e-bike', 60, 120, 0.6, false from generate_series(1::bigint, $1::bigint) n`,
        [SIZES[name]],
      );
      await client.query(
        `insert into helper_certificate (helper_id, kind, valid_until) select id, 'first-aid', $1::timestamptz from helper`,
        [new Date(now + 86_400_000)],
      );
      await client.query(
        `insert into helper_duty (helper_id, on_duty, since) select id, true, $1::timestamptz from helper`,
        [new Date(now)],
      );
      await client.query(
        `insert into helper_position (helper_id, lat, lng, accuracy_m, at, received_at)
         select id, lat + 0.003, lng - 0.002, 10, $1::timestamptz, $1::timestamptz from helper`,
        [new Date(now)],
      );
      await client.query(
        `insert into helper_reach (helper_id, base, available, on_duty, spot, spot_at)
         select h.id, point(h.lng, h.lat), d.on_duty, d.on_duty, point(p.lng, p.lat), p.received_at
         from helper h join helper_duty d on d.helper_id = h.id join helper_position p on p.helper_id = h.id`,
      );
      await client.query('vacuum analyze');
    });
    stage.say(`candidates: ${SIZES[name]} helpers on duty`);
    const pool = await openCommandPool(url, { applicationName: 'bench', poolSize: 2 });
    // Ranking asks the roster and the clock, and nobody else.
    const deps = {
      helperDirectory: new PostgresHelperDirectory(pool),
      clock: { now: () => instant(now) },
      timeZone: 'Asia/Shanghai',
    } as Pick<Deps, 'helperDirectory' | 'clock' | 'timeZone'> as Deps;
    rosters.set(name, { deps, close: () => pool.close() });
  }
  const took = { few: [] as number[], many: [] as number[] };
  let found = Number.POSITIVE_INFINITY;
  for (let block = 0; block <= BLOCKS; block += 1) {
    for (const name of shuffled(['few', 'many'] as const, stage.random)) {
      for (let n = 0; n < PER_BLOCK; n += 1) {
        const point = geoPoint(CORNER.lat + SPREAD * stage.random(), CORNER.lng + SPREAD * stage.random());
        if (point === null) throw new Error('no such place');
        const at = performance.now();
        const { ranked } = await candidatesFor((rosters.get(name) as { deps: Deps }).deps, caseAt(point));
        if (block > 0) took[name].push(performance.now() - at);
        found = Math.min(found, ranked.length);
      }
    }
  }
  for (const { close } of rosters.values()) await close();
  for (const name of ['few', 'many']) await cluster.dropDatabase(`helpers_${name}`);
  return {
    figures: { candidatesRatio: p50(took.many) / p50(took.few) },
    invalid: found > 0 ? [] : ['a ranking found nobody'],
    seen: {
      rankingMsAmong1000: [rounded(p50(took.few)), rounded(p99(took.few))],
      rankingMsAmong100000: [rounded(p50(took.many)), rounded(p99(took.many))],
      fewestRanked: found,
    },
  };
}

/** As much of a case as a ranking looks at: where, and for whom. */
const caseAt = (point: NonNullable<ReturnType<typeof geoPoint>>): Incident =>
  ({
    destination: { choice: 'home', point, reason: 'home', alternative: null, at: instant(0) },
    regionId: as<RegionId>('county'),
    facts: { homeId: null, seniorIds: [], dispatchFirst: false, dementia: false, testWindow: false },
    kinds: ['sos'],
    offers: [],
    assignments: [],
  }) as Pick<Incident, 'destination' | 'regionId' | 'facts' | 'kinds' | 'offers' | 'assignments'> as Incident;
