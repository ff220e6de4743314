import {
  classify,
  defaultAdverseConditions,
  isEnvironmentAdverse,
  type SignalFacts,
  type DestinationProposal,
} from '@silverbell/incidents';
import { after, duration, type Instant } from '@silverbell/kernel';
import type { DeviceFacts } from '../ports/index.js';
import { isNight, type Deps } from '../deps.js';

/**
 * Night, cold, heat or open water (safety case 2.1 E). Weather and map are asked for the soft and the lost only, so that no press waits
 * for them; a soft incident is asked about too, because a person who is missed may turn out to be lost.
 */
export async function areConditionsAdverse(
  deps: Deps,
  device: DeviceFacts,
  signal: SignalFacts,
  destination: DestinationProposal | null,
  now: Instant,
): Promise<boolean> {
  if (isNight(deps.timeZone, now)) return true;
  const code = classify(signal.kind, signal.certainty, device.facts, false).class;
  if (code !== 'E' && code !== 'F') return false;
  const since = after(now, duration(-defaultAdverseConditions.weatherValidFor));
  const around = await deps.registry.around(device.regionId, since, now);
  return isEnvironmentAdverse(around, destination?.point ?? device.homePoint);
}
