import { isWithinBounds, settingRule, SETTING_RULES, type SettingRule } from './setting-rules.js';
import { refuse, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '../ports/registry-write.js';

/** A setting as it stands on file: from an instant on, in one region. */
export interface SettingFile {
  readonly regionId: RegionId;
  readonly key: string;
  readonly validFrom: Instant;
  readonly value: unknown;
  /** On whose word or by which decision. */
  readonly source: string;
}

export interface SettingInForce extends SettingFile {
  /** What replaces it, in its own region, when nothing is changed until then. */
  readonly next: { readonly value: unknown; readonly from: Instant } | null;
}

/**
 * Of each key what is in force, and where it comes from: the nearest region that says something wins, with its latest setting (SR-02).
 * `chain`: the region itself first, the root last.
 */
export function settingsWithOrigin(
  chain: readonly RegionId[],
  settings: readonly SettingFile[],
  now: Instant,
): readonly SettingInForce[] {
  const inForce = new Map<string, SettingFile>();
  for (const one of settings) {
    if (one.validFrom > now) continue;
    const other = inForce.get(one.key);
    const nearer = other === undefined ? -1 : chain.indexOf(one.regionId) - chain.indexOf(other.regionId);
    if (other === undefined || nearer < 0 || (nearer === 0 && one.validFrom > other.validFrom))
      inForce.set(one.key, one);
  }
  return [...inForce.values()]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((one) => {
      const [next] = settings
        .filter(({ key, regionId, validFrom }) => key === one.key && regionId === one.regionId && validFrom > now)
        .sort((a, b) => a.validFrom - b.validFrom);
      return { ...one, next: next === undefined ? null : { value: next.value, from: next.validFrom } };
    });
}

export interface SettingShown {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
  /** `null`: no region says anything, and the default counts. */
  readonly regionId: RegionId | null;
  readonly validFrom: Instant | null;
  readonly next: SettingInForce['next'];
  /** `null`: a key that no feature of this version reads. */
  readonly rule: SettingRule | null;
}

/** Every number a region may change, with where it comes from: what is in force, and the defaults of the rest. */
export function settingsShown(
  chain: readonly RegionId[],
  settings: readonly SettingFile[],
  now: Instant,
): readonly SettingShown[] {
  const inForce = settingsWithOrigin(chain, settings, now);
  const known = new Set(inForce.map(({ key }) => key));
  const ahead = settings.filter(({ validFrom }) => validFrom > now).sort((a, b) => a.validFrom - b.validFrom);
  const nextOf = (key: string): SettingInForce['next'] => {
    const own = ahead.find((one) => one.key === key && one.regionId === chain[0]);
    return own === undefined ? null : { value: own.value, from: own.validFrom };
  };
  return [
    ...inForce.map((one) => ({ ...one, rule: settingRule(one.key) ?? null })),
    ...SETTING_RULES.filter(({ key }) => !known.has(key)).map((rule) => ({
      ...{ key: rule.key, value: rule.default, source: rule.source, regionId: null, validFrom: null },
      ...{ next: nextOf(rule.key), rule },
    })),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A switch may be thrown before the version that brings its feature. */
const PILOT = /^pilot\.[a-z0-9-]{1,40}$/;

/** Ladders are changed where their own rules are asked; here are the settings that endanger no alert within their bounds. */
export function settingFault(key: string, value: unknown): Refusal | null {
  const fault = refuse('setting-value', { key });
  if (PILOT.test(key)) return typeof value === 'boolean' ? null : fault;
  const rule = settingRule(key);
  if (rule === undefined || !rule.settable) return refuse('setting-not-here', { key });
  if (rule.unit === 'time-zone') return typeof value === 'string' && isTimeZone(value) ? null : fault;
  return typeof value === 'number' && isWithinBounds(rule, value) ? null : fault;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export interface SettingTransaction {
  set(setting: SettingFile): Promise<void>;
}

/** What is in force now stays on record: a change is a further row that counts from its date on. */
export function setSetting(
  { settings }: { readonly settings: RegistryStore<SettingTransaction> },
  command: RegistryCommand,
  wanted: Omit<SettingFile, 'validFrom'> & { readonly from: Instant | null },
): RegistryResult {
  return settings.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { regionId, key, value, source, from } = wanted;
    const fault = settingFault(key, value);
    if (fault !== null) return fault;
    if (from !== null && from < command.at) return refuse('setting-in-past');
    await tx.set({ regionId, key, value, source, validFrom: from ?? command.at });
    return {
      id: regionId,
      audit: {
        ...{ action: 'setting-changed', subjectKind: 'setting', subjectId: regionId, regionId },
        details: { key, from: from ?? command.at },
      },
    };
  });
}
