import { PostgresFileStore } from '@silverbell/adapter-postgres';
import {
  addContact,
  comparedAddress,
  createHome,
  createSenior,
  type ContactDraft,
  type FileDeps,
  type HomeDraft,
  type MadeRecord,
  type PeopleDraft,
  type SeniorReference,
} from '@silverbell/usecases';
import { eachRow } from './each-row.js';
import { idOrRefused, RowRefused, type WriteBatch } from './row-writer.js';

/**
 * A home with the same address in the same region, a senior with the same identity number, and one of the same name in the same home are on
 * file already: a file that is imported twice writes nothing the second time.
 */
export const peopleWriter = eachRow<PeopleDraft>(async (draft, batch) => {
  const files = new PostgresFileStore(batch.shared, batch.deps.keys, batch.audit);
  const people = new PeopleBatch({ files, newId: batch.newId }, batch);
  const { senior, contacts } = draft;
  if (senior === null) {
    if (draft.of !== null) return people.contactsOf(draft.of, contacts);
    return draft.home === null ? [] : people.keep(await people.home(draft.home), []);
  }
  const known = await people.holderOf(senior.idNumber);
  if (known?.status === 'deceased') throw new RowRefused('id-number-deceased');
  if (known) return [];
  const home = draft.home === null ? await people.homeOnFile(draft.homeId) : await people.home(draft.home);
  if ((await batch.onFile.seniorAt(home.id, senior.name, senior.birthDate)) !== null) return people.keep(home, []);
  const { regionId, ...wanted } = senior;
  const id = idOrRefused(
    await createSenior(
      { files, newId: batch.newId },
      { ...batch.command, today: batch.today },
      {
        ...{ ...wanted, homeId: home.id, regionId: regionId ?? home.regionId },
      },
    ),
  );
  return people.keep(home, [{ kind: 'senior', id }, ...(await people.add(id, contacts))]);
});

interface HomeFound {
  readonly id: string;
  readonly regionId: string;
  readonly address: string | null;
  readonly made: readonly MadeRecord[];
}

class PeopleBatch {
  constructor(
    private readonly files: FileDeps,
    private readonly batch: WriteBatch,
  ) {}

  async home(draft: HomeDraft): Promise<HomeFound> {
    const { regionId } = draft;
    const address = comparedAddress(draft.addressWords);
    const known = (await this.#homesOf(regionId)).get(address);
    if (known !== undefined) return { id: known, regionId, address, made: [] };
    const id = idOrRefused(await createHome(this.files, this.batch.command, draft));
    return { id, regionId, address, made: [{ kind: 'home', id }] };
  }

  /** The row is through: the next one at the same address finds its home. */
  async keep({ id, regionId, address, made }: HomeFound, more: readonly MadeRecord[]): Promise<readonly MadeRecord[]> {
    if (address !== null) (await this.#homesOf(regionId)).set(address, id);
    return [...made, ...more];
  }

  async #homesOf(regionId: string): Promise<Map<string, string>> {
    const { memory, onFile } = this.batch;
    const homes = memory.homes.get(regionId) ?? (await onFile.homesOf(regionId));
    memory.homes.set(regionId, homes);
    return homes;
  }

  /** A home of another row, or of the registry, within the regions of this import. */
  async homeOnFile(id: string | null): Promise<HomeFound> {
    const regionId = id === null ? null : await this.batch.onFile.homeRegion(id);
    if (id === null || regionId === null || !this.batch.memory.regionIds.includes(regionId))
      throw new RowRefused('home-unknown');
    return { id, regionId, address: null, made: [] };
  }

  async holderOf(idNumber: string | undefined): Promise<{ readonly id: string; readonly status: string } | null> {
    return idNumber === undefined ? null : this.batch.onFile.holderOf(this.batch.deps.keys, idNumber);
  }

  async contactsOf(
    { id, idNumber, name }: SeniorReference,
    contacts: readonly ContactDraft[],
  ): Promise<readonly MadeRecord[]> {
    const { onFile } = this.batch;
    const within = this.batch.memory.regionIds;
    const found =
      id ?? (await this.holderOf(idNumber))?.id ?? (name === undefined ? null : await onFile.seniorNamed(name, within));
    if (found === null || !(await onFile.seniorWithin(found, within))) throw new RowRefused('senior-unknown');
    return this.add(found, contacts);
  }

  async add(seniorId: string, contacts: readonly ContactDraft[]): Promise<readonly MadeRecord[]> {
    const made: MadeRecord[] = [];
    const known = await this.batch.onFile.contactNames(seniorId);
    for (const contact of contacts.filter(({ name }) => !known.includes(name))) {
      const wanted = { ...contact, noticeLevel: 'at-risk' } as const;
      made.push({
        kind: 'contact',
        id: idOrRefused(await addContact(this.files, this.batch.command, seniorId, wanted)),
      });
    }
    return made;
  }
}
