import { refuse, type AccountId, type DeviceId, type HomeId, type Refusal } from '@silverbell/kernel';
import type { Rooms } from '../rooms.js';
import { notice } from './notice.js';
import type { DevicePlace, PlaceBook } from './port.js';

/** Somebody asked, and says where the hub is: at its home, or in another one. The doubt ends; the work of it is annotated, a person ends it. */
export async function confirmPlace(
  rooms: Rooms & { readonly places: PlaceBook },
  deviceId: DeviceId,
  to: HomeId | 'home',
  by: AccountId,
): Promise<DevicePlace | Refusal> {
  const now = rooms.clock.now();
  const place = await rooms.places.placeOf(deviceId);
  if (place === null) return refuse('not-found');
  const confirmed = await rooms.places.confirm(place.deviceId, to === 'home' ? null : to, by, now);
  if (confirmed === 'home-unknown') return refuse('home-unknown');
  if (place.told && place.suspectedSince !== null && to === 'home')
    await notice(rooms, 'api', {
      deviceId: place.deviceId,
      homeId: null,
      kind: 'fault',
      phase: 'clear',
      occasion: `moved:${String(place.suspectedSince)}`,
    });
  return (await rooms.places.placeOf(deviceId)) ?? refuse('not-found');
}
