import {
  devicesWanted,
  FilesBatch,
  insertDevice,
  type AcceptedRow,
  type DeviceOnList,
  type RowOutcome,
} from '@silverbell/adapter-postgres';
import { as, type DeviceId, type RegionId } from '@silverbell/kernel';
import { isWorn, placeDevice, type DeviceDraft, type MadeRecord } from '@silverbell/usecases';
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
      await FilesBatch.load(
        batch.runner.manager,
        batch.deps.keys,
        devicesWanted(
          rows.map(({ draft }) => draft),
          batch.memory.regionIds,
        ),
      ),
      await batch.onFile.devices(rows.flatMap(({ draft: { id, behind } }) => [id, ...(behind ? [behind.hubId] : [])])),
    );
    const outcomes: RowOutcome[] = [];
    for (const { no, draft } of rows) outcomes.push(await rowOutcome(no, () => writing.write(draft)));
    return outcomes;
  },
};

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
    const place = await placeDevice(this.files, draft, this.batch.memory.regionIds);
    if (typeof place === 'string') throw new RowRefused(place);
    const { id, role, profile, behind, room = null } = draft;
    const hub = behind && this.#known.get(behind.hubId);
    if (behind && (hub?.role !== 'hub' || !this.#isWithin(hub.regionId))) throw new RowRefused('hub-unknown');
    const stage = place.home === null ? ('in-stock' as const) : ('installed' as const);
    const { runner, command, newId } = this.batch;
    const device = {
      ...{ id: as<DeviceId>(id), role, profile, stage, room, fixed: !isWorn(role) },
      ...{ secret: null, modelId: null, simUntil: null },
      ...{ homeId: place.home?.id ?? null, seniorId: place.seniorId },
      regionId: place.home?.regionId ?? as<RegionId>(draft.regionId ?? this.batch.job.regionId),
      behind: behind ? { hubId: as<DeviceId>(behind.hubId), name: behind.name } : null,
    };
    const change = { id: newId(), by: command.by, at: command.at, reason: null };
    // Its hub has another device of this name.
    if (!(await insertDevice(runner, device, change))) throw new RowRefused('id-taken');
    await this.batch.audit.append({
      ...{ actor: command.by, action: 'device-registered', subjectKind: 'device', subjectId: id, at: command.at },
      ...{ regionId: device.regionId, details: { role, profile, homeId: device.homeId, stage } },
    });
    this.#known.set(id, { id, role, regionId: device.regionId });
    return [{ kind: 'device', id }];
  }

  #isWithin(regionId: string): boolean {
    return (this.batch.memory.regionIds as readonly string[]).includes(regionId);
  }
}
