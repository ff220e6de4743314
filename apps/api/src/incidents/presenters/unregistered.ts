import type { Incident } from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import type { IncidentSummary, UnregisteredDevice } from '@silverbell/wire';
import type { Names } from './names.js';

/** How many unregistered numbers share this incident; `null` for every other one. */
export const unregisteredSummaryOf = ({ unregistered, policy }: Incident): IncidentSummary['unregistered'] =>
  unregistered === undefined
    ? null
    : {
        heard: unregistered.heard,
        claimed: unregistered.listed.filter(({ claimed }) => claimed !== null).length,
        turnedAway: unregistered.turnedAway?.count ?? 0,
        lastTurnedAway: unregistered.turnedAway?.lastDeviceId ?? null,
        soundEveryS: policy.limits.unregisteredSoundEvery / 1_000,
      };

/** Each of them, the newest first. */
export const unregisteredDevicesOf = ({ unregistered }: Incident, names: Names): UnregisteredDevice[] =>
  [...(unregistered?.listed ?? [])].reverse().map((one) => ({
    deviceId: one.deviceId,
    firstAt: toIso(one.firstAt),
    lastAt: toIso(one.lastAt),
    signals: one.signals,
    kinds: one.alerts.map(({ kind }) => kind),
    claimed:
      one.claimed === null
        ? null
        : {
            registeredAs: one.claimed.registeredAs,
            home:
              one.claimed.homeId === null
                ? null
                : { id: one.claimed.homeId, label: names.homes.get(one.claimed.homeId) ?? one.claimed.homeId },
            incidentId: one.claimed.takenTo,
            at: toIso(one.claimed.at),
          },
  }));
