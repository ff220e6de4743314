import { phaseOf, subjectKey, type AlertRef, type Incident, type IncidentEvent } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import type { InboxEntry, IncidentChange, KnownDelivery, OutboxRow } from '@silverbell/usecases';
import type { FreshKey, SealedText } from '../crypto/person-keys.js';
import { changed, toState } from './incident-rows.js';

/** One change with everything it was decided on; `incidents_write` compares that with the database, and writes the change when all of it is unchanged. */
export interface WriteItem {
  readonly subject: string;
  readonly at: Instant;
  /** Incidents that must still have this version. */
  readonly expected: readonly Incident[];
  /** No incident of the subject may be open but those in `expected`. */
  readonly forbidsOtherOpen: boolean;
  /** By category, the last closed incident that must still be the last; `null`: that is not checked. */
  readonly lastClosed: unknown;
  readonly source: ExpectedFacts | null;
  readonly deliveries: readonly WrittenDelivery[];
  readonly change: IncidentChange | null;
  readonly sealed: readonly SealedText[];
  readonly newKeys: readonly FreshKey[];
  /** Keys that must still be live. */
  readonly keysUsed: readonly string[];
}

/** The facts of an alert that must be unchanged. */
export interface ExpectedFacts {
  readonly device: string | null;
  readonly child: string | null;
  readonly home: string | null;
  /** Hash of the facts; compared only where the registry or the connected consoles have changed since. */
  readonly hash: string;
  readonly registryVersion: string;
  readonly consoles: string;
}

/** A delivery with its encrypted frame, and what is believed of it: the database refuses the item where that is wrong. */
export interface WrittenDelivery extends Omit<InboxEntry, 'raw' | 'decoded'>, KnownDelivery {
  readonly keyId: string;
  /** The encrypted bytes of the message, in base64. */
  readonly sealedRaw: string;
  /** What was decoded of them, encrypted, in base64. */
  readonly sealedDecoded: string | null;
}

export const writeRequestOf = (items: readonly WriteItem[], isStored: (policyKey: string) => boolean): object[] =>
  items.map(
    ({
      subject,
      at,
      expected,
      forbidsOtherOpen,
      lastClosed,
      source,
      deliveries,
      change,
      sealed,
      newKeys,
      keysUsed,
    }) => ({
      ...{ subject, at, alone: forbidsOtherOpen, closed: lastClosed },
      source: source && sourceOf(source),
      deliveries: deliveries.map(columnsOf),
      // the key of a frame is checked with its delivery
      keysUsed: sealed.length === 0 ? [] : keysUsed,
      versions: Object.fromEntries(expected.map(({ id, version, leaseUntil }) => [id, [version, leaseUntil]])),
      newKeys: newKeys.map(({ id, owner, wrapped }) => ({ id, owner, wrapped })),
      change: change && changeOf(change, { at, sealed, isStored }),
    }),
  );

const sourceOf = ({ hash, registryVersion, ...source }: ExpectedFacts): object => ({
  ...source,
  proof: hash,
  version: registryVersion,
});

/** A {@link KnownDelivery} as the functions of the database name it. */
export interface DeliveryColumns {
  readonly copy: boolean;
  readonly alertCase: KnownDelivery['alertIncident'];
}

const columnsOf = ({
  isDuplicate,
  alertIncident,
  sealedRaw,
  sealedDecoded,
  ...delivery
}: WrittenDelivery): DeliveryColumns => ({
  ...{ ...delivery, frame: sealedRaw, read: sealedDecoded },
  copy: isDuplicate,
  alertCase: alertIncident,
});

export const deliveryOf = ({ copy, alertCase }: DeliveryColumns): KnownDelivery => ({
  isDuplicate: copy,
  alertIncident: alertCase,
});

interface ChangeContext extends Pick<WriteItem, 'at' | 'sealed'> {
  readonly isStored: (policyKey: string) => boolean;
}

/** As `change_save` takes it. */
function changeOf(change: IncidentChange, context: ChangeContext): object {
  const { before, after, events, nextDueAt } = change;
  const { id, version, lastSignalAt, lastProgressAt, signalCount, leaseUntil, policy, raisedAt } = after;
  const signals = signalsOf(change);
  return {
    ...{ id, version, lastSignalAt, lastProgressAt, signalCount, leaseUntil, nextDueAt },
    raised: before === null,
    row: before !== null && isSameState(before, after) ? null : rowOf(after),
    // a change without an event (a lease that is renewed) changes nothing that people see
    lastChangeAt: events.at(-1)?.at ?? raisedAt,
    policy: context.isStored(policy.key) ? null : policy,
    events: events.map(eventRowOf),
    ...{ signals: signals.rows, newest: signals.newest },
    outbox: change.outbox.map((row) => ({ ...row, saidOnce: onceKeyOf(row) })),
    more: moreOf(change, context),
  };
}

/** What a further signal changes stands in columns and rows of its own; the rest is written only where it changed. */
function isSameState(before: Incident, after: Incident): boolean {
  if (before.policy.key !== after.policy.key) return false;
  const [was, is] = [toState(before), toState(after)];
  return Object.keys({ ...was, ...is }).every(
    (key) =>
      key === 'policy' ||
      was[key as keyof typeof was] === is[key as keyof typeof is] ||
      JSON.stringify(was[key as keyof typeof was]) === JSON.stringify(is[key as keyof typeof is]),
  );
}

/** Columns for lists and indexes; everything in them is in the fold too. */
const rowOf = (after: Incident): object => ({
  state: toState(after),
  subject: subjectKey(after.subject),
  ...{ family: after.family, regionId: after.regionId, homeId: after.facts.homeId, seniorIds: after.facts.seniorIds },
  ...{ policyKey: after.policy.key, phase: phaseOf(after), class: after.class, severity: after.severity },
  ...{ open: after.closure === null, raisedAt: after.raisedAt, closedAt: after.closure?.at ?? null },
});

/** Columns, and a body of what has none; a raised incident names its policy by key. */
function eventRowOf(event: IncidentEvent): object {
  const { seq, id, type, at, actor, ...rest } = event;
  const body = event.type === 'raised' ? { ...rest, policy: { key: event.policy.key } } : rest;
  return { seq, id, type, at, actor, body };
}

/** What no press has; `null`: nothing. */
function moreOf({ before, after, answer }: IncidentChange, { at, sealed }: ChangeContext): object | null {
  const offers = changed(after.offers, before?.offers ?? []);
  const assignments = changed(after.assignments, before?.assignments ?? []);
  if (offers.length + assignments.length + sealed.length === 0 && answer === null) return null;
  return { offers, assignments, texts: sealed.map((text) => ({ ...text, at })), answer };
}

/** Names the receipt of an alert that its device is sent once; said again it is marked. `null`: what may be said more than once. */
const onceKeyOf = ({ incidentId, body }: OutboxRow): string | null =>
  body.kind === 'receipt' && !body.again && (body.stage === 'received' || body.stage === 'closed')
    ? [body.deviceId, body.alertId, incidentId, body.stage].join('\u001f')
    : null;

/** More than an incident keeps at hand. */
const MAX_SIGNALS_PER_VERSION = 64;

/** New signals are rows behind the others. Where known ones changed, or stand in another order, `newest` of them are written anew. */
export function signalsOf({ before, after }: Pick<IncidentChange, 'before' | 'after'>): {
  readonly rows: readonly (AlertRef & { readonly position: number })[];
  readonly newest: number;
} {
  const known = before?.alerts ?? [];
  const all = after.alerts;
  const numbered = (alerts: readonly AlertRef[], from: number): (AlertRef & { readonly position: number })[] =>
    alerts.map((alert, n) => ({ ...alert, position: after.version * MAX_SIGNALS_PER_VERSION + from + n }));
  if (all === known) return { rows: [], newest: 0 };
  const [oldest] = all;
  const start = oldest === undefined ? known.length : known.indexOf(oldest);
  const kept = start === -1 ? 0 : known.length - start;
  const follows = start !== -1 && known.slice(start).every((alert, n) => alert === all[n]);
  const replacesAll = start === -1 && !all.some((alert) => known.some((one) => isSame(one, alert)));
  return follows || replacesAll
    ? { rows: numbered(all.slice(kept), kept), newest: 0 }
    : { rows: numbered(all, 0), newest: known.length };
}

const isSame = (a: AlertRef, b: AlertRef): boolean =>
  a.deviceId === b.deviceId && a.alertId === b.alertId && a.kind === b.kind && a.at === b.at;
