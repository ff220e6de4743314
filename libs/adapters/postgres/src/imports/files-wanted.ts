import type { RegionId } from '@silverbell/kernel';
import { doorPlate, type DeviceDraft, type PeopleDraft } from '@silverbell/usecases';
import type { FilesWanted } from './files-on-file.js';

const given = (texts: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(texts.flatMap((one) => one ?? [])),
];

/** What of the files must be read for some rows of people, and no more. */
export function peopleWanted(drafts: readonly PeopleDraft[], within: readonly RegionId[]): FilesWanted {
  const homes = drafts.flatMap(({ home }) => home ?? []);
  const seniors = drafts.flatMap(({ senior }) => senior ?? []);
  const named = drafts.flatMap(({ of }) => of ?? []);
  return {
    regionIds: given([
      ...homes.map(({ regionId }) => regionId),
      ...seniors.flatMap(({ regionId, registrationRegionId }) => [regionId, registrationRegionId]),
    ]),
    homeIds: given([...homes.map(({ id }) => id), ...drafts.map(({ homeId }) => homeId)]),
    addresses: homes.map(({ regionId, addressWords }) => ({ regionId, addressWords: doorPlate(addressWords) })),
    doorTags: given(homes.map(({ doorTag }) => doorTag)),
    seniorIds: given([...seniors, ...named].map(({ id }) => id)),
    idNumbers: given([...seniors, ...named].map(({ idNumber }) => idNumber)),
    names: given(named.map(({ id, idNumber, name }) => ((id ?? idNumber) === undefined ? name : undefined))),
    within,
    withContacts: named.length > 0,
  };
}

/** The same for rows of devices, which are put into homes and on people. */
export const devicesWanted = (drafts: readonly DeviceDraft[], within: readonly RegionId[]): FilesWanted => ({
  ...{ regionIds: [], doorTags: [], within, withContacts: false },
  homeIds: given(drafts.map(({ homeId }) => homeId)),
  addresses: drafts.flatMap(({ regionId, addressWords }) =>
    regionId === null || addressWords === null ? [] : [{ regionId, addressWords: doorPlate(addressWords) }],
  ),
  seniorIds: [],
  idNumbers: given(drafts.map(({ senior }) => senior?.idNumber)),
  names: given(drafts.map(({ senior }) => (senior?.idNumber === undefined ? senior?.name : undefined))),
});
