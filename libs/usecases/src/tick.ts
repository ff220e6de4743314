import type { IncidentId, Instant } from '@silverbell/kernel';
import { announce } from './act.js';
import { changeOf, Deciding, outboxFor, type Decision } from './decision.js';
import type { OutboxRow } from './ports/index.js';
import type { Rooms } from './rooms.js';

export interface Fired {
  readonly key: string;
  readonly incidentId: IncidentId;
  readonly dueAt: Instant;
  readonly firedAt: Instant;
}

export interface Ticked {
  readonly fired: readonly Fired[];
  /** Cases whose deadlines could not be fired this time; they stay due. */
  readonly failed: readonly { readonly incidentId: IncidentId; readonly error: unknown }[];
}

/** Cases side by side: they share their statements, and one waits for its disk while the next is decided. Within a case everything stays in order. */
const AT_ONCE = 64;

/** Fires what is due, oldest first, each case in its own transaction; one broken case never holds up the others. */
export async function tick(
  rooms: Rooms,
  {
    limit,
    resting = [],
  }: {
    readonly limit: number;
    /** Cases that failed a moment ago: they wait, so that they hold up nobody. */ readonly resting?: readonly IncidentId[];
  },
): Promise<Ticked> {
  const fired: Fired[] = [];
  const failed: { incidentId: IncidentId; error: unknown }[] = [];
  const due = [...(await rooms.cases.due(rooms.clock.now(), limit, resting))];
  const fireInTurn = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined; next = due.shift()) {
      try {
        fired.push(...(await fireCase(rooms, next.id)));
      } catch (error) {
        failed.push({ incidentId: next.id, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, due.length) }, fireInTurn));
  return { fired, failed };
}

async function fireCase(rooms: Rooms, id: IncidentId): Promise<readonly Fired[]> {
  const now = rooms.clock.now();
  let done: { decision: Decision; outbox: readonly OutboxRow[] } | null = null;
  const fired = await rooms.cases.transaction<readonly Fired[]>(async (tx) => {
    done = null;
    const locked = await tx.lock({ by: 'incident', id }, { now, together: true });
    if (locked === null || locked.incident === null) return [];
    const deciding = new Deciding(rooms, now, { kind: 'system', id: 'ladder' }, locked.incident);
    await deciding.fireDue();
    const decision = deciding.result();
    const outbox = await outboxFor(rooms, decision, now);
    // Saved also when another engine was faster: the row gets its true next due time.
    await tx.save(changeOf(decision, outbox, {}), { last: true });
    done = { decision, outbox };
    return decision.fired.map((firing) => ({ ...firing, incidentId: id, firedAt: now }));
  });
  announce(rooms, done);
  return fired;
}
