import {
  applyEdit,
  ladderChanges,
  laddersText,
  rehearsalOf,
  rehearse,
  SYNTHETIC_STORIES,
  syntheticRehearsal,
  type LadderChange,
  type Limits,
  type Policy,
  type Rehearsal,
  type RehearsedCall,
  type SyntheticStory,
} from '@silverbell/incidents';
import { hours, isRefusal, refuse, type AccountId, type Instant, type Refusal } from '@silverbell/kernel';
import { INCIDENT_CLASSES, type IncidentClass } from '@silverbell/vocabulary';
import type { LadderDeps } from './edit-ladders.js';
import type { DatedLadders, LadderDraft, RolePeople } from './port.js';

/** A month of a county; older incidents say nothing newer. */
const MOST_CASES = 60;
const LONGEST_DAYS = 90;

/** One story told on both ladders, side by side. */
export interface ComparedStory {
  /** A real incident, or what would happen in a class of which there was none. */
  readonly of:
    | { readonly what: 'case'; readonly number: number; readonly incidentId: string; readonly raisedAt: Instant }
    | { readonly what: 'synthetic'; readonly story: SyntheticStory };
  readonly class: IncidentClass;
  readonly before: readonly RehearsedCall[];
  readonly after: readonly RehearsedCall[];
  readonly differs: boolean;
}

export interface DryRun {
  readonly draftId: string;
  /** What an approval names: exactly this was looked at. */
  readonly fingerprint: string;
  readonly ranAt: Instant;
  readonly days: number;
  readonly changes: readonly LadderChange[];
  readonly stories: readonly ComparedStory[];
  readonly realCases: number;
  /** Who is in each role now; a role without people reaches no one. */
  readonly people: RolePeople;
}

/** Equal fingerprints: the same edit of the same present ladders. */
export const fingerprintOf = (deps: Pick<LadderDeps, 'fingerprint'>, draft: LadderDraft, base: DatedLadders): string =>
  deps.fingerprint(`${draft.id}\n${laddersText(base.ladders)}\n${laddersText(applyEdit(base.ladders, draft.edit))}`);

/** Shows who would have been called when, before and after, and records that this person saw it. */
export async function dryRun(
  deps: LadderDeps,
  request: { readonly draftId: string; readonly by: AccountId; readonly days: number },
): Promise<DryRun | Refusal> {
  const now = deps.clock.now();
  const days = Math.min(LONGEST_DAYS, Math.max(1, Math.round(request.days)));
  const known = await deps.ladders.draft(request.draftId);
  if (known === null) return refuse('not-found');
  const { regionId } = known;
  const [cases, people, region] = await Promise.all([
    deps.ladders.incidentsSince(regionId, (now - days * hours(24)) as Instant, MOST_CASES),
    deps.ladders.peopleIn(regionId),
    deps.registry.regionFacts(regionId, now),
  ]);
  if (region === null) return refuse('region-unknown');
  const seen = await deps.ladders.transaction(async (tx) => {
    const draft = await tx.draft(request.draftId);
    if (draft === null) return refuse('not-found');
    if (draft.state !== 'open') return refuse('ladder-draft-decided', { state: draft.state });
    const base = await tx.newest(regionId);
    const fingerprint = fingerprintOf(deps, draft, base);
    await tx.append({
      id: deps.newId(),
      draftId: draft.id,
      regionId,
      type: 'dry-run',
      by: request.by,
      at: now,
      reason: null,
      fingerprint,
      cases: cases.length,
    });
    return { draft, base, fingerprint };
  });
  if (isRefusal(seen)) return seen;
  const { draft, base, fingerprint } = seen;
  const after = applyEdit(base.ladders, draft.edit);
  const both = pairOf(base, after, region.policy.limits);
  const stories = await storiesOf(deps, cases, both);
  return {
    draftId: draft.id,
    fingerprint,
    ranAt: now,
    days,
    changes: ladderChanges(base.ladders, after),
    stories,
    realCases: stories.filter((story) => story.of.what === 'case').length,
    people,
  };
}

type Both = readonly [Policy, Policy];
const pairOf = (base: DatedLadders, after: Policy['ladders'], limits: Limits): Both => [
  { key: 'before', ladders: base.ladders, limits },
  { key: 'after', ladders: after, limits },
];

/** Real incidents first; a class without an incident in these days is shown on the two stories that matter most. */
async function storiesOf(
  deps: Pick<LadderDeps, 'breathe'>,
  cases: Awaited<ReturnType<LadderDeps['ladders']['incidentsSince']>>,
  both: Both,
): Promise<readonly ComparedStory[]> {
  const stories: ComparedStory[] = [];
  for (const { number, incident, events } of cases) {
    const rehearsal = rehearsalOf(incident, events);
    const first = events.find((event) => event.type === 'raised');
    if (rehearsal === null || first === undefined) continue;
    await deps.breathe();
    const of = { what: 'case', number, incidentId: incident.id, raisedAt: incident.raisedAt } as const;
    stories.push(compared(of, first.class, rehearsal, both));
  }
  const told = new Set(stories.map((story) => story.class));
  for (const code of INCIDENT_CLASSES.filter((one) => !told.has(one))) {
    await deps.breathe();
    for (const story of SYNTHETIC_STORIES)
      stories.push(compared({ what: 'synthetic', story }, code, syntheticRehearsal(code, story), both));
  }
  return stories;
}

function compared(
  of: ComparedStory['of'],
  code: IncidentClass,
  rehearsal: Rehearsal,
  [before, after]: Both,
): ComparedStory {
  const [was, is] = [rehearse(before, rehearsal), rehearse(after, rehearsal)];
  return { of, class: code, before: was, after: is, differs: JSON.stringify(was) !== JSON.stringify(is) };
}
