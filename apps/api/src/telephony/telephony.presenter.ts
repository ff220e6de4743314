import { toIso, type Instant } from '@silverbell/kernel';
import { maskedPhone, type NumberMatch, type PhoneCall } from '@silverbell/usecases';
import type { PhoneCallOnWire } from '@silverbell/wire';

const isoOr = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** `matches`: as far as the caller may see them. A supervisor follows the calls; whose number it is she need not know in full. */
export function callOnWire(call: PhoneCall, matches: readonly NumberMatch[], inFull: boolean): PhoneCallOnWire {
  const { id, regionId, direction, state, number, extension, agent, cause, incidentId, missedIncidentId, recording } =
    call;
  return {
    ...{ id, regionId, direction, state, extension, agent, cause, incidentId, missedIncidentId },
    number: number === null || inFull ? number : maskedPhone(number),
    matches: inFull ? matches.map(({ regionId: _, ...match }) => match) : [],
    ...{ startedAt: toIso(call.startedAt), answeredAt: isoOr(call.answeredAt), endedAt: isoOr(call.endedAt) },
    recording:
      recording === null
        ? null
        : { startedAt: toIso(recording.startedAt), durationS: recording.durationS, sha256: recording.sha256 },
  };
}
