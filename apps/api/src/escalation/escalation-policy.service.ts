import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { ProblemError } from '../http/problems/problem-error.js';
import type { Account } from '../auth/sessions.js';
import { DirectoryQueries, type PostgresLadderStore } from '@silverbell/adapter-postgres';
import { stepLabel, type RehearsedCall } from '@silverbell/incidents';
import { as, isRefusal, toIso, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type {
  BeyondLimits,
  DatedLadders,
  DryRun,
  LadderDraft,
  LadderDeps,
  LadderStep,
  RolePeople,
  Deps,
} from '@silverbell/usecases';
import { DEFAULT_LADDERS } from '@silverbell/usecases';
import type { Language } from '@silverbell/vocabulary';
import type { AnswerOf, DryRunResponse, LadderDraftSummary, LadderVersion } from '@silverbell/wire';
import { RegionNames } from '../auth/region-names.js';
import { hasRole } from '../auth/roles.js';
import { RegionScope } from '../auth/region-scope.js';
import { laddersOnWire } from './wire-ladders.js';

export const LADDER_DEPS = Symbol('ladder deps');

/** Dependencies of the use cases that edit ladders. */
export const ladderDeps = (deps: Deps, ladders: PostgresLadderStore): LadderDeps => ({
  ladders,
  registry: deps.registry,
  clock: deps.clock,
  newId: deps.newId,
  fingerprint: (text) => createHash('sha256').update(text).digest('hex'),
  breathe: async () => void (await turn()),
});

const iso = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** Presents escalation policies, drafts and dry runs; decides nothing. */
@Injectable()
export class EscalationPolicyService {
  constructor(
    @Inject(LADDER_DEPS) readonly deps: LadderDeps,
    private readonly directory: DirectoryQueries,
    private readonly names: RegionNames,
    private readonly scope: RegionScope,
  ) {}

  /** A region of another account's scope is answered like one that does not exist. */
  async region(account: Account, id: string): Promise<RegionId> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    return regionId;
  }

  async draft(account: Account, id: string): Promise<LadderDraft> {
    const draft = await this.deps.ladders.draft(id);
    if (draft === null || !(await this.scope.sees(account, draft.regionId))) throw new ProblemError('not-found');
    return draft;
  }

  /** Every limit an edit breaks is a field of the problem, in the caller's language. */
  done<T extends object>(answer: T | Refusal | BeyondLimits, language: Language): T {
    if (!isRefusal(answer)) return answer;
    const errors =
      'faults' in answer
        ? answer.faults.map((fault) => ({
            field: fault.class === null ? 'limits' : `ladders.${fault.class}`,
            message: fault.words[language],
          }))
        : undefined;
    throw ProblemError.of(answer, errors === undefined ? {} : { errors });
  }

  async regionLadders(account: Account, regionId: RegionId): Promise<AnswerOf<'regionLadders'>> {
    const now = this.deps.clock.now();
    const { ladders: book } = this.deps;
    const [inForce, newest, versions, drafts, people, visible, all] = await Promise.all([
      book.inForce(regionId, now),
      book.transaction((tx) => tx.newest(regionId)),
      book.versions(regionId),
      book.drafts(regionId),
      book.peopleIn(regionId),
      this.scope.regionsOf(account),
      this.directory.regions(),
    ]);
    return {
      region: { id: regionId, name: await this.names.nameOf(regionId) },
      inForce: await this.version(inForce),
      ladders: laddersOnWire(inForce.ladders),
      newest: { ...(await this.version(newest)), ladders: laddersOnWire(newest.ladders) },
      versions: await Promise.all(
        versions.map(async (one) => ({ ...(await this.version(one)), ladders: laddersOnWire(one.ladders) })),
      ),
      drafts: await this.summaries(drafts),
      people: Object.entries(people).map(([role, names]) => ({
        role: role as keyof RolePeople,
        names: [...names],
      })),
      regions: all
        .filter(({ id }) => visible.has(as<RegionId>(id)))
        .map(({ id, name, levelName }) => ({ id, name, level: levelName })),
      mayEdit: hasRole(account, 'lead', 'admin'),
    };
  }

  async detail(draft: LadderDraft): Promise<AnswerOf<'ladderDraft'>> {
    const steps = await this.deps.ladders.steps(draft.id);
    const names = await this.people([draft], steps);
    return {
      ...summaryOf(draft, names),
      ladders: laddersOnWire(draft.edit),
      history: steps.map(({ type, by, at, reason, fingerprint, cases }) => ({
        ...{ type, reason, fingerprint, cases },
        by: names(by),
        at: toIso(at),
      })),
    };
  }

  dryRun(run: DryRun): DryRunResponse {
    const viewOf = (call: RehearsedCall) => callViewOf(call, run.people);
    return {
      draftId: run.draftId,
      fingerprint: run.fingerprint,
      ranAt: toIso(run.ranAt),
      days: run.days,
      realCases: run.realCases,
      changes: run.changes.map((change) => ({ ...change })),
      stories: run.stories.map((story) => ({
        case:
          story.of.what === 'case'
            ? { id: story.of.incidentId, number: story.of.number, raisedAt: toIso(story.of.raisedAt) }
            : null,
        story: story.of.what === 'synthetic' ? story.of.story : null,
        class: story.class,
        differs: story.differs,
        before: story.before.map(viewOf),
        after: story.after.map(viewOf),
      })),
    };
  }

  private async version(one: DatedLadders): Promise<LadderVersion> {
    return {
      key: one.key ?? DEFAULT_LADDERS,
      validFrom: iso(one.validFrom),
      region: one.regionId === null ? null : { id: one.regionId, name: await this.names.nameOf(one.regionId) },
      draftId: one.draftId,
    };
  }

  private async summaries(drafts: readonly LadderDraft[]): Promise<LadderDraftSummary[]> {
    const names = await this.people(drafts, []);
    return drafts.map((draft) => summaryOf(draft, names));
  }

  private async people(
    drafts: readonly LadderDraft[],
    steps: readonly LadderStep[],
  ): Promise<(id: string) => { id: string; name: string }> {
    const ids = [
      ...drafts.flatMap((draft) => (draft.decidedBy === null ? [draft.author] : [draft.author, draft.decidedBy])),
      ...steps.map((step) => step.by),
    ];
    const { accounts } = await this.directory.names({ accounts: [...new Set(ids)] });
    return (id) => ({ id, name: accounts.get(id) ?? id });
  }
}

const summaryOf = (draft: LadderDraft, names: (id: string) => { id: string; name: string }): LadderDraftSummary => ({
  id: draft.id,
  regionId: draft.regionId,
  author: names(draft.author),
  reason: draft.reason,
  changes: draft.changes.map((change) => ({ ...change })),
  proposedAt: toIso(draft.proposedAt),
  state: draft.state,
  decidedBy: draft.decidedBy === null ? null : names(draft.decidedBy),
  decidedAt: iso(draft.decidedAt),
  decision: draft.decision,
  effectiveAt: iso(draft.effectiveAt),
});

function callViewOf(call: RehearsedCall, people: RolePeople): DryRunResponse['stories'][number]['before'][number] {
  const { atS, class: code, rung, step } = call;
  const role = step.do === 'tell' ? step.role : null;
  return {
    ...{ atS, class: code, rung, role },
    words:
      step.do === 'wave'
        ? { 'zh-CN': `向 ${String(step.asked)} 人派单`, en: `offers to ${String(step.asked)} people` }
        : stepLabel(step),
    people: role === null ? [] : [...(people[role] ?? [])],
  };
}
