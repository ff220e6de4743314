import type { AlertKind, DeviceRole } from '@silverbell/vocabulary';

/** Roles whose every press is a call for help, whatever the payload calls the press. */
export const BUTTON_ROLES: ReadonlySet<DeviceRole> = new Set(['sos-button', 'pull-cord', 'pendant', 'watch']);

/** Roles of devices that exist to say one alarm: what they say of it and we cannot read is no silence. */
export const DETECTOR_ROLES: ReadonlySet<DeviceRole> = new Set([
  'smoke',
  'heat',
  'gas',
  'carbon-monoxide',
  'water',
  'fall-sensor',
]);

/** Sent by an unregistered button, these words are a call for help all the same. */
const HELP_WORD = /(^|[_\s-])(emergency|panic|sos|help|mayday)([_\s-]|$)|求救|求助|呼救|救命|紧急/i;
export const containsHelpWord = (action: string): boolean => HELP_WORD.test(action);

/** The end of a long press, not a press of its own. */
export const isRelease = (action: string): boolean => /(^|[_-])released?([_-]|$)/i.test(action);

/** What a bare "alarm" of a device means, by what it is registered as. */
export const ALARM_OF_ROLE: Readonly<Partial<Record<DeviceRole, AlertKind>>> = {
  'sos-button': 'sos',
  'pull-cord': 'sos',
  pendant: 'sos',
  watch: 'sos',
  'fall-sensor': 'fall',
  smoke: 'smoke',
  heat: 'heat',
  gas: 'gas',
  'carbon-monoxide': 'carbon-monoxide',
  water: 'water',
};

const ON: ReadonlySet<unknown> = new Set([true, 'ON', 'on', 'true', 'Low', 'low']);
const OFF: ReadonlySet<unknown> = new Set([false, 'OFF', 'off', 'false', 'Normal', 'normal']);

export const isOn = (value: unknown): boolean => ON.has(value);
export const isOff = (value: unknown): boolean => OFF.has(value);
