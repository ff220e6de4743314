import { defaultPolicy, policyFaults, type Limits, type Policy } from '@silverbell/incident';
import type { Instant } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { climb, regionGifts } from './region.sql.js';

/** Limits that are plain numbers; every other one is a length of time, which people write in seconds. */
const PLAIN: readonly (keyof Limits)[] = ['waveSize', 'arrivalFactor', 'askAtLeast'];

/** Settings of a region after its parents were asked: `limits.waveSize` → 4, `timeZone` → "Asia/Shanghai". */
export type Settings = Readonly<Record<string, unknown>>;

const made = new Map<string, Policy>();

/**
 * The default policy with what the region changed. Its key names the contents, so that equal policies are stored once.
 * A change that breaks the limits of the safety case counts as none: whoever made it past the editor does not slow a press.
 */
export function policyOf(settings: Settings): Policy {
  const policy = changedPolicy(settings);
  return policy === defaultPolicy || policyFaults(policy).length === 0 ? policy : defaultPolicy;
}

/** Boot check: no region has settings outside the limits of the safety case (2.1). */
export async function assertPolicies(source: DataSource, now: Instant): Promise<void> {
  const regions: { region_id: string }[] = await source.query(
    `select distinct region_id from region_setting where key like 'limits.%' and valid_from <= $1 order by region_id`,
    [new Date(now)],
  );
  for (const { region_id: id } of regions) {
    const rows: { settings: Settings }[] = await source.query(
      `with recursive ${climb('$2')}, ${regionGifts('$1')} select settings from settings`,
      [new Date(now), id],
    );
    const faults = policyFaults(changedPolicy(rows[0]?.settings ?? {}));
    if (faults.length > 0) throw new Error(`the settings of region ${id} break the safety case: ${faults.join('; ')}`);
  }
}

function changedPolicy(settings: Settings): Policy {
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
