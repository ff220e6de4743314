import type { Client } from 'pg';

const AT_ONCE = 1_000;

export interface Copies {
  readonly count: number;
  /** Ids of the copies begin with it. */
  readonly prefix: string;
  /** By how many milliseconds the times of the n-th copy are moved; `dueAt`: when the template's next step is due. */
  readonly movedBy: (n: number, dueAt: number) => number;
  /** Milliseconds since 1970 at which the next step of each copy is looked at; absent: when it is due. */
  readonly lookedAt?: number;
}

interface Template {
  readonly incident: Record<string, unknown>;
  readonly events: Record<string, unknown>[];
  readonly signals: Record<string, unknown>[];
  readonly due: number;
}

/** The oldest open case, raised through the front door, as many times more; whoever works on them cannot tell. */
export async function copyOldestCase(client: Client, copies: Copies): Promise<void> {
  const { rows } = await client.query<Template>(
    `select to_jsonb(i) as incident, (select jsonb_agg(to_jsonb(e) order by e.seq) from incident_event e where e.incident_id = i.id) as events,
       (select jsonb_agg(to_jsonb(s) order by s.position) from signal s where s.incident_id = i.id) as signals,
       (extract(epoch from i.next_due_at) * 1000)::double precision as due
     from incident i where i.open order by i.raised_at limit 1`,
  );
  const template = rows[0];
  if (!template) throw new Error('the case to be copied was not raised');
  for (let first = 0; first < copies.count; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, copies.count - first) }, (_, n) =>
      copyOf(template, copies, first + n),
    );
    await client.query(
      `with subjects as (insert into subject select * from jsonb_populate_recordset(null::subject, $1::jsonb)),
         incidents as (insert into incident select * from jsonb_populate_recordset(null::incident, $2::jsonb)),
         signals as (insert into signal select * from jsonb_populate_recordset(null::signal, $4::jsonb))
       insert into incident_event select * from jsonb_populate_recordset(null::incident_event, $3::jsonb)`,
      [
        JSON.stringify(some.map(({ subject }) => subject)),
        JSON.stringify(some.map(({ incident }) => incident)),
        JSON.stringify(some.flatMap(({ events }) => events)),
        JSON.stringify(some.flatMap(({ signals }) => signals)),
      ],
    );
  }
  await client.query('analyze incident, incident_event, signal, subject');
}

function copyOf(template: Template, { prefix, movedBy, lookedAt }: Copies, n: number) {
  const id = `${prefix}-${n}`;
  const subject = { type: 'device', id: `${prefix}-device-${n}` };
  const key = `${subject.type}:${subject.id}`;
  const by = movedBy(n, template.due);
  const moved = shifted(template.incident, by) as Record<string, unknown> & { state: Record<string, unknown> };
  return {
    subject: { key, first_seen_at: moved['raised_at'] },
    incident: {
      ...moved,
      ...{ id, number: 1_000_000 + n, subject_key: key, state: { ...moved.state, id, subject } },
      ...(lookedAt === undefined ? {} : { next_due_at: new Date(lookedAt).toISOString() }),
    },
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
