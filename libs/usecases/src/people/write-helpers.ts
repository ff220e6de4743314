import {
  as,
  isRefusal,
  refuse,
  type HelperId,
  type HomeId,
  type IdSource,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import type { HelperCertificate, HelperKind, HelperTransport } from '@silverbell/vocabulary';
import {
  changedFields,
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import { placeOnFile, type WrittenPlace } from '../regions/index.js';
import { ageYears } from './age.js';
import { endOfDay } from './certificate-days.js';
import type { ConflictTarget, HelperFile, HelperTransaction } from './helper-file.js';

export interface HelperRegistryDeps {
  readonly helpers: RegistryStore<HelperTransaction>;
  readonly newId: IdSource;
  /** In which a day ends. */
  readonly timeZone: string;
}

export interface WantedHelper {
  readonly id?: string | undefined;
  readonly kind: HelperKind;
  readonly name: string;
  readonly phone: string;
  readonly birthDate: string;
  readonly regionId: string;
  readonly position: WrittenPlace;
  readonly languages?: readonly string[] | undefined;
  readonly nightCalls: boolean;
  readonly canLift: boolean;
  readonly transport: HelperTransport;
  /** Absent: of a neighbour yes, of everybody else no. */
  readonly standing?: boolean | undefined;
  /** `validUntil`: YYYY-MM-DD. */
  readonly certificates?: readonly { readonly kind: HelperCertificate; readonly validUntil: string }[] | undefined;
}
export type HelperChange = { readonly [K in keyof Omit<WantedHelper, 'id'>]?: WantedHelper[K] | undefined };

/** A minor is never sent to a stranger's door. */
const YOUNGEST = 18;

export function createHelper(deps: HelperRegistryDeps, command: RegistryCommand, wanted: WantedHelper): RegistryResult {
  return deps.helpers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const id = as<HelperId>(wanted.id ?? deps.newId());
    const base = placeOnFile(wanted.position);
    if (isRefusal(base)) return base;
    const { kind, name, phone, birthDate, languages = [], nightCalls, canLift, transport } = wanted;
    const helper: HelperFile = {
      ...{ id, kind, name, phone, birthDate, base, languages, nightCalls, canLift, transport },
      regionId: as<RegionId>(wanted.regionId),
      standing: wanted.standing ?? kind === 'neighbour',
      certificates: certificatesOf(wanted.certificates ?? [], deps.timeZone),
      ...{ version: 1, changedBy: command.by },
    };
    const refusal = (await closedRegion(tx, helper.regionId)) ?? tooYoung(helper, command.at);
    if (refusal !== null) return refusal;
    if ((await tx.helper(id)) !== null) return refuse('id-taken');
    await tx.insert(helper);
    return written('helper-created', helper);
  });
}

export function changeHelper(
  deps: Omit<HelperRegistryDeps, 'newId'>,
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly change: HelperChange },
): RegistryResult {
  return deps.helpers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const helper = await tx.helper(as<HelperId>(asked.id));
    if (helper === null) return refuse('not-found');
    const stale = staleRow(helper, asked.ifMatch);
    if (stale !== null) return stale;
    const { position, certificates, regionId, ...change } = asked.change;
    const base = position === undefined ? helper.base : placeOnFile(position);
    if (isRefusal(base)) return base;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: HelperFile = {
      ...helper,
      ...given,
      base,
      regionId: regionId === undefined ? helper.regionId : as<RegionId>(regionId),
      certificates: certificates === undefined ? helper.certificates : certificatesOf(certificates, deps.timeZone),
      ...{ version: helper.version + 1, changedBy: command.by },
    };
    const moved = after.regionId === helper.regionId ? null : await closedRegion(tx, after.regionId);
    const refusal = moved ?? tooYoung(after, command.at);
    if (refusal !== null) return refusal;
    await tx.update(after);
    return written('helper-changed', after, { fields: changedFields(helper, after) });
  });
}

/** The paired neighbour stands ahead of everybody else for this home (SR-73). */
export const pairHelper = (deps: HelperRegistryDeps, command: RegistryCommand, id: string, homeId: HomeId) =>
  withHelper(deps, command, id, 'helper-paired', { homeId }, (tx, helper) => tx.pair(helper.id, homeId));

export const unpairHelper = (deps: HelperRegistryDeps, command: RegistryCommand, id: string, homeId: HomeId) =>
  withHelper(deps, command, id, 'helper-unpaired', { homeId }, (tx, helper) => tx.unpair(helper.id, homeId));

/** From the commit on she is no candidate for them. A conflict that is known already is answered like a new one: it is seen by leads alone. */
export const noteConflict = (deps: HelperRegistryDeps, command: RegistryCommand, id: string, target: ConflictTarget) =>
  withHelper(deps, command, id, 'conflict-noted', target, (tx, helper) =>
    tx.noteConflict(deps.newId(), helper.id, target, command.at),
  );

export const endConflict = (deps: HelperRegistryDeps, command: RegistryCommand, id: string, target: ConflictTarget) =>
  withHelper(deps, command, id, 'conflict-ended', target, (tx, helper) => tx.endConflict(helper.id, target));

function withHelper(
  { helpers }: HelperRegistryDeps,
  command: RegistryCommand,
  id: string,
  action: string,
  details: Readonly<Record<string, string>>,
  work: (tx: HelperTransaction, helper: HelperFile) => Promise<boolean>,
): RegistryResult {
  return helpers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const helper = await tx.helper(as<HelperId>(id));
    if (helper === null) return refuse('not-found');
    const isNew = await work(tx, helper);
    return isNew ? written(action, helper, details) : { id: helper.id, audit: null };
  });
}

const written = (
  action: string,
  { id, regionId, kind }: HelperFile,
  details: Readonly<Record<string, string | readonly string[]>> = {},
): RegistryWritten => ({
  id,
  audit: { action, subjectKind: 'helper', subjectId: id, regionId, details: { kind, ...details } },
});

async function closedRegion(tx: HelperTransaction, id: RegionId): Promise<Refusal | null> {
  const region = await tx.region(id);
  if (region === null) return refuse('not-found');
  return region.deactivated === null ? null : refuse('region-inactive');
}

const tooYoung = ({ birthDate }: Pick<HelperFile, 'birthDate'>, now: Instant): Refusal | null =>
  ageYears(birthDate, now) < YOUNGEST ? refuse('helper-under-18') : null;

/** Of two of one kind the later one counts. */
function certificatesOf(
  wanted: NonNullable<WantedHelper['certificates']>,
  timeZone: string,
): HelperFile['certificates'] {
  const latest = new Map<HelperCertificate, Instant>();
  for (const { kind, validUntil } of wanted) {
    const at = endOfDay(validUntil, timeZone);
    if (at > (latest.get(kind) ?? Number.NEGATIVE_INFINITY)) latest.set(kind, at);
  }
  return [...latest].map(([kind, validUntil]) => ({ kind, validUntil }));
}
