import type { AlertRef, Incident, Policy } from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import type { InboxEntry, IncidentChange, KnownDelivery } from '@silverbell/usecases';
import type { FreshKey, SealedText } from '../crypto/person-keys.js';
import { changed, toEventRow, toInboxRow, toIncidentRow, toOutboxRow, toSignalRow, toState } from './incident-rows.js';

/** One change with everything it was decided on, as `incidents_write` proves and writes it. */
export interface WriteItem {
  readonly subject: string;
  readonly at: Instant;
  /** The incidents it was decided on. */
  readonly versions: readonly Incident[];
  /** No other one of the subject may be open. */
  readonly alone: boolean;
  /** By family, the last closed ones it was decided on; `null`: it looked at none. */
  readonly closed: unknown;
  readonly source: AlertProof | null;
  readonly deliveries: readonly WrittenDelivery[];
  readonly change: IncidentChange | null;
  readonly sealed: readonly SealedText[];
  readonly newKeys: readonly FreshKey[];
  /** Keys that must still be live. */
  readonly keysUsed: readonly string[];
}

export interface AlertProof {
  readonly device: string | null;
  readonly child: string | null;
  readonly home: string | null;
  /** The name of the facts it was decided on, and the state of the file and of the consoles in which they were last found to be so. */
  readonly proof: string;
  readonly version: string;
  readonly consoles: string;
}

/** A delivery with its sealed frame, and how it was thought to stand to what was written before. */
export interface WrittenDelivery extends Omit<InboxEntry, 'raw' | 'said'>, KnownDelivery {
  readonly keyId: string;
  /** base64 */
  readonly frame: string;
  readonly read: string | null;
}

export function writeRequestOf(items: readonly WriteItem[], isStored: (policyKey: string) => boolean): object {
  const rows = <T extends object>(of: (item: WriteItem) => readonly T[]): object[] =>
    items.flatMap((item, n) => of(item).map((row) => Object.assign(row, { n })));
  const ofChange = <T extends object>(of: (change: IncidentChange) => readonly T[]): object[] =>
    rows(({ change }) => (change === null ? [] : of(change)));
  const named = <T extends object>(of: (change: IncidentChange) => readonly T[]): object[] =>
    ofChange((change) => of(change).map((row) => ({ ...row, incidentId: change.after.id })));
  const changes = items.flatMap(({ change }) => change ?? []);
  const signals = new Map(changes.map((change) => [change, signalsOf(change)]));
  return {
    items: items.map(({ subject, at, versions, alone, closed, source, deliveries, change }) => ({
      ...{ subject, at, alone, closed, source, incidentId: change?.after.id ?? null },
      deliveries: deliveries.map(toInboxRow),
      versions: Object.fromEntries(versions.map(({ id, version, leaseUntil }) => [id, [version, leaseUntil]])),
    })),
    policies: newPolicies(changes, isStored),
    raised: ofChange((change) =>
      change.before === null ? [{ ...toIncidentRow(change), state: toState(change.after) }] : [],
    ),
    moved: ofChange((change) => (change.before === null ? [] : [movedRow(change, change.before)])),
    events: ofChange(({ after, events }) => events.map((event) => toEventRow(after.id, event))),
    offers: named(({ before, after }) => changed(after.offers, before?.offers ?? [])),
    assignments: named(({ before, after }) => changed(after.assignments, before?.assignments ?? [])),
    signals: ofChange((change) => signals.get(change)?.rows ?? []),
    signalsAnew: named((change) => {
      const newest = signals.get(change)?.newest ?? 0;
      return newest === 0 ? [] : [{ newest }];
    }),
    outbox: ofChange(({ outbox }) => outbox.map(toOutboxRow)),
    newKeys: rows(({ newKeys, at }) => newKeys.map(({ id, owner, wrapped }) => ({ id, owner, wrapped, at }))),
    keysUsed: rows(({ keysUsed }) => keysUsed.map((id) => ({ id }))),
    texts: rows(({ sealed, change, at }) =>
      sealed.map((text) => ({ ...text, incidentId: change?.after.id ?? null, at })),
    ),
    answers: named(({ answer }) => (answer === null ? [] : [answer])),
  };
}

/** What a further signal changes stands in columns and rows of its own; the rest is written only where it changed. */
const movedRow = (change: IncidentChange, before: Incident): object => {
  const [was, is] = [toState(before), toState(change.after)];
  const same = Object.keys({ ...was, ...is }).every(
    (key) =>
      key === 'policy' ||
      was[key as keyof typeof was] === is[key as keyof typeof is] ||
      JSON.stringify(was[key as keyof typeof was]) === JSON.stringify(is[key as keyof typeof is]),
  );
  return { ...toIncidentRow(change), state: same && was.policy.key === is.policy.key ? null : is };
};

/** More than an incident keeps at hand. */
const MOST_SIGNALS_A_STEP = 64;

/** New signals are rows behind the others. Where known ones changed, or stand in another order, `newest` of them are written anew. */
export function signalsOf({ before, after }: Pick<IncidentChange, 'before' | 'after'>): {
  readonly rows: readonly object[];
  readonly newest: number;
} {
  const known = before?.alerts ?? [];
  const all = after.alerts;
  const numbered = (alerts: readonly AlertRef[], from: number): object[] =>
    alerts.map((alert, n) => toSignalRow(after.id, alert, after.version * MOST_SIGNALS_A_STEP + from + n));
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

function newPolicies(
  changes: readonly IncidentChange[],
  isStored: (policyKey: string) => boolean,
): { readonly key: string; readonly body: Policy }[] {
  const policies = new Map(changes.map(({ after: { policy } }) => [policy.key, policy]));
  return [...policies].filter(([key]) => !isStored(key)).map(([key, body]) => ({ key, body }));
}
