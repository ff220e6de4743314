import { defaultPolicy } from '@silverbell/incidents';
import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type {
  DatedLadders,
  LadderStore,
  LadderDraft,
  LadderStep,
  LadderTransaction,
  RolePeople,
} from '../escalation/port.js';

type Version = Parameters<LadderTransaction['publish']>[0];

/** Ladder edits in memory; a refused or failed transaction leaves nothing behind, as in life. */
export class FakeLadderStore implements LadderStore, LadderTransaction {
  #drafts = new Map<string, LadderDraft>();
  #steps: readonly LadderStep[] = [];
  #versions: readonly Version[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  people: RolePeople = {};
  cases: Awaited<ReturnType<LadderStore['incidentsSince']>> = [];

  /** `parents`: region → the one above it. */
  constructor(private readonly parents: ReadonlyMap<RegionId, RegionId> = new Map()) {}

  transaction<T>(work: (tx: LadderTransaction) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => {
      const before = [new Map(this.#drafts), this.#steps, this.#versions] as const;
      try {
        return await work(this);
      } catch (error) {
        [this.#drafts, this.#steps, this.#versions] = before;
        throw error;
      }
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  inForce(regionId: RegionId, now: Instant): Promise<DatedLadders> {
    return Promise.resolve(this.#nearest(regionId, now));
  }

  newest(regionId: RegionId): Promise<DatedLadders> {
    return Promise.resolve(this.#nearest(regionId, null));
  }

  versions(regionId: RegionId): Promise<readonly DatedLadders[]> {
    return Promise.resolve(this.#of(regionId));
  }

  lastOwnChange(regionId: RegionId): Promise<Instant | null> {
    return Promise.resolve(this.#of(regionId).at(-1)?.validFrom ?? null);
  }

  draft(id: string): Promise<LadderDraft | null> {
    return Promise.resolve(this.#drafts.get(id) ?? null);
  }

  drafts(regionId: RegionId): Promise<readonly LadderDraft[]> {
    const own = [...this.#drafts.values()].filter((draft) => draft.regionId === regionId);
    return Promise.resolve(own.sort((a, b) => b.proposedAt - a.proposedAt));
  }

  async openDrafts(regionId: RegionId): Promise<readonly LadderDraft[]> {
    return (await this.drafts(regionId)).filter((draft) => draft.state === 'open');
  }

  steps(draftId: string): Promise<readonly LadderStep[]> {
    return Promise.resolve(this.#steps.filter((step) => step.draftId === draftId));
  }

  lastDryRun(draftId: string, by: AccountId): Promise<LadderStep | null> {
    const found = this.#steps.findLast((step) => step.draftId === draftId && step.by === by && step.type === 'dry-run');
    return Promise.resolve(found ?? null);
  }

  add(draft: LadderDraft): Promise<void> {
    this.#drafts.set(draft.id, draft);
    return Promise.resolve();
  }

  decide(draft: LadderDraft): Promise<void> {
    const fourEyes = draft.state === 'withdrawn' || draft.decidedBy !== draft.author;
    if (this.#drafts.get(draft.id)?.state !== 'open' || !fourEyes)
      return Promise.reject(new Error('a ladder draft is decided once, by somebody else'));
    this.#drafts.set(draft.id, draft);
    return Promise.resolve();
  }

  publish(version: Version): Promise<void> {
    this.#versions = [...this.#versions, version];
    return Promise.resolve();
  }

  append(step: LadderStep): Promise<void> {
    this.#steps = [...this.#steps, step];
    return Promise.resolve();
  }

  incidentsSince(_: RegionId, since: Instant, limit: number): ReturnType<LadderStore['incidentsSince']> {
    return Promise.resolve(this.cases.filter(({ incident }) => incident.raisedAt >= since).slice(0, limit));
  }

  peopleIn(): Promise<RolePeople> {
    return Promise.resolve(this.people);
  }

  #of(regionId: RegionId): readonly Version[] {
    return this.#versions.filter((version) => version.regionId === regionId).sort((a, b) => a.validFrom - b.validFrom);
  }

  #nearest(regionId: RegionId, until: Instant | null): DatedLadders {
    for (let region: RegionId | undefined = regionId; region !== undefined; region = this.parents.get(region)) {
      const found = this.#of(region).findLast((version) => until === null || version.validFrom <= until);
      if (found !== undefined) return found;
    }
    return { key: null, ladders: defaultPolicy.ladders, regionId: null, validFrom: null, draftId: null };
  }
}
