import type { Device } from '@silverbell/wire';

export const STEPS = ['find', 'bind', 'test', 'place'] as const;
export type InstallStep = (typeof STEPS)[number];
/** A device with which a person calls for help. */
const CALLING_ROLES: readonly string[] = ['sos-button', 'pendant', 'watch', 'pull-cord'];
type Press = Device['presses'][number];

/** How far the receipt of a press came back: she felt that it worked only when the first one reached the device. */
export function receiptOf({ receipts }: Pick<Press, 'receipts'>): 'delivered' | 'sent' | 'none' {
  const first = receipts.filter(({ stage }) => stage === 'received');
  if (first.some(({ state }) => state === 'delivered' || state === 'read')) return 'delivered';
  return first.some(({ state }) => state === 'sent') ? 'sent' : 'none';
}

type Tested = Pick<Device, 'role' | 'presses' | 'testWindows' | 'lastSeenAt'>;

/** The latest window of an installation; what was pressed before it says nothing about this place. */
export const windowOf = ({ testWindows }: Pick<Device, 'testWindows'>) =>
  testWindows.find(({ reason }) => reason === 'installation') ?? null;

/** Presses since that window was opened that the platform took for tests. */
export function testPresses(device: Tested): readonly Press[] {
  const window = windowOf(device);
  return window === null
    ? []
    : device.presses.filter(({ at, practice }) => practice !== null && Date.parse(at) >= Date.parse(window.openedAt));
}

/** Whether its kind is tried out by a press. */
export const hasButton = ({ role }: Pick<Device, 'role'>): boolean => CALLING_ROLES.includes(role);

/** With a button: one press came through. Without: it was heard since the window was opened. */
export function isTested(device: Tested): boolean {
  const window = windowOf(device);
  if (window === null) return false;
  if (hasButton(device)) return testPresses(device).length > 0;
  return device.lastSeenAt !== null && Date.parse(device.lastSeenAt) >= Date.parse(window.openedAt);
}

/** The first step that is not done; `null`: all of them are. */
export function nextStep(device: (Tested & Pick<Device, 'stage' | 'placed'>) | null): InstallStep | null {
  if (device === null) return 'find';
  if (device.stage !== 'installed') return 'bind';
  if (!isTested(device)) return 'test';
  const window = windowOf(device);
  const placedSince =
    device.placed !== null && window !== null && Date.parse(device.placed.at) >= Date.parse(window.openedAt);
  return placedSince ? null : 'place';
}
