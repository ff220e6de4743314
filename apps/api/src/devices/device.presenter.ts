import type {
  DeviceRowOfPage,
  DeviceTrailEntry,
  PressOfDevice,
  UnknownDevice as UnknownDeviceRow,
  WindowOfDevice,
} from '@silverbell/adapter-postgres';
import { toIso, type Instant } from '@silverbell/kernel';
import { DEVICE_WARNINGS, RECEIPT_STATES } from '@silverbell/vocabulary';
import type { Device, DeviceMoved, DevicePress, DeviceSummary, TestWindow, UnknownDevice } from '@silverbell/wire';

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

export const windowOf = (window: WindowOfDevice): TestWindow => ({
  id: window.id,
  deviceId: window.deviceId,
  openedBy: window.openedBy,
  openedAt: toIso(window.opensAt),
  closesAt: toIso(window.closesAt),
  endedAt: isoOrNull(window.endedAt),
  reason: window.reason,
});

/** Facts with their age: the last message of a device, and its last press. */
export const deviceSummaryOf = (row: DeviceRowOfPage): DeviceSummary => ({
  id: row.id,
  role: row.role,
  profile: row.profile,
  status: row.status,
  stage: row.stage,
  model: row.model,
  regionId: row.regionId,
  home: row.home,
  senior: row.senior,
  room: row.room,
  fixed: row.fixed,
  hubId: row.hubId,
  lastSeenAt: isoOrNull(row.seenAt),
  lastSeenUnproven: row.seenUnproven,
  online: row.online,
  batteryPct: row.batteryPct === null ? null : Math.round(row.batteryPct),
  lastPressAt: isoOrNull(row.lastPressAt),
  testOverdue: row.testOverdue,
  neverHeard: row.neverHeard,
  testWindow: row.window && windowOf(row.window),
  simUntil: row.simUntil,
  version: row.version,
});

const pressOf = ({ at, alertId, kind, incidentId, number, practice, receipts }: PressOfDevice): DevicePress => ({
  at: toIso(at),
  alertId,
  kind,
  incidentId,
  incidentNumber: String(number),
  practice,
  receipts: receipts.map((receipt) => ({
    at: toIso(receipt.at),
    stage: receipt.stage,
    state: RECEIPT_STATES.find((state) => state === receipt.state) ?? 'pending',
  })),
});

export const deviceOf = (
  row: DeviceRowOfPage,
  presses: readonly PressOfDevice[],
  windows: readonly WindowOfDevice[],
  trail: readonly DeviceTrailEntry[],
): Device => ({
  ...deviceSummaryOf(row),
  installedAt: isoOrNull(row.installedAt),
  firmware: row.firmware,
  network: row.network,
  presses: presses.map(pressOf),
  testWindows: windows.map(windowOf),
  rssiDbm: row.rssiDbm,
  placed: row.placed && { ...row.placed, at: toIso(row.placed.at) },
  trail: trail.map((line) => ({ ...line, at: toIso(line.at) })),
});

export const movedOf = (row: DeviceRowOfPage, warnings: readonly string[]): DeviceMoved => ({
  deviceId: row.id,
  status: row.status,
  stage: row.stage,
  homeId: row.home?.id ?? null,
  version: row.version,
  warnings: DEVICE_WARNINGS.filter((warning) => warnings.includes(warning)),
});

export const unknownOf = ({ firstAt, lastAt, ...row }: UnknownDeviceRow): UnknownDevice => ({
  ...row,
  kinds: [...row.kinds],
  firstAt: toIso(firstAt),
  lastAt: toIso(lastAt),
});
