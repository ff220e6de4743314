import {
  changeEntitlement,
  entitlementState,
  noticeRefused,
  type CivilDay,
  type Entitlement,
  type EntitlementCommand,
} from '@silverbell/care';
import { isRefusal, refuse, type AccountId, type Refusal, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { EntitlementNotice, EntitlementState, EntitlementStepType, Role } from '@silverbell/vocabulary';
import {
  rowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../../ports/registry-write.js';

export interface EntitlementFile extends Entitlement {
  readonly id: string;
  readonly seniorId: SeniorId;
  /** The person's own region. */
  readonly regionId: RegionId;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** Appended to what happened to an entitlement (CR-06). */
export interface EntitlementStep {
  readonly entitlementId: string;
  readonly type: EntitlementStepType;
  readonly on: CivilDay;
  readonly reason: string | null;
  /** Of a notice: which office took note. */
  readonly owner?: Role;
}

export interface EntitlementTransaction {
  /** Locked until the end. */
  entitlement(id: string): Promise<EntitlementFile | null>;
  /** Of a person, those that were not ended; locked. */
  openOf(seniorId: SeniorId): Promise<readonly EntitlementFile[]>;
  save(entitlement: EntitlementFile, state: EntitlementState): Promise<void>;
  step(step: EntitlementStep, command: Pick<RegistryCommand, 'by' | 'at'>): Promise<void>;
  /** `care.deathDayCounts` of the region on that day. */
  deathDayCounts(regionId: RegionId, on: CivilDay): Promise<boolean>;
  /** The day of her last move to another township. */
  movedOn(id: string): Promise<CivilDay | null>;
  /** This office took note of it since it happened. */
  isNoted(id: string, notice: EntitlementNotice, owner: Role): Promise<boolean>;
}

export interface EntitlementDeps {
  readonly entitlements: RegistryStore<EntitlementTransaction>;
}

export interface AskedOfEntitlement {
  readonly id: string;
  readonly ifMatch: number | undefined;
  readonly wish: EntitlementCommand;
  /** By the clock of care. */
  readonly today: CivilDay;
}

const STEPS = { suspend: 'suspended', resume: 'resumed', end: 'ended' } as const;

/** Suspends, resumes or ends what the public pays for a person (CR-26, CR-27). */
export function commandEntitlement(
  { entitlements }: EntitlementDeps,
  command: RegistryCommand,
  { id, ifMatch, wish, today }: AskedOfEntitlement,
): RegistryResult {
  return entitlements.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = rowToChange(await tx.entitlement(id), ifMatch);
    if (isRefusal(before)) return before;
    const done = await apply(tx, command, before, { wish, today });
    return done ?? written(before, STEPS[wish.type]);
  });
}

/** 备案: an office takes note of an end or a move, or says that the family was told; once said it stays (CR-22, CR-27). */
export function acknowledgeNotice(
  { entitlements }: EntitlementDeps,
  command: RegistryCommand,
  {
    id,
    notice,
    owner,
    today,
  }: {
    readonly id: string;
    readonly notice: EntitlementNotice;
    /** As which office the caller acts. */
    readonly owner: Role;
    readonly today: CivilDay;
  },
): RegistryResult {
  return entitlements.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = await tx.entitlement(id);
    if (found === null) return refuse('not-found');
    const refusal = noticeRefused(found, notice, owner, await tx.movedOn(id));
    if (refusal !== null) return refusal;
    if (await tx.isNoted(id, notice, owner)) return { id, audit: null };
    await tx.step({ entitlementId: id, type: 'acknowledged', on: today, reason: notice, owner }, command);
    return written(found, `${notice}-noted`);
  });
}

/** The person died or moved away: whatever was open ends with that day (CR-27). Runs in the transaction that writes her status. */
export async function endEntitlementsOf(
  tx: EntitlementTransaction,
  command: Pick<RegistryCommand, 'by' | 'at'>,
  {
    seniorId,
    reason,
    on,
  }: { readonly seniorId: SeniorId; readonly reason: 'death' | 'moved-out'; readonly on: CivilDay },
): Promise<number> {
  const open = await tx.openOf(seniorId);
  for (const one of open) await apply(tx, command, one, { wish: { type: 'end', reason, on }, today: on });
  return open.length;
}

async function apply(
  tx: EntitlementTransaction,
  command: Pick<RegistryCommand, 'by' | 'at'>,
  before: EntitlementFile,
  { wish, today }: Pick<AskedOfEntitlement, 'wish' | 'today'>,
): Promise<Refusal | null> {
  const deathDayCounts = await tx.deathDayCounts(before.regionId, today);
  const changed = changeEntitlement(before, wish, { today, deathDayCounts });
  if (isRefusal(changed)) return changed;
  const after: EntitlementFile = { ...before, ...changed, version: before.version + 1, changedBy: command.by };
  await tx.save(after, entitlementState(after, today));
  const on = wish.type === 'suspend' ? wish.from : wish.on;
  const reason = wish.type === 'resume' ? null : wish.reason;
  await tx.step({ entitlementId: before.id, type: STEPS[wish.type], on, reason }, command);
  return null;
}

const written = (entitlement: EntitlementFile, what: string): RegistryWritten =>
  rowWritten('entitlement', `entitlement-${what}`, entitlement, { seniorId: entitlement.seniorId });
