import type { TestReason } from '@silverbell/vocabulary';
import { after, duration, hours, refuse, type AccountId, type DeviceId, type Refusal } from '@silverbell/kernel';
import type { Deps } from '../deps.js';
import type { ExerciseStore, TestWindow } from './port.js';

export interface ExerciseDeps extends Deps {
  readonly exercises: ExerciseStore;
}

const DAY = hours(24);

export type Windowed =
  { readonly ok: true; readonly window: TestWindow } | { readonly ok: false; readonly refusal: Refusal };

/** Only a person opens one, for one device, for as long as its region says (safety case 2.2), and not over and over again. The caller may see the device. */
export async function openTestWindow(
  deps: ExerciseDeps,
  request: { readonly deviceId: DeviceId; readonly by: AccountId; readonly reason: TestReason },
): Promise<Windowed> {
  const now = deps.clock.now();
  const device = await deps.registry.deviceFacts({ id: request.deviceId, child: null }, now);
  if (!device.known) return { ok: false, refusal: refuse('not-found') };
  const { testWindowLasts, testTimeADay } = device.policy.limits;
  const used = await deps.exercises.testTime(request.deviceId, after(now, duration(-DAY)), now);
  if (used + testWindowLasts > testTimeADay) return { ok: false, refusal: refuse('test-time-used') };
  const window: TestWindow = {
    id: deps.newId(),
    deviceId: request.deviceId,
    openedBy: request.by,
    reason: request.reason,
    opensAt: now,
    closesAt: after(now, testWindowLasts),
    endedAt: null,
    endedBy: null,
  };
  return (await deps.exercises.openWindow(window))
    ? { ok: true, window }
    : { ok: false, refusal: refuse('window-open', { deviceId: request.deviceId }) };
}

/** From this moment a press is a press again. Ending what is over already changes nothing, and says so. */
export async function endTestWindow(
  deps: ExerciseDeps,
  { deviceId, by }: { readonly deviceId: DeviceId; readonly by: AccountId },
): Promise<Windowed> {
  const window = await deps.exercises.endWindow(deviceId, by, deps.clock.now());
  return window === null ? { ok: false, refusal: refuse('no-window', { deviceId }) } : { ok: true, window };
}
