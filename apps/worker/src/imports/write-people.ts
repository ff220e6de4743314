import { FilesBatch, peopleWanted, type AcceptedRow, type RowOutcome } from '@silverbell/adapter-postgres';
import {
  addContact,
  createHome,
  createSenior,
  planPeople,
  type HomeDraft,
  type MadeRecord,
  type PeopleDraft,
  type SeniorDraft,
} from '@silverbell/usecases';
import { idOrRefused, RowRefused, rowOutcome, type RowWriter, type WriteBatch } from './row-writer.js';

type Row = AcceptedRow & { readonly draft: PeopleDraft };

/** Rows of one transaction: read, checked and written by set. */
const BATCH = 500;

export const peopleWriter: RowWriter = {
  batch: BATCH,
  write: async (accepted, batch) => {
    const rows = accepted as readonly Row[];
    const files = await FilesBatch.load(
      batch.runner.manager,
      batch.deps.keys,
      peopleWanted(
        rows.map(({ draft }) => draft),
        batch.memory.regionIds,
      ),
    );
    const people = new PeopleWriting(files, batch);
    const outcomes: RowOutcome[] = [];
    for (const { no, draft } of rows) outcomes.push(await rowOutcome(no, () => files.row(() => people.write(draft))));
    await files.save(batch.audit);
    return outcomes;
  },
};

interface HomeFound {
  readonly id: string;
  readonly regionId: string;
}

class PeopleWriting {
  constructor(
    private readonly files: FilesBatch,
    private readonly batch: WriteBatch,
  ) {}

  async write(draft: PeopleDraft): Promise<readonly MadeRecord[]> {
    const plan = await planPeople(this.files, draft, this.batch.memory.regionIds);
    if (typeof plan === 'string') throw new RowRefused(plan);
    const made: MadeRecord[] = [];
    const home = plan.home === 'new' ? await this.#home(draft.home, made) : plan.home;
    const seniorId = plan.senior === 'new' ? await this.#senior(draft.senior, home, made) : plan.senior?.id;
    for (const contact of plan.contacts) {
      const wanted = { ...contact, noticeLevel: 'at-risk' } as const;
      const id = idOrRefused(await addContact(this.#deps, this.batch.command, seniorId ?? '', wanted));
      made.push({ kind: 'contact', id });
    }
    return made;
  }

  async #home(draft: HomeDraft | null, made: MadeRecord[]): Promise<HomeFound> {
    if (draft === null) throw new Error('a new home without a draft');
    const id = idOrRefused(await createHome(this.#deps, this.batch.command, draft));
    made.push({ kind: 'home', id });
    return { id, regionId: draft.regionId };
  }

  async #senior(draft: SeniorDraft | null, home: HomeFound | null, made: MadeRecord[]): Promise<string> {
    if (draft === null || home === null) throw new Error('a new senior without a draft, or without a home');
    const { regionId, ...wanted } = draft;
    const { command, today } = this.batch;
    const id = idOrRefused(
      await createSenior(
        this.#deps,
        { ...command, today },
        { ...wanted, homeId: home.id, regionId: regionId ?? home.regionId },
      ),
    );
    made.push({ kind: 'senior', id });
    return id;
  }

  get #deps() {
    return { files: this.files, newId: this.batch.newId };
  }
}
