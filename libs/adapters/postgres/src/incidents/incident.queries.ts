import type { Assignment, Incident, IncidentEvent, Offer } from '@silverbell/incidents';
import type { HelperId, IncidentId, Instant, RegionId, SeniorId, TextId } from '@silverbell/kernel';
import type { PracticeKind } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import { STORED_TEXT, type OpenedText, type PersonKeys, type StoredText } from '../crypto/person-keys.js';
import { toEvent, toIncident, type FoundState } from './incident-rows.js';
import type { Policies } from './policies.js';

/** An incident as it stands, for people to read; nothing decided on it is safe without the store's lock. */
export interface IncidentView {
  readonly incident: Incident;
  readonly number: number;
  readonly lastChangeAt: Instant;
  readonly nextDueAt: Instant | null;
}

export interface IncidentFile extends IncidentView {
  readonly events: readonly IncidentEvent[];
  /** The free texts of this incident; `null`: erased by law. Raw frames are read one by one, with {@link PersonKeys.readTexts}. */
  readonly texts: ReadonlyMap<TextId, OpenedText>;
}

export interface IncidentViewPage {
  readonly items: readonly IncidentView[];
  /** Hand it back for the next page; `null`: this is the last. */
  readonly nextCursor: string | null;
}

/** `null`: every region. A cursor that we did not make begins at the top. */
export interface PageRequest {
  readonly regionIds: readonly RegionId[] | null;
  readonly cursor: string | null;
  readonly limit: number;
  /** A seat for training sees nothing else (H13). */
  readonly drillsOnly?: boolean;
}

interface IncidentRow {
  readonly state: FoundState;
  readonly policyKey: string;
  readonly number: number;
  readonly leaseUntil: number | null;
  readonly lastChangeAt: Instant;
  readonly nextDueAt: Instant | null;
}

const CASE = /* sql */ `incident_state(i) as state, i.policy_key as "policyKey", i.number::integer as number, ms_of(i.lease_until)::double precision as "leaseUntil",
  ms_of(i.last_change_at)::double precision as "lastChangeAt", ms_of(i.next_due_at)::double precision as "nextDueAt"`;
/** A drill, a device that is being tried out, or in earnest; as `practiceOf` has it. */
export const PRACTICE = /* sql */ `case when i.family = 'drill' then 'drill'
  when i.family = 'test' and i.state #>> '{verdict,code}' not in ('real', 'no-answer', 'unclear', 'duress') then 'test' end`;
const IN_SCOPE = /* sql */ `($1::text[] is null or i.region_id = any($1))`;
/** 1: anybody can invent it. */
const UNREGISTERED = /* sql */ `case when i.subject_key like 'unregistered:%' then 1 else 0 end`;
/** How many past assignments a helper's own list goes back. */
const RECENT = 50;

export class IncidentQueries {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
    private readonly policies: Policies,
  ) {}

  /** Most severe first, registered homes before numbers that anybody can invent, then longest waiting. */
  async listOpen({ regionIds, cursor, limit, drillsOnly = false }: PageRequest): Promise<IncidentViewPage> {
    const [severity, unregistered, raisedAt, id] = readCursor(cursor, 'open');
    const rows = await this.cases(
      `select ${CASE} from incident i where i.open and ${IN_SCOPE} and (not $6 or i.family = 'drill')
         and ($2::integer is null or (i.severity, ${UNREGISTERED}, i.raised_at, i.id) > ($2, $7, instant_of($3), $4))
       order by i.severity, ${UNREGISTERED}, i.raised_at, i.id limit $5`,
      [regionIds, severity ?? null, raisedAt ?? null, id ?? null, limit + 1, drillsOnly, unregistered ?? null],
    );
    return page(rows, limit, ({ incident: { severity, subject, raisedAt, id } }) => [
      ...['open', severity, subject.type === 'unregistered' ? 1 : 0, raisedAt, id],
    ]);
  }

  /** Shared incidents of devices that are not registered and that nothing authenticated. */
  async openUnregistered(): Promise<readonly IncidentView[]> {
    return this.cases(`select ${CASE} from incident i where i.open and i.subject_key like 'unregistered:%'`, []);
  }

  /** Latest closed first. */
  async listClosed({ regionIds, cursor, limit, drillsOnly = false }: PageRequest): Promise<IncidentViewPage> {
    const [closedAt, id] = readCursor(cursor, 'closed');
    const rows = await this.cases(
      `select ${CASE} from incident i where not i.open and ${IN_SCOPE} and (not $5 or i.family = 'drill')
         and ($2::double precision is null or (i.closed_at, i.id) < (instant_of($2), $3))
       order by i.closed_at desc, i.id desc limit $4`,
      [regionIds, closedAt ?? null, id ?? null, limit + 1, drillsOnly],
    );
    return page(rows, limit, ({ incident }) => ['closed', incident.closure?.at ?? 0, incident.id]);
  }

  /** Closed and not archived, those with a follow-up that is due by now, or later; earliest first. */
  async listFollowUps(
    { regionIds, cursor, limit, drillsOnly = false }: PageRequest,
    state: 'due' | 'waiting',
    now: Instant,
  ): Promise<IncidentViewPage> {
    const [dueAt, id] = readCursor(cursor, state);
    const rows = await this.cases(
      `select ${CASE} from incident i where not i.open and i.state ->> 'followUpDueAt' is not null and ${IN_SCOPE} and (not $5 or i.family = 'drill')
         and ((i.state ->> 'followUpDueAt')::bigint <= $6) = $7
         and ($2::bigint is null or ((i.state ->> 'followUpDueAt')::bigint, i.id) > ($2, $3))
       order by (i.state ->> 'followUpDueAt')::bigint, i.id limit $4`,
      [regionIds, dueAt ?? null, id ?? null, limit + 1, drillsOnly, now, state === 'due'],
    );
    return page(rows, limit, ({ incident }) => [state, incident.followUpDueAt ?? 0, incident.id]);
  }

  /** Open or closed; who is not in the answer does not exist for these regions. */
  async listOf({
    ids,
    regionIds,
    drillsOnly = false,
  }: Pick<PageRequest, 'regionIds' | 'drillsOnly'> & { readonly ids: readonly string[] }): Promise<
    readonly IncidentView[]
  > {
    return this.cases(
      `select ${CASE} from incident i where i.id = any($2) and ${IN_SCOPE} and (not $3 or i.family = 'drill')`,
      [regionIds, ids, drillsOnly],
    );
  }

  /** One incident with its whole log, in one round trip, so that the log and the fold are of one moment. */
  async byId(id: IncidentId): Promise<IncidentFile | null> {
    const rows = (await this.source.query(
      `select ${CASE},
         (select jsonb_agg(e.body || jsonb_build_object('seq', e.seq, 'id', e.id, 'type', e.type, 'at', ms_of(e.at),
            'actor', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id)) order by e.seq) from incident_event e where e.incident_id = i.id) as events,
         (select jsonb_agg(${STORED_TEXT}) from (
            select id, key_id, sealed from secret_text where incident_id = i.id and what <> 'raw-frame'
            union all select id || ':decoded', key_id, said from inbox where incident_id = i.id and said is not null
          ) t join person_key k on k.id = t.key_id) as texts
       from incident i where i.id = $1`,
      [id],
    )) as (IncidentRow & { events: IncidentEvent[] | null; texts: StoredText[] | null })[];
    const row = rows[0];
    if (!row) return null;
    const [view] = await this.views([row]);
    if (!view) return null;
    return {
      ...view,
      events: (row.events ?? []).map((event) => toEvent(event, (key) => this.policies.get(key))),
      texts: new Map((row.texts ?? []).map((text) => [text.id, this.keys.open(text)])),
    };
  }

  /** The bytes of a message as it came; `null`: kept no longer. */
  async frame(rawId: TextId): Promise<Uint8Array | null> {
    const bytes = (await this.keys.readTexts([rawId])).get(rawId);
    return bytes instanceof Uint8Array ? bytes : null;
  }

  /** As a person writes it down: the number on the screen, or the id of the address. `null`: there is none. */
  async named(words: string): Promise<IncidentView | null> {
    const number = /^\d{1,9}$/.exec(words.trim().replace(/^#/, ''))?.[0] ?? null;
    const [one] = await this.cases(`select ${CASE} from incident i where i.id = $1 or i.number = $2::bigint limit 1`, [
      words.trim(),
      number,
    ]);
    return one ?? null;
  }

  /** Without its log. */
  async viewOf(id: IncidentId): Promise<IncidentView | null> {
    return (await this.cases(`select ${CASE} from incident i where i.id = $1`, [id]))[0] ?? null;
  }

  /** Latest first. */
  async offersOf(
    helperId: HelperId,
    states: readonly Offer['state'][],
  ): Promise<readonly (IncidentView & { readonly offer: Offer })[]> {
    const rows = await this.cases(
      `select ${CASE}, o.id as "partId" from offer o join incident i on i.id = o.incident_id
       where o.helper_id = $1 and o.state = any($2) order by o.made_at desc limit ${RECENT}`,
      [helperId, states],
    );
    return rows.flatMap(({ partId, ...view }) => {
      const offer = view.incident.offers.find((one) => one.id === partId);
      return offer ? [{ ...view, offer }] : [];
    });
  }

  /** `live`: accepted, departed or arrived. `recent`: the last {@link RECENT} of any state. */
  async assignmentsOf(
    helperId: HelperId,
    which: 'live' | 'recent',
  ): Promise<readonly (IncidentView & { readonly assignment: Assignment })[]> {
    const rows = await this.cases(
      `select ${CASE}, a.id as "partId" from assignment a join incident i on i.id = a.incident_id
       where a.helper_id = $1 ${which === 'live' ? 'and a.live' : ''} order by a.accepted_at desc limit ${RECENT}`,
      [helperId],
    );
    return rows.flatMap(({ partId, ...view }) => {
      const assignment = view.incident.assignments.find((one) => one.id === partId);
      return assignment ? [{ ...view, assignment }] : [];
    });
  }

  /** How many are open: in earnest (`null`), as drills and as tests. */
  async countOpen(): Promise<ReadonlyMap<PracticeKind | null, number>> {
    const rows = (await this.source.query(
      `select ${PRACTICE} as practice, count(*)::integer as count from incident i where i.open group by 1`,
    )) as { practice: PracticeKind | null; count: number }[];
    return new Map(rows.map(({ practice, count }) => [practice, count]));
  }

  /** What a family sees: every open incident of its seniors that is in earnest, and those closed since. Latest raised first. */
  async incidentsOfSeniors(
    seniorIds: readonly SeniorId[],
    closedSince: Instant | null,
    limit = 100,
  ): Promise<readonly IncidentView[]> {
    if (seniorIds.length === 0) return [];
    return this.cases(
      `select ${CASE} from incident i where i.senior_ids && $1::text[] and ${PRACTICE} is null and (i.open or i.closed_at >= instant_of($2)) order by i.raised_at desc limit $3`,
      [seniorIds, closedSince, limit],
    );
  }

  async openIncidentsOfSeniors(seniorIds: readonly SeniorId[]): Promise<readonly IncidentView[]> {
    return this.incidentsOfSeniors(seniorIds, null);
  }

  private async cases(sql: string, parameters: unknown[]): Promise<(IncidentView & { partId?: string })[]> {
    return this.views((await this.source.query(sql, parameters)) as (IncidentRow & { partId?: string })[]);
  }

  private async views(
    rows: readonly (IncidentRow & { partId?: string })[],
  ): Promise<(IncidentView & { partId?: string })[]> {
    await this.policies.load(
      this.source,
      rows.map((row) => row.policyKey),
    );
    return rows.map(({ state, policyKey, leaseUntil, number, lastChangeAt, nextDueAt, partId }) => ({
      incident: toIncident(state, this.policies.get(policyKey), leaseUntil),
      number,
      lastChangeAt,
      nextDueAt,
      ...(partId !== undefined && { partId }),
    }));
  }
}

function page(
  rows: readonly IncidentView[],
  limit: number,
  cursorOf: (last: IncidentView) => unknown[],
): IncidentViewPage {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? Buffer.from(JSON.stringify(cursorOf(last))).toString('base64url') : null,
  };
}

/** A cursor is a place in a list, not a secret: a broken one begins at the top. */
function readCursor(cursor: string | null, list: 'open' | 'closed' | 'due' | 'waiting'): unknown[] {
  if (cursor === null) return [];
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(read) || read[0] !== list) return [];
    const place: unknown[] = read.slice(1);
    const fits =
      place.length === (list === 'open' ? 4 : 2) &&
      place.every((part, n) => typeof part === (n === place.length - 1 ? 'string' : 'number'));
    return fits ? place : [];
  } catch {
    return [];
  }
}
