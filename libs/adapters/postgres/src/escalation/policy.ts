import {
  defaultPolicy,
  PLAIN_LIMITS,
  policyFaults,
  type Ladders,
  type Limits,
  type Policy,
} from '@silverbell/incidents';
import type { Instant } from '@silverbell/kernel';
import { DEFAULT_LADDERS, settingsInForce, type RegionRows, type Settings } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { laddersOf } from './ladder-sets.js';

const made = new Map<string, Policy>();

/**
 * The default policy with what the region changed. Its key names the contents, so that equal policies are stored once.
 * A change that breaks the limits of the safety case counts as none: a change made past the editor does not slow a press.
 */
export function policyOf(settings: Settings, ladders: Ladders | null): Policy {
  const policy = changedPolicy(settings, ladders);
  return policy === defaultPolicy || isSafe(policy) ? policy : defaultPolicy;
}

const judged = new WeakMap<Policy, boolean>();

/** Judged once: a policy that was made never changes. */
function isSafe(policy: Policy): boolean {
  const known = judged.get(policy);
  if (known !== undefined) return known;
  const safe = policyFaults(policy).length === 0;
  judged.set(policy, safe);
  return safe;
}

/** Ladders and limits in force in a region. */
export async function policyIn(
  source: Pick<DataSource, 'query'>,
  rows: Pick<RegionRows, 'chain' | 'settings'>,
  now: Instant,
): Promise<Policy> {
  const settings = settingsInForce(rows, now);
  return policyOf(settings, await laddersOf(source, settings));
}

/** Boot check: no region has settings outside the limits of the safety case (2.1). */
export async function assertPolicies(source: DataSource, now: Instant): Promise<void> {
  const regions: { region_id: string }[] = await source.query(
    `select distinct region_id from region_setting where (key like 'limits.%' or key = 'ladders') and valid_from <= $1 order by region_id`,
    [new Date(now)],
  );
  for (const { region_id: id } of regions) {
    const [row]: { rows: RegionRows }[] = await source.query('select region_rows($1) as rows', [id]);
    const settings = row === undefined ? {} : settingsInForce(row.rows, now);
    const ladders = await laddersOf(source, settings);
    if (ladders === null && typeof settings['ladders'] === 'string' && settings['ladders'] !== DEFAULT_LADDERS)
      throw new Error(`the ladders ${settings['ladders']} of region ${id} are not in the database`);
    const faults = policyFaults(changedPolicy(settings, ladders));
    if (faults.length > 0) throw new Error(`the settings of region ${id} break the safety case: ${faults.join('; ')}`);
  }
}

function changedPolicy(settings: Settings, ladders: Ladders | null): Policy {
  const changes = Object.entries(settings)
    .flatMap(([key, value]): [keyof Limits, number][] => {
      const name = key.startsWith('limits.') ? key.slice('limits.'.length) : '';
      return name in defaultPolicy.limits && typeof value === 'number' ? [[name as keyof Limits, value]] : [];
    })
    .filter(([name, value]) => defaultPolicy.limits[name] !== inUnits(name, value))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (changes.length === 0 && ladders === null) return defaultPolicy;
  const named = ladders === null ? [] : [String(settings['ladders'])];
  const key = [defaultPolicy.key, ...named, ...changes.map(([name, value]) => `${name}=${value}`)].join('+');
  const known = made.get(key);
  if (known) return known;
  const limits = {
    ...defaultPolicy.limits,
    ...Object.fromEntries(changes.map(([name, value]) => [name, inUnits(name, value)])),
  };
  const policy = { key, limits, ladders: ladders ?? defaultPolicy.ladders };
  made.set(key, policy);
  return policy;
}

const inUnits = (name: keyof Limits, value: number): number => (PLAIN_LIMITS.includes(name) ? value : value * 1_000);

export const timeZoneOf = (settings: Settings, otherwise: string): string =>
  typeof settings['timeZone'] === 'string' ? settings['timeZone'] : otherwise;
