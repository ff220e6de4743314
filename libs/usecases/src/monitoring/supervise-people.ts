import { as, type DeviceId } from '@silverbell/kernel';
import { unreportedInactivity } from '@silverbell/monitoring';
import { raisePlatformSignal } from './raise-platform-signal.js';
import type { PresenceDeps } from './supervise-devices.js';

/** The inactivity of a person becomes an incident of her home, once per occasion; it is raised first and marked as reported afterwards. */
export async function supervisePeople(
  deps: PresenceDeps,
  { engineId }: { readonly engineId: string },
): Promise<{ readonly silent: number }> {
  const now = deps.clock.now();
  let silent = 0;
  for (const person of await deps.presence.peopleWithRules(now)) {
    const { seniorId, homeId } = person;
    for (const { key, kind } of unreportedInactivity(person, now)) {
      const deviceId = as<DeviceId>(`senior:${seniorId}`);
      await raisePlatformSignal(deps, engineId, { deviceId, homeId, kind, phase: 'raise', occasion: key });
      await deps.presence.saveReportedInactivity(seniorId, key, now);
      silent += 1;
    }
  }
  return { silent };
}
