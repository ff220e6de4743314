import { as, type DeviceId } from '@silverbell/kernel';
import { silencesOf } from '@silverbell/presence';
import { notice } from './notice.js';
import type { PresenceRooms } from './supervise-devices.js';

/** The silence of a person becomes a case of her home, once per silence; it is told first and kept as told afterwards. */
export async function supervisePeople(
  rooms: PresenceRooms,
  { engineId }: { readonly engineId: string },
): Promise<{ readonly silent: number }> {
  const now = rooms.clock.now();
  let silent = 0;
  for (const person of await rooms.presence.ruledPeople(now)) {
    const { seniorId, homeId } = person;
    for (const { key, kind } of silencesOf(person, now)) {
      const deviceId = as<DeviceId>(`senior:${seniorId}`);
      await notice(rooms, engineId, { deviceId, homeId, kind, phase: 'raise', occasion: key });
      await rooms.presence.keepSilence(seniorId, key, now);
      silent += 1;
    }
  }
  return { silent };
}
