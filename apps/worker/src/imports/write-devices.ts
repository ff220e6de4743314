import {
  FilesBatch,
  insertDevice,
  type AcceptedRow,
  type DeviceOnList,
  type RowOutcome,
} from '@silverbell/adapter-postgres';
import { as, type DeviceId, type HomeId, type RegionId, type SeniorId } from '@silverbell/kernel';
import { doorPlate, isWorn, type DeviceDraft, type MadeRecord } from '@silverbell/usecases';
import { RowRefused, rowOutcome, type RowWriter, type WriteBatch } from './row-writer.js';

type Row = AcceptedRow & { readonly draft: DeviceDraft };

const BATCH = 200;

/**
 * A device that is on file already is left as it is. A new one has no secret: whoever installs it draws one and prints its label. Without a
 * home, an address or a senior it is in stock.
 */
export const deviceWriter: RowWriter = {
  batch: BATCH,
  write: async (accepted, batch) => {
    const rows = accepted as readonly Row[];
    const writing = new DeviceWriting(
      batch,
      await FilesBatch.load(batch.runner.manager, batch.deps.keys, wantedOf(rows, batch)),
      await batch.onFile.devices(rows.flatMap(({ draft: { id, behind } }) => [id, ...(behind ? [behind.hubId] : [])])),
    );
    const outcomes: RowOutcome[] = [];
    for (const { no, draft } of rows) outcomes.push(await rowOutcome(no, () => writing.write(draft)));
    return outcomes;
  },
};

const wantedOf = (rows: readonly Row[], { memory }: WriteBatch): Parameters<typeof FilesBatch.load>[2] => ({
  ...{ regionIds: [], doorTags: [], within: memory.regionIds, withContacts: false },
  homeIds: rows.flatMap(({ draft }) => draft.homeId ?? []),
  addresses: rows.flatMap(({ draft: { regionId, addressWords } }) =>
    regionId === null || addressWords === null ? [] : [{ regionId, addressWords: doorPlate(addressWords) }],
  ),
  seniorIds: rows.flatMap(({ draft }) => draft.senior?.id ?? []),
  idNumbers: rows.flatMap(({ draft }) => draft.senior?.idNumber ?? []),
  names: rows.flatMap(({ draft: { senior } }) => (senior?.idNumber === undefined ? (senior?.name ?? []) : [])),
});

interface Place {
  readonly homeId: string | null;
  readonly seniorId: string | null;
  readonly regionId: string;
}

class DeviceWriting {
  readonly #known: Map<string, DeviceOnList>;

  constructor(
    private readonly batch: WriteBatch,
    private readonly files: FilesBatch,
    devices: readonly DeviceOnList[],
  ) {
    this.#known = new Map(devices.map((one) => [one.id, one]));
  }

  async write(draft: DeviceDraft): Promise<readonly MadeRecord[]> {
    const known = this.#known.get(draft.id);
    if (known) {
      if (!this.#isWithin(known.regionId)) throw new RowRefused('id-taken');
      return [];
    }
    const place = await this.#placeOf(draft);
    const { id, role, profile, behind, room = null } = draft;
    const hub = behind && this.#known.get(behind.hubId);
    if (behind && (hub?.role !== 'hub' || !this.#isWithin(hub.regionId))) throw new RowRefused('hub-unknown');
    const stage = place.homeId === null ? ('in-stock' as const) : ('installed' as const);
    const { runner, command, newId } = this.batch;
    const device = {
      ...{ id: as<DeviceId>(id), role, profile, stage, room, fixed: !isWorn(role) },
      ...{ secret: null, modelId: null, simUntil: null },
      homeId: place.homeId === null ? null : as<HomeId>(place.homeId),
      seniorId: place.seniorId === null ? null : as<SeniorId>(place.seniorId),
      regionId: as<RegionId>(place.regionId),
      behind: behind ? { hubId: as<DeviceId>(behind.hubId), name: behind.name } : null,
    };
    const change = { id: newId(), by: command.by, at: command.at, reason: null };
    // Its hub has another device of this name.
    if (!(await insertDevice(runner, device, change))) throw new RowRefused('id-taken');
    await this.batch.audit.append({
      ...{ actor: command.by, action: 'device-registered', subjectKind: 'device', subjectId: id, at: command.at },
      ...{ regionId: device.regionId, details: { role, profile, homeId: place.homeId, stage } },
    });
    this.#known.set(id, { id, role, regionId: place.regionId });
    return [{ kind: 'device', id }];
  }

  async #placeOf({ homeId, addressWords, regionId, senior }: DeviceDraft): Promise<Place> {
    const wearer = senior === null ? null : await this.#seniorOf(senior);
    const home =
      homeId !== null
        ? this.files.homeOf(homeId)
        : addressWords !== null && regionId !== null
          ? this.files.homeAt(regionId, doorPlate(addressWords))
          : wearer === null
            ? null
            : { id: wearer.homeId, regionId: wearer.regionId };
    if (home === null) {
      if (homeId !== null || addressWords !== null) throw new RowRefused('home-unknown');
      return { homeId: null, seniorId: null, regionId: regionId ?? this.batch.job.regionId };
    }
    if (!this.#isWithin(home.regionId)) throw new RowRefused('home-unknown');
    if (wearer !== null && wearer.homeId !== home.id) throw new RowRefused('senior-unknown');
    return { homeId: home.id, seniorId: wearer?.id ?? null, regionId: home.regionId };
  }

  async #seniorOf({ idNumber, name }: NonNullable<DeviceDraft['senior']>) {
    const within = this.batch.memory.regionIds;
    const found =
      idNumber !== undefined
        ? await this.files.holderOf(idNumber)
        : name === undefined
          ? null
          : this.files.seniorNamed(name, within);
    if (found === null || !within.includes(found.regionId)) throw new RowRefused('senior-unknown');
    return found;
  }

  #isWithin(regionId: string): boolean {
    return (this.batch.memory.regionIds as readonly string[]).includes(regionId);
  }
}
