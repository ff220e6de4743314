import { FilesBatch, type AcceptedRow, type FilesWanted, type RowOutcome } from '@silverbell/adapter-postgres';
import {
  addContact,
  createHome,
  createSenior,
  doorPlate,
  type ContactDraft,
  type HomeDraft,
  type MadeRecord,
  type PeopleDraft,
  type SeniorReference,
} from '@silverbell/usecases';
import { idOrRefused, RowRefused, rowOutcome, type RowWriter, type WriteBatch } from './row-writer.js';

type Row = AcceptedRow & { readonly draft: PeopleDraft };

/** Rows of one transaction: read, checked and written by set. */
const BATCH = 500;

/**
 * A home with the same address in the same region, a senior with the same identity number, and one of the same name in the same home are on
 * file already: a file that is imported twice writes nothing the second time.
 */
export const peopleWriter: RowWriter = {
  batch: BATCH,
  write: async (accepted, batch) => {
    const rows = accepted as readonly Row[];
    const files = await FilesBatch.load(batch.runner.manager, batch.deps.keys, wantedOf(rows, batch));
    const people = new PeopleWriting(files, batch);
    const outcomes: RowOutcome[] = [];
    for (const { no, draft } of rows) outcomes.push(await rowOutcome(no, () => files.row(() => people.write(draft))));
    await files.save(batch.audit);
    return outcomes;
  },
};

function wantedOf(rows: readonly Row[], { memory }: WriteBatch): FilesWanted {
  const drafts = rows.map(({ draft }) => draft);
  const homes = drafts.flatMap(({ home }) => home ?? []);
  const seniors = drafts.flatMap(({ senior }) => senior ?? []);
  const named = drafts.flatMap(({ of }) => of ?? []);
  const given = (texts: readonly (string | null | undefined)[]): readonly string[] => [
    ...new Set(texts.flatMap((one) => one ?? [])),
  ];
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
    within: memory.regionIds,
    withContacts: named.length > 0,
  };
}

interface HomeFound {
  readonly id: string;
  readonly regionId: string;
  readonly made: readonly MadeRecord[];
}

class PeopleWriting {
  constructor(
    private readonly files: FilesBatch,
    private readonly batch: WriteBatch,
  ) {}

  async write({ home: wantedHome, homeId, senior, of, contacts }: PeopleDraft): Promise<readonly MadeRecord[]> {
    if (senior === null) {
      if (of !== null) return this.#contactsOf(of, contacts);
      return wantedHome === null ? [] : (await this.#home(wantedHome)).made;
    }
    const known = senior.idNumber === undefined ? null : await this.files.holderOf(senior.idNumber);
    if (known?.status === 'deceased') throw new RowRefused('id-number-deceased');
    if (known) return [];
    const home = wantedHome === null ? this.#homeOnFile(homeId) : await this.#home(wantedHome);
    if (this.files.seniorAt(home.id, senior.name, senior.birthDate) !== null) return home.made;
    const { regionId, ...wanted } = senior;
    const { command, today } = this.batch;
    const id = idOrRefused(
      await createSenior(
        this.#deps,
        { ...command, today },
        { ...wanted, homeId: home.id, regionId: regionId ?? home.regionId },
      ),
    );
    return [...home.made, { kind: 'senior', id }, ...(await this.#add(id, contacts))];
  }

  async #home(draft: HomeDraft): Promise<HomeFound> {
    const { regionId } = draft;
    const known = this.files.homeAt(regionId, doorPlate(draft.addressWords));
    if (known !== null) return { id: known.id, regionId, made: [] };
    const id = idOrRefused(await createHome(this.#deps, this.batch.command, draft));
    return { id, regionId, made: [{ kind: 'home', id }] };
  }

  /** A home of another row, or of the registry, within the regions of this import. */
  #homeOnFile(id: string | null): HomeFound {
    const home = id === null ? null : this.files.homeOf(id);
    if (home === null || !this.batch.memory.regionIds.includes(home.regionId)) throw new RowRefused('home-unknown');
    return { id: home.id, regionId: home.regionId, made: [] };
  }

  async #contactsOf(
    { id, idNumber, name }: SeniorReference,
    contacts: readonly ContactDraft[],
  ): Promise<readonly MadeRecord[]> {
    const within = this.batch.memory.regionIds;
    const found =
      (id === undefined ? null : await this.files.senior(id)) ??
      (idNumber === undefined ? null : await this.files.holderOf(idNumber)) ??
      (name === undefined || id !== undefined ? null : this.files.seniorNamed(name, within));
    if (found === null || !within.includes(found.regionId)) throw new RowRefused('senior-unknown');
    return this.#add(found.id, contacts);
  }

  async #add(seniorId: string, contacts: readonly ContactDraft[]): Promise<readonly MadeRecord[]> {
    const made: MadeRecord[] = [];
    const known = (await this.files.contactsOf(seniorId)).map(({ name }) => name);
    for (const contact of contacts.filter(({ name }) => !known.includes(name))) {
      const wanted = { ...contact, noticeLevel: 'at-risk' } as const;
      const id = idOrRefused(await addContact(this.#deps, this.batch.command, seniorId, wanted));
      made.push({ kind: 'contact', id });
    }
    return made;
  }

  get #deps() {
    return { files: this.files, newId: this.batch.newId };
  }
}
