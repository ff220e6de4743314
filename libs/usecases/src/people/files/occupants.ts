import { as, refuse, type Refusal, type SeniorId } from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryWritten } from '../../ports/registry-write.js';
import type { OccupantFile } from './port.js';
import type { FileDeps } from './write-homes.js';

export interface WantedOccupant {
  /** A senior on file who lives there; her name is that of her file. */
  readonly seniorId?: string | undefined;
  readonly name?: string | undefined;
  readonly relation: string;
  readonly isChild: boolean;
}

/** The whole list: who is not in it any more does not live there. */
export function writeOccupants(
  { files, newId }: FileDeps,
  command: RegistryCommand,
  homeId: string,
  wanted: readonly WantedOccupant[],
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const home = await tx.home(homeId);
    if (home === null) return refuse('not-found');
    const before = await tx.occupantsOf(home.id);
    const occupants: OccupantFile[] = [];
    for (const { seniorId, name, relation, isChild } of wanted) {
      const senior = seniorId === undefined ? null : await tx.senior(seniorId);
      const isHers = senior !== null && senior.homeId === home.id;
      if (seniorId !== undefined && !isHers) return refuse('occupant-elsewhere');
      const called = senior?.name ?? name;
      if (called === undefined) return refuse('occupant-without-name');
      const known = before.find((one) => one.seniorId === (seniorId ?? null) && one.name === called);
      occupants.push({
        ...{ id: known?.id ?? newId(), seniorId: seniorId === undefined ? null : as<SeniorId>(seniorId) },
        ...{ name: called, relation, isChild },
      });
    }
    await tx.writeOccupants(home.id, occupants);
    await tx.updateHome({ ...home, version: home.version + 1, changedBy: command.by });
    return {
      id: home.id,
      audit: {
        ...{ action: 'occupants-written', subjectKind: 'home', subjectId: home.id, regionId: home.regionId },
        details: { version: home.version + 1, occupants: occupants.length },
      },
    };
  });
}
