import { fingerprint, isFiniteNumber, severityOf, type Fields, type MessageDoubt } from '@silverbell/mqtt-contract';
import { readHubClock } from '../clock.js';
import type { Signal } from '../profile.js';
import { mostUrgentOfEachKind, type Child, type Input, type DecodedAlarm } from './alarms.js';

export const batteryOf = ({ battery }: Fields): number | null =>
  isFiniteNumber(battery) && battery >= 0 && battery <= 100 ? battery : null;

export function signalsOf(
  input: Input,
  hubId: string,
  child: Child,
  fields: Fields,
  alarms: readonly DecodedAlarm[],
  repaired = false,
): Signal[] {
  if (alarms.length === 0) return [];
  const alertId = `z2m-${fingerprint(input.topic, input.payload, child.identity, String(input.receivedAt))}`;
  const clock = readHubClock(fields['last_seen'], input.receivedAt);
  const doubts: MessageDoubt[] = [
    ...clock.doubts,
    ...(repaired ? (['repaired'] as const) : []),
    ...(child.binding ? [] : (['unregistered-child'] as const)),
    ...(input.retained ? (['replayed'] as const) : []),
  ];
  return mostUrgentOfEachKind(alarms)
    .map((alarm, nth): Signal => ({
      ...alarm,
      deviceKey: hubId,
      child: child.name,
      sourceId: child.binding?.id ?? null,
      alertId: nth === 0 ? alertId : `${alertId}-${alarm.kind}`,
      // What was read, and of whom: a frame that differs in its counters, its battery or its signal says the same.
      dedupeKey: `${hubId}:${child.identity}:${alarm.kind}:${alarm.phase}`,
      word: null,
      attempt: 1,
      position: null,
      test: fields['test'] === true,
      doubts,
      unreadable: null,
      batteryPct: batteryOf(fields),
      occurredAt: clock.at,
    }))
    .sort((a, b) => severityOf(a.kind) - severityOf(b.kind));
}
