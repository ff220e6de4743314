import { defaultPolicy, type Limits, type Policy } from '@silverbell/incident';

/** Limits that are plain numbers; every other one is a length of time, which people write in seconds. */
const PLAIN: readonly (keyof Limits)[] = ['waveSize', 'arrivalFactor', 'askAtLeast'];

/** Settings of a region after its parents were asked: `limits.waveSize` → 4, `timeZone` → "Asia/Shanghai". */
export type Settings = Readonly<Record<string, unknown>>;

const made = new Map<string, Policy>();

/** The default policy with what the region changed. Its key names the contents, so that equal policies are stored once. */
export function policyOf(settings: Settings): Policy {
  const changes = Object.entries(settings)
    .flatMap(([key, value]): [keyof Limits, number][] => {
      const name = key.startsWith('limits.') ? key.slice('limits.'.length) : '';
      return name in defaultPolicy.limits && typeof value === 'number' ? [[name as keyof Limits, value]] : [];
    })
    .filter(([name, value]) => defaultPolicy.limits[name] !== inUnits(name, value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (changes.length === 0) return defaultPolicy;
  const key = `${defaultPolicy.key}+${changes.map(([name, value]) => `${name}=${value}`).join('+')}`;
  const known = made.get(key);
  if (known) return known;
  const limits = {
    ...defaultPolicy.limits,
    ...Object.fromEntries(changes.map(([name, value]) => [name, inUnits(name, value)])),
  };
  const policy = { ...defaultPolicy, key, limits };
  made.set(key, policy);
  return policy;
}

const inUnits = (name: keyof Limits, value: number): number => (PLAIN.includes(name) ? value : value * 1_000);

export const timeZoneOf = (settings: Settings, otherwise: string): string =>
  typeof settings['timeZone'] === 'string' ? settings['timeZone'] : otherwise;
