import { as, type DeviceId } from '@silverbell/kernel';
import { silencesOf } from '@silverbell/monitoring';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type { PresenceDeps } from './supervise-devices.js';

/** The silence of a person becomes a case of her home, once per silence; it is told first and kept as told afterwards. */
export async function supervisePeople(
  deps: PresenceDeps,
  { engineId }: { readonly engineId: string },
): Promise<{ readonly silent: number }> {
  const now = deps.clock.now();
  let silent = 0;
  for (const person of await deps.presence.ruledPeople(now)) {
    const { seniorId, homeId } = person;
    for (const { key, kind } of silencesOf(person, now)) {
      const deviceId = as<DeviceId>(`senior:${seniorId}`);
      await raisePlatformSignal(deps, engineId, { deviceId, homeId, kind, phase: 'raise', occasion: key });
      await deps.presence.keepSilence(seniorId, key, now);
      silent += 1;
    }
  }
  return { silent };
}
