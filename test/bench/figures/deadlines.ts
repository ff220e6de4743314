import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { p50, p99, rounded } from '../numbers.js';
import { Person } from '../stage/people.js';
import { pendants, type Stage } from '../stage/stage.js';
import { connected } from './pressing.js';
import type { Measured } from './measured.js';

const DEADLINES = 10_000;
const OVER_MS = 60_000;
const PREPARING_MS = 20_000;
/** What is not fired by then counts as this late. */
const WAITED_FOR_MS = 30_000;
const AT_ONCE = 1_000;

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
    const copied = await copyIncidents(client, from);
    stage.say(`deadlines: ${copied} cases copied, due from ${Math.round((from - Date.now()) / 1_000)} s on`);
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

interface Template {
  readonly incident: Record<string, unknown>;
  readonly events: Record<string, unknown>[];
  readonly signals: Record<string, unknown>[];
  readonly due: number;
}

async function copyIncidents(client: Client, from: number): Promise<number> {
  const { rows } = await client.query<Template>(
    `select to_jsonb(i) as incident, (select jsonb_agg(to_jsonb(e) order by e.seq) from incident_event e where e.incident_id = i.id) as events,
       (select jsonb_agg(to_jsonb(s) order by s.position) from signal s where s.incident_id = i.id) as signals,
       (extract(epoch from i.next_due_at) * 1000)::double precision as due
     from incident i where i.open order by i.raised_at limit 1`,
  );
  const template = rows[0];
  if (!template) throw new Error('the case to be copied was not raised');
  for (let first = 0; first < DEADLINES; first += AT_ONCE) {
    const copies = Array.from({ length: AT_ONCE }, (_, n) =>
      copyOf(template, first + n, from + ((first + n) * OVER_MS) / DEADLINES),
    );
    await client.query(
      `with subjects as (insert into subject select * from jsonb_populate_recordset(null::subject, $1::jsonb)),
         incidents as (insert into incident select * from jsonb_populate_recordset(null::incident, $2::jsonb)),
         signals as (insert into signal select * from jsonb_populate_recordset(null::signal, $4::jsonb))
       insert into incident_event select * from jsonb_populate_recordset(null::incident_event, $3::jsonb)`,
      [
        JSON.stringify(copies.map(({ subject }) => subject)),
        JSON.stringify(copies.map(({ incident }) => incident)),
        JSON.stringify(copies.flatMap(({ events }) => events)),
        JSON.stringify(copies.flatMap(({ signals }) => signals)),
      ],
    );
  }
  await client.query('analyze incident, incident_event, signal, subject');
  return DEADLINES;
}

function copyOf(template: Template, n: number, dueAt: number) {
  const id = `due-${n}`;
  const subject = { type: 'device', id: `due-device-${n}` };
  const key = `${subject.type}:${subject.id}`;
  const by = Math.round(dueAt - template.due);
  const moved = shifted(template.incident, by) as Record<string, unknown> & { state: Record<string, unknown> };
  return {
    subject: { key, first_seen_at: moved['raised_at'] },
    incident: { ...moved, id, number: 1_000_000 + n, subject_key: key, state: { ...moved.state, id, subject } },
    events: template.events.map((event) => ({
      ...(shifted(event, by) as Record<string, unknown>),
      incident_id: id,
      id: `${String(event['id'])}-${n}`,
    })),
    signals: template.signals.map((signal) => ({
      ...(shifted(signal, by) as Record<string, unknown>),
      incident_id: id,
      device_id: subject.id,
    })),
  };
}

/** Every instant in it, whether milliseconds or a timestamp, moved by so much. */
function shifted(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value > 1.5e12 && value < 3e12 ? value + by : value;
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) ? new Date(Date.parse(value) + by).toISOString() : value;
  if (Array.isArray(value)) return value.map((one) => shifted(one, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shifted(inner, by)]));
}
