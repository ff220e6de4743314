import {
  as,
  refuse,
  type AccountId,
  type IdSource,
  type Instant,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { ReferralState } from '@silverbell/vocabulary';
import type { Settings } from '../facts/of-region.js';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import { isFeatureOn } from './setting-rules.js';

/** A senior on her way from one facility to another one (SR-05). */
export interface ReferralFile {
  readonly id: string;
  readonly seniorId: SeniorId;
  readonly fromFacility: string;
  readonly toFacility: string;
  readonly state: ReferralState;
  readonly openedAt: Instant;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface ReferralStep {
  readonly referralId: string;
  readonly seniorId: SeniorId;
  readonly state: ReferralState;
  readonly note: string | null;
  readonly by: AccountId;
  readonly at: Instant;
}

export interface ReferralTransaction {
  /** Her own region, which stays accountable; `null`: she is not on file. */
  regionOfSenior(id: SeniorId): Promise<RegionId | null>;
  /** The switches in force there. */
  settings(regionId: RegionId, now: Instant): Promise<Settings>;
  isActiveFacility(id: string): Promise<boolean>;
  /** Locked until the end. */
  referral(id: string): Promise<ReferralFile | null>;
  insert(referral: ReferralFile): Promise<void>;
  update(referral: ReferralFile): Promise<void>;
  /** Appended, never edited; the note is sealed under the key of the senior. */
  step(step: ReferralStep): Promise<void>;
}

export interface ReferralDeps {
  readonly referrals: RegistryStore<ReferralTransaction>;
  readonly newId: IdSource;
}

export interface WantedReferral {
  readonly id?: string | undefined;
  readonly seniorId: string;
  readonly fromFacilityId: string;
  readonly toFacilityId: string;
  readonly reason: string;
}

export function createReferral(
  { referrals, newId }: ReferralDeps,
  command: RegistryCommand,
  wanted: WantedReferral,
): RegistryResult {
  return referrals.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const seniorId = as<SeniorId>(wanted.seniorId);
    const { fromFacilityId: fromFacility, toFacilityId: toFacility } = wanted;
    const regionId = await tx.regionOfSenior(seniorId);
    if (regionId === null) return refuse('not-found');
    // SR-08: a county tries the feature in some villages before all have it.
    if (!isFeatureOn(await tx.settings(regionId, command.at), 'referral')) return refuse('feature-off');
    if (fromFacility === toFacility) return refuse('referral-same-place');
    if (!(await tx.isActiveFacility(fromFacility)) || !(await tx.isActiveFacility(toFacility)))
      return refuse('facility-unknown');
    const id = wanted.id ?? newId();
    if ((await tx.referral(id)) !== null) return refuse('id-taken');
    const referral: ReferralFile = {
      ...{ id, seniorId, fromFacility, toFacility, state: 'open', openedAt: command.at, version: 1 },
      changedBy: command.by,
    };
    await tx.insert(referral);
    await append(tx, command, referral, wanted.reason);
    return written('referral-opened', referral, regionId);
  });
}

interface AskedOfReferral {
  readonly id: string;
  readonly ifMatch: number | undefined;
}

/** The receiving facility takes her or sends her back. */
export const answerReferral = (
  deps: Pick<ReferralDeps, 'referrals'>,
  command: RegistryCommand,
  { accept, note, ...asked }: AskedOfReferral & { readonly accept: boolean; readonly note: string | null },
): RegistryResult => move(deps, command, asked, { from: ['open'], to: accept ? 'accepted' : 'declined', note });

/** What the referral was for is done, or it is taken back. */
export const endReferral = (
  deps: Pick<ReferralDeps, 'referrals'>,
  command: RegistryCommand,
  { note, ...asked }: AskedOfReferral & { readonly note: string },
): RegistryResult => move(deps, command, asked, { from: ['open', 'accepted'], to: 'ended', note });

function move(
  { referrals }: Pick<ReferralDeps, 'referrals'>,
  command: RegistryCommand,
  { id, ifMatch }: AskedOfReferral,
  {
    from,
    to,
    note,
  }: { readonly from: readonly ReferralState[]; readonly to: ReferralState; readonly note: string | null },
): RegistryResult {
  return referrals.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const referral = await tx.referral(id);
    const regionId = referral && (await tx.regionOfSenior(referral.seniorId));
    if (referral === null || regionId === null) return refuse('not-found');
    const stale = staleRow(referral, ifMatch);
    if (stale !== null) return stale;
    if (!from.includes(referral.state)) return refuse('referral-decided', { state: referral.state });
    const after: ReferralFile = { ...referral, state: to, version: referral.version + 1, changedBy: command.by };
    await tx.update(after);
    await append(tx, command, after, note);
    return written(`referral-${to}`, after, regionId);
  });
}

const append = (
  tx: ReferralTransaction,
  { by, at }: RegistryCommand,
  { id, seniorId, state }: ReferralFile,
  note: string | null,
): Promise<void> => tx.step({ referralId: id, seniorId, state, note, by, at });

const written = (
  action: string,
  { id, seniorId, fromFacility, toFacility }: ReferralFile,
  regionId: RegionId,
): RegistryWritten => ({
  id,
  audit: {
    ...{ action, subjectKind: 'referral', subjectId: id, regionId },
    details: { seniorId, fromFacility, toFacility },
  },
});
