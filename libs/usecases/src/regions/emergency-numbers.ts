import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import { refuse, type Refusal } from '@silverbell/kernel';
import { EMERGENCY_SERVICES, type EmergencyService } from '@silverbell/vocabulary';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '../ports/registry-write.js';

export interface EmergencyNumberFile {
  readonly regionId: RegionId;
  readonly service: EmergencyService;
  readonly number: string;
  /** When the number was last called to see that it is right. */
  readonly checkedAt: Instant | null;
}

/** `null`: the region shall have no number of its own. */
export type WantedNumbers = Readonly<Partial<Record<EmergencyService, string | null | undefined>>>;

export interface EmergencyNumberTransaction {
  /** Of this region alone, locked. */
  own(regionId: RegionId): Promise<readonly EmergencyNumberFile[]>;
  set(number: EmergencyNumberFile, by: AccountId): Promise<void>;
  remove(regionId: RegionId, service: EmergencyService): Promise<void>;
}

export interface EmergencyNumberDeps {
  readonly numbers: RegistryStore<EmergencyNumberTransaction>;
}

const written = (action: string, regionId: RegionId, services: readonly string[]): RegistryWritten => ({
  id: regionId,
  audit:
    services.length === 0
      ? null
      : { action, subjectKind: 'emergency-number', subjectId: regionId, regionId, details: { services } },
});

/** From the commit on they are the numbers that operators are shown and told to dial. */
export function setEmergencyNumbers(
  { numbers }: EmergencyNumberDeps,
  command: RegistryCommand,
  regionId: RegionId,
  wanted: WantedNumbers,
): RegistryResult {
  return numbers.write(command, async (tx): Promise<RegistryWritten> => {
    const own = new Map((await tx.own(regionId)).map((one) => [one.service, one]));
    const changed: EmergencyService[] = [];
    for (const service of EMERGENCY_SERVICES) {
      const number = wanted[service];
      if (number === undefined || number === (own.get(service)?.number ?? null)) continue;
      changed.push(service);
      // A new number has not been called yet.
      await (number === null
        ? tx.remove(regionId, service)
        : tx.set({ regionId, service, number, checkedAt: null }, command.by));
    }
    return written('emergency-numbers-changed', regionId, changed);
  });
}

/** The monthly check: the numbers were called, and the right office answered. */
export function recordNumbersChecked(
  { numbers }: EmergencyNumberDeps,
  command: RegistryCommand,
  regionId: RegionId,
  services: readonly EmergencyService[],
): RegistryResult {
  return numbers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const own = (await tx.own(regionId)).filter(({ service }) => services.includes(service));
    if (own.length < new Set(services).size) return refuse('no-number-here');
    for (const one of own) await tx.set({ ...one, checkedAt: command.at }, command.by);
    return written('emergency-numbers-checked', regionId, services);
  });
}

/** Of each service the number of the nearest region that has one. `chain`: the region itself first, the root last. */
export function numbersNear(
  chain: readonly RegionId[],
  numbers: readonly EmergencyNumberFile[],
): ReadonlyMap<EmergencyService, EmergencyNumberFile> {
  const near = new Map<EmergencyService, EmergencyNumberFile>();
  for (const regionId of chain)
    for (const one of numbers) if (one.regionId === regionId && !near.has(one.service)) near.set(one.service, one);
  return near;
}
