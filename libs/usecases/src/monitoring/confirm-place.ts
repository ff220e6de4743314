import { refuse, type AccountId, type DeviceId, type HomeId, type Refusal } from '@silverbell/kernel';
import type { Deps } from '../deps.js';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type { DevicePlace, PlaceStore } from './port.js';

/**
 * An operator asked where the hub is, at its home or in another one, and records the answer. The doubt ends; the work of it is annotated,
 * a person ends it.
 */
export async function confirmPlace(
  deps: Deps & { readonly places: PlaceStore },
  deviceId: DeviceId,
  to: HomeId | 'home',
  by: AccountId,
): Promise<DevicePlace | Refusal> {
  const now = deps.clock.now();
  const place = await deps.places.placeOf(deviceId);
  if (place === null) return refuse('not-found');
  const confirmed = await deps.places.confirm(place.deviceId, to === 'home' ? null : to, by, now);
  if (confirmed === 'home-unknown') return refuse('home-unknown');
  if (place.suspicionReported && place.suspectedSince !== null && to === 'home')
    await raisePlatformSignal(deps, 'api', {
      deviceId: place.deviceId,
      homeId: null,
      kind: 'fault',
      phase: 'clear',
      occasion: `moved:${String(place.suspectedSince)}`,
    });
  return (await deps.places.placeOf(deviceId)) ?? refuse('not-found');
}
