import { setTimeout as pause } from 'node:timers/promises';
import { p50, p99, rounded } from '../numbers.js';
import { copyOldestCase } from '../stage/copies.js';
import { Person } from '../stage/people.js';
import { pendants, type Stage } from '../stage/stage.js';
import { connected } from './pressing.js';
import type { Measured } from './measured.js';

const DEADLINES = 10_000;
const OVER_MS = 60_000;
const PREPARING_MS = 20_000;
/** What is not fired by then counts as this late. */
const WAITED_FOR_MS = 30_000;

/**
 * `deadlineLatenessMsP99`: due-at against the commit of the firing. One work case is raised through the front door and copied with its
 * times moved, so that 10,000 of them have their next deadline at even distances; whoever fires them cannot tell.
 */
export async function deadlines(stage: Stage): Promise<Measured> {
  const cluster = await stage.cluster();
  const platform = await stage.startPlatform('due');
  const person = await Person.logsIn(platform.http, 'operator');
  await person.asks('PUT', '/me/duty', { onDuty: true });
  const [device] = await connected(platform.mqttPort, pendants().pressing.slice(0, 1), true);
  const received = device?.receivedOf('template');
  await device?.publish(
    'alert',
    Buffer.from(JSON.stringify({ id: 'template', kind: 'battery-low', at: null, batteryPct: 4 })),
  );
  await received;
  device?.close();
  await pause(2_000);

  const lateness = await cluster.withClient(platform.database, async (client) => {
    const from = Date.now() + PREPARING_MS;
    await copyOldestCase(client, {
      ...{ count: DEADLINES, prefix: 'due' },
      movedBy: (n, due) => Math.round(from + (n * OVER_MS) / DEADLINES - due),
    });
    stage.say(`deadlines: ${DEADLINES} cases copied, due from ${Math.round((from - Date.now()) / 1_000)} s on`);
    if (Date.now() > from) throw new Error('copying the cases took longer than the time kept for it');
    const end = from + OVER_MS + WAITED_FOR_MS;
    // Counting reads every event of every copy: not while the deadlines are measured.
    await pause(from + OVER_MS - Date.now());
    for (;;) {
      const { rows } = await client.query<{ n: number }>(`select count(*)::integer as n from (${FIRED}) fired`);
      if ((rows[0]?.n ?? 0) >= DEADLINES || Date.now() > end) break;
      await pause(1_000);
    }
    const { rows } = await client.query<{ late: number }>(FIRED);
    return rows.map(({ late }) => late);
  });
  await platform.stop();
  const missing = DEADLINES - lateness.length;
  const all = [...lateness, ...Array.from({ length: missing }, () => WAITED_FOR_MS)];
  return {
    figures: { deadlineLatenessMsP99: p99(all) },
    invalid: [],
    seen: {
      deadlinesFired: lateness.length,
      deadlineLatenessMs: [rounded(p50(all)), rounded(p99(all)), rounded(Math.max(...all))],
    },
  };
}

const FIRED = `
  select extract(epoch from pg_xact_commit_timestamp(e.xmin))::double precision * 1000 - (e.body ->> 'dueAt')::double precision as late
  from incident_event e where e.incident_id like 'due-%' and e.type = 'rung-fired' and (e.body ->> 'dueAt')::double precision > 0
    and e.seq > (select version from incident t where t.id not like 'due-%' order by t.raised_at limit 1)`;
