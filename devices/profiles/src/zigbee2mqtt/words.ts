import type { AlertKind } from '@silverbell/mqtt-contract';
import type { DeviceRole } from '../profile.js';

/** Roles whose every press is a call for help, whatever the payload calls the press. */
export const BUTTON_ROLES: ReadonlySet<DeviceRole> = new Set(['sos-button', 'pull-cord', 'pendant', 'watch']);

/** Said by a button nobody registered, these words are a call for help all the same. */
const HELP_WORD = /(^|[_-])(emergency|panic|sos)([_-]|$)/i;
export const saysHelp = (action: string): boolean => HELP_WORD.test(action);

/** The end of a long press, not a press of its own. */
export const isRelease = (action: string): boolean => /(^|[_-])release([_-]|$)/i.test(action);

/**
 * Boolean properties that are alarms whoever says them: for sensors the payload beats the role. `gas` is numeric in meters,
 * which is why numbers never count as true here.
 */
export const ALARM_PROPERTIES: Readonly<Record<string, AlertKind>> = {
  sos: 'sos',
  smoke: 'smoke',
  gas: 'gas',
  carbon_monoxide: 'carbon-monoxide',
  water_leak: 'water',
};

/** Sticky device states: worth a signal when they begin, not with every report in which they stand. */
export const STICKY_PROPERTIES: Readonly<Record<string, AlertKind>> = {
  tamper: 'tamper',
  battery_low: 'battery-low',
};

/**
 * A *person's* fall as the three definitions that know one report it (OWON FDS315, HEIMAN HS2FD, Tuya MIR-HE200).
 * `action: "fall"` is missing on purpose: there it is the gadget that fell.
 */
export const FALL_WORDS: readonly { readonly property: string; readonly word: string; readonly anyRole: boolean }[] = [
  { property: 'fall_status', word: 'fall_alarm', anyRole: true },
  { property: 'fall_down_status', word: 'fall', anyRole: true },
  { property: 'status', word: 'falling', anyRole: false },
];

const ON: ReadonlySet<unknown> = new Set([true, 'ON', 'on', 'true', 'Low', 'low']);
const OFF: ReadonlySet<unknown> = new Set([false, 'OFF', 'off', 'false', 'Normal', 'normal']);

/** What the definition calls on and off beats our defaults; `null` when it says neither. */
export function isOn(value: unknown, exposed?: { readonly on: unknown; readonly off: unknown }): boolean | null {
  if (exposed) {
    if (value === exposed.on) return true;
    if (value === exposed.off) return false;
  }
  return ON.has(value) ? true : OFF.has(value) ? false : null;
}
