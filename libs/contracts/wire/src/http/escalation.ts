import { z } from 'zod';
import { AGENCY_SERVICES, ALERT_KINDS, INCIDENT_CLASSES, LADDER_ROLES, RUNG_CONDITIONS } from '@silverbell/vocabulary';
import { freeText, id, isoInstant, person } from './shared.js';

/** What a person may write: seconds, up to two days. Whether a ladder may have them is for its limits to say. */
const waitS = z.number().int().min(0).max(172_800);
const kind = z.enum(ALERT_KINDS);
const role = z.enum(LADDER_ROLES);

export const ladderStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('ring-consoles') }),
  z.strictObject({ do: z.literal('tell'), role, by: z.enum(['console', 'voice']) }),
  z.strictObject({
    do: z.literal('tell-contacts'),
    who: z.enum(['every-press', 'at-risk']),
    by: z.enum(['quiet', 'call']),
  }),
  z.strictObject({ do: z.literal('ask'), service: z.enum(AGENCY_SERVICES) }),
  z.strictObject({ do: z.literal('call-home'), kinds: z.array(kind).min(1).max(30) }),
  z.strictObject({ do: z.literal('locate') }),
  z.strictObject({ do: z.literal('offer-one') }),
  z.strictObject({ do: z.literal('start-waves') }),
  z.strictObject({ do: z.literal('become'), class: z.enum(INCIDENT_CLASSES) }),
]);
export type LadderStepOnWire = z.infer<typeof ladderStep>;

export const ladderRung = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  when: z.enum(RUNG_CONDITIONS),
  afterS: waitS,
  afterForS: z.partialRecord(kind, waitS).optional(),
  atOnceWhenHarsh: z.boolean().optional(),
  afterWhenNobodyOnDutyS: waitS.optional(),
  atLatestS: waitS.optional(),
  earlyWhenFar: z.boolean().optional(),
  steps: z.array(ladderStep).max(20),
});
export type LadderRungOnWire = z.infer<typeof ladderRung>;

/** The ladder of one class, in seconds. */
export const ladderOnWire = z.strictObject({
  class: z.enum(INCIDENT_CLASSES),
  rungs: z.array(ladderRung).max(30),
  lastRung: z.strictObject({ everyS: waitS, steps: z.array(ladderStep).max(20) }),
});
export type LadderOnWire = z.infer<typeof ladderOnWire>;

/** A sentence in both languages of the house. */
const label = z.object({ 'zh-CN': z.string(), en: z.string() });
const change = z.object({ class: z.enum(INCIDENT_CLASSES), words: label });

export const ladderVersion = z.object({
  /** Names the contents; `default`: the ladders of the safety case. */
  key: z.string(),
  validFrom: isoInstant.nullable(),
  region: person.nullable(),
  draftId: id.nullable(),
});
export type LadderVersion = z.infer<typeof ladderVersion>;

export const ladderDraftSummary = z.object({
  id,
  regionId: id,
  author: person,
  reason: z.string(),
  changes: z.array(change),
  proposedAt: isoInstant,
  state: z.enum(['open', 'approved', 'rejected', 'withdrawn']),
  decidedBy: person.nullable(),
  decidedAt: isoInstant.nullable(),
  decision: z.string().nullable(),
  effectiveAt: isoInstant.nullable(),
});
export type LadderDraftSummary = z.infer<typeof ladderDraftSummary>;

export const ladderDraftDetail = ladderDraftSummary.extend({
  ladders: z.array(ladderOnWire),
  /** Who did what when, oldest first. */
  history: z.array(
    z.object({
      type: z.enum(['proposed', 'dry-run', 'approved', 'rejected', 'withdrawn']),
      by: person,
      at: isoInstant,
      reason: z.string().nullable(),
      fingerprint: z.string().nullable(),
      cases: z.number().int().nullable(),
    }),
  ),
});
export type LadderDraftDetail = z.infer<typeof ladderDraftDetail>;

export const regionLadders = z.object({
  region: person,
  inForce: ladderVersion,
  ladders: z.array(ladderOnWire),
  /** Set if a version is scheduled: an edit is made against it. */
  newest: ladderVersion.extend({ ladders: z.array(ladderOnWire) }),
  /** Of this region itself, oldest first, scheduled ones included, each with its contents for the way back. */
  versions: z.array(ladderVersion.extend({ ladders: z.array(ladderOnWire) })),
  drafts: z.array(ladderDraftSummary),
  /** Who is in each role of this region now. */
  people: z.array(z.object({ role, names: z.array(z.string()) })),
  /** Regions this account sees, for the choice of another. */
  regions: z.array(z.object({ id, name: z.string(), level: z.string() })),
  mayEdit: z.boolean(),
});
export type RegionLadders = z.infer<typeof regionLadders>;

export const proposeLaddersRequest = z.strictObject({
  reason: freeText,
  /** Whole ladders of the classes to change. */
  ladders: z.array(ladderOnWire).min(1).max(8),
});

export const dryRunRequest = z.strictObject({ days: z.number().int().min(1).max(90).default(14) });

const rehearsedCall = z.object({
  atS: z.number().int(),
  class: z.enum(INCIDENT_CLASSES),
  rung: z.string(),
  /** What would have been done, in words, with the people who are in the role now. */
  words: label,
  role: role.nullable(),
  people: z.array(z.string()),
});
export type RehearsedCallOnWire = z.infer<typeof rehearsedCall>;

export const dryRunResponse = z.object({
  draftId: id,
  fingerprint: z.string(),
  ranAt: isoInstant,
  days: z.number().int(),
  realCases: z.number().int(),
  changes: z.array(change),
  stories: z.array(
    z.object({
      /** A real incident; `null`: a story made up because there was none of its class. */
      case: z.object({ id, number: z.number().int(), raisedAt: isoInstant }).nullable(),
      story: z.enum(['nobody', 'no-verdict']).nullable(),
      class: z.enum(INCIDENT_CLASSES),
      differs: z.boolean(),
      before: z.array(rehearsedCall),
      after: z.array(rehearsedCall),
    }),
  ),
});
export type DryRunResponse = z.infer<typeof dryRunResponse>;

export const approveLaddersRequest = z.strictObject({
  /** Of the dry run the approver looked at. */
  fingerprint: z.string().min(1).max(128),
  /** Absent: at once. */
  effectiveAt: isoInstant.optional(),
});

export const endLadderDraftRequest = z.strictObject({ reason: freeText });
