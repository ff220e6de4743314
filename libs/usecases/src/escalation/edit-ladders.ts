import {
  applyEdit,
  defaultPolicy,
  editOf,
  ladderChanges,
  laddersText,
  limitFaults,
  type LadderEdit,
  type LimitFault,
} from '@silverbell/incidents';
import {
  isRefusal,
  refuse,
  type AccountId,
  type Clock,
  type IdSource,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import type { CareRecords } from '../ports/index.js';
import { fingerprintOf } from './dry-run.js';
import { DEFAULT_LADDERS } from './port.js';
import type { DatedLadders, DraftState, LadderStore, LadderDraft, LadderStepType, LadderTransaction } from './port.js';

export interface LadderDeps {
  readonly ladders: LadderStore;
  readonly registry: Pick<CareRecords, 'regionFacts'>;
  readonly clock: Clock;
  readonly newId: IdSource;
  /** Equal texts, equal fingerprints, and no other text can be found for one. */
  readonly fingerprint: (text: string) => string;
  /** Between two stories of a dry run others have their turn. */
  readonly breathe: () => Promise<void>;
}

/** A "no" with every limit the edit breaks, each in its own sentence. */
export interface BeyondLimits extends Refusal<'ladder-beyond-limits'> {
  readonly faults: readonly LimitFault[];
}

/** A lead of the region proposes another ladder; nothing changes yet. Proposing the same again is the same draft. */
export async function proposeLadders(
  deps: LadderDeps,
  wish: { readonly regionId: RegionId; readonly by: AccountId; readonly reason: string; readonly edit: LadderEdit },
): Promise<LadderDraft | Refusal | BeyondLimits> {
  const now = deps.clock.now();
  const region = await deps.registry.regionFacts(wish.regionId, now);
  if (region === null) return refuse('region-unknown');
  return deps.ladders.transaction(async (tx) => {
    const base = await tx.newest(wish.regionId);
    const edit = editOf(base.ladders, wish.edit);
    if (Object.keys(edit).length === 0) return refuse('ladder-unchanged');
    const proposed = applyEdit(base.ladders, edit);
    const faults = limitFaults({ key: 'proposed', ladders: proposed, limits: region.policy.limits });
    if (faults.length > 0) return { ...refuse('ladder-beyond-limits', { faults: faults.length }), faults };
    const twin = (await tx.openDrafts(wish.regionId)).find(
      (open) => laddersText(applyEdit(base.ladders, open.edit)) === laddersText(proposed),
    );
    if (twin !== undefined) return twin.author === wish.by ? twin : refuse('ladder-draft-exists', { draftId: twin.id });
    const draft: LadderDraft = {
      id: deps.newId(),
      regionId: wish.regionId,
      author: wish.by,
      reason: wish.reason,
      edit,
      changes: ladderChanges(base.ladders, proposed),
      proposedAt: now,
      state: 'open',
      decidedBy: null,
      decidedAt: null,
      decision: null,
      effectiveAt: null,
    };
    await tx.add(draft);
    await step(deps, tx, draft, 'proposed', wish.by, now, wish.reason);
    return draft;
  });
}

/**
 * The second pair of eyes. Only another person than the author, who herself looked at a dry run of exactly this edit of exactly
 * the ladders that are in force; from then on, or from a later time, new incidents are raised on it. Running ones keep theirs.
 */
export async function approveLadders(
  deps: LadderDeps,
  approval: {
    readonly draftId: string;
    readonly by: AccountId;
    readonly fingerprint: string;
    /** `null`: at once. */
    readonly effectiveAt: Instant | null;
  },
): Promise<LadderDraft | Refusal | BeyondLimits> {
  const now = deps.clock.now();
  const effectiveAt = approval.effectiveAt ?? now;
  const known = await deps.ladders.draft(approval.draftId);
  if (known === null) return refuse('not-found');
  const region = await deps.registry.regionFacts(known.regionId, now);
  if (region === null) return refuse('region-unknown');
  return deps.ladders.transaction(async (tx) => {
    const draft = await openDraft(tx, approval.draftId);
    if (isRefusal(draft)) return draft;
    if (draft.author === approval.by) return refuse('ladder-own-draft');
    if (effectiveAt < now) return refuse('ladder-effect-in-past');
    const base = await tx.newest(draft.regionId);
    const looked = await tx.lastDryRun(draft.id, approval.by);
    if (looked === null) return refuse('ladder-dry-run-missing');
    const fingerprint = fingerprintOf(deps, draft, base);
    if (looked.fingerprint !== fingerprint || approval.fingerprint !== fingerprint)
      return refuse('ladder-dry-run-stale');
    const own = await tx.lastOwnChange(draft.regionId);
    if (own !== null && effectiveAt <= own) return refuse('ladder-effect-too-early', { lastChangeAt: own });
    const ladders = applyEdit(base.ladders, draft.edit);
    const faults = limitFaults({ key: 'approved', ladders, limits: region.policy.limits });
    if (faults.length > 0) return { ...refuse('ladder-beyond-limits', { faults: faults.length }), faults };
    const approved = decided(draft, 'approved', approval.by, now, null, effectiveAt);
    await tx.publish({
      key: keyOf(deps, ladders),
      ladders,
      regionId: draft.regionId,
      validFrom: effectiveAt,
      draftId: draft.id,
    });
    await tx.decide(approved);
    await step(deps, tx, draft, 'approved', approval.by, now, null, fingerprint);
    return approved;
  });
}

export interface Ending {
  readonly draftId: string;
  readonly by: AccountId;
  readonly reason: string;
}

/** Another person rejects it. */
export const rejectLadders = (deps: LadderDeps, ending: Ending): Promise<LadderDraft | Refusal> =>
  endDraft(deps, ending, 'rejected');

/** The author takes it back. */
export const withdrawLadders = (deps: LadderDeps, ending: Ending): Promise<LadderDraft | Refusal> =>
  endDraft(deps, ending, 'withdrawn');

function endDraft(
  deps: LadderDeps,
  { draftId, by, reason }: Ending,
  state: 'rejected' | 'withdrawn',
): Promise<LadderDraft | Refusal> {
  const now = deps.clock.now();
  return deps.ladders.transaction(async (tx) => {
    const draft = await openDraft(tx, draftId);
    if (isRefusal(draft)) return draft;
    const isAuthor = draft.author === by;
    if (state === 'rejected' && isAuthor) return refuse('ladder-own-draft');
    if (state === 'withdrawn' && !isAuthor) return refuse('ladder-not-author');
    const ended = decided(draft, state, by, now, reason, null);
    await tx.decide(ended);
    await step(deps, tx, draft, state, by, now, reason);
    return ended;
  });
}

async function openDraft(tx: LadderTransaction, id: string): Promise<LadderDraft | Refusal> {
  const draft = await tx.draft(id);
  if (draft === null) return refuse('not-found');
  return draft.state === 'open' ? draft : refuse('ladder-draft-decided', { state: draft.state });
}

const decided = (
  draft: LadderDraft,
  state: DraftState,
  by: AccountId,
  at: Instant,
  decision: string | null,
  effectiveAt: Instant | null,
): LadderDraft => ({ ...draft, state, decidedBy: by, decidedAt: at, decision, effectiveAt });

/** The contents name the version, so that an edit back to an older one has the older one's name. */
const keyOf = (deps: LadderDeps, ladders: DatedLadders['ladders']): string => {
  const text = laddersText(ladders);
  return text === laddersText(defaultPolicy.ladders)
    ? DEFAULT_LADDERS
    : `ladders-${deps.fingerprint(text).slice(0, 32)}`;
};

const step = (
  deps: LadderDeps,
  tx: LadderTransaction,
  draft: LadderDraft,
  type: LadderStepType,
  by: AccountId,
  at: Instant,
  reason: string | null,
  fingerprint: string | null = null,
): Promise<void> =>
  tx.append({
    id: deps.newId(),
    draftId: draft.id,
    regionId: draft.regionId,
    type,
    by,
    at,
    reason,
    fingerprint,
    cases: null,
  });
