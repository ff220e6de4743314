import {
  after,
  hours,
  refuse,
  type AccountId,
  type Instant,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '../ports/registry-write.js';

/** A code that was not used by then opens nothing. A choice of operations: a weekend away. */
export const FAMILY_CODE_LASTS = hours(72);

/** How she agreed: she herself, or a guardian whose proof stands with her contact. */
export interface FamilyAgreement {
  readonly capacity: 'self' | 'guardian';
  readonly how: 'signed' | 'spoken' | 'recorded';
  readonly guardianContactId: string | null;
}

export interface FamilyInvitation {
  readonly id: string;
  readonly seniorId: SeniorId;
  readonly contactId: string;
  readonly regionId: RegionId;
  readonly madeAt: Instant;
  readonly agreement: FamilyAgreement | null;
  readonly acceptedAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly usedAt: Instant | null;
  readonly endedAt: Instant | null;
}

export type FamilyInvitationState = 'asked' | 'accepted' | 'used' | 'over';

/** `over`: ended by the office, by a newer one, or by its time. */
export function stateOfInvitation(
  { acceptedAt, expiresAt, usedAt, endedAt }: FamilyInvitation,
  now: Instant,
): FamilyInvitationState {
  if (usedAt !== null) return 'used';
  if (endedAt !== null || (expiresAt !== null && expiresAt <= now)) return 'over';
  return acceptedAt === null ? 'asked' : 'accepted';
}

/** A contact as far as an invitation needs her. */
export interface InvitableContact {
  readonly id: string;
  readonly seniorId: SeniorId;
  readonly regionId: RegionId;
  readonly phone: string;
  readonly conflict: boolean;
  readonly hasGuardianProof: boolean;
}

export interface FamilyTransaction {
  contact(id: string): Promise<InvitableContact | null>;
  invitation(id: string): Promise<FamilyInvitation | null>;
  /** Open ones of this contact end: the newest counts. */
  endOpen(contactId: string, at: Instant): Promise<void>;
  insert(invitation: Pick<FamilyInvitation, 'id' | 'seniorId' | 'contactId' | 'madeAt'>, by: AccountId): Promise<void>;
  accept(
    id: string,
    accepted: {
      readonly agreement: FamilyAgreement;
      readonly by: AccountId;
      readonly at: Instant;
      readonly expiresAt: Instant;
      readonly code: string;
      readonly phone: string;
    },
  ): Promise<void>;
  end(id: string, at: Instant): Promise<void>;
  /** The one that is open under a code and the number it went to, locked. */
  openUnder(code: string, phone: string): Promise<FamilyInvitation | null>;
  use(id: string, by: AccountId, at: Instant): Promise<void>;
  bind(accountId: AccountId, invitation: FamilyInvitation, at: Instant): Promise<void>;
  /** `false`: it was bound to her no more. */
  unbind(accountId: AccountId, seniorId: SeniorId): Promise<boolean>;
}

export interface FamilyDeps {
  readonly families: RegistryStore<FamilyTransaction>;
  readonly newId: () => string;
}

const about = (
  action: string,
  id: string,
  { seniorId, regionId }: Pick<FamilyInvitation, 'seniorId' | 'regionId'>,
  details: Readonly<Record<string, string>> = {},
): RegistryWritten => ({
  id,
  audit: { action, subjectKind: 'senior', subjectId: seniorId, regionId, details: { invitation: id, ...details } },
});

/** CR-72: a contact in conflict is invited by nobody, and is not there for those who do not see that she is. */
export function inviteFamily(
  { families, newId }: FamilyDeps,
  command: RegistryCommand,
  contactId: string,
): RegistryResult {
  return families.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const contact = await tx.contact(contactId);
    if (contact === null || contact.conflict) return refuse('not-found');
    await tx.endOpen(contact.id, command.at);
    const id = newId();
    const { seniorId } = contact;
    await tx.insert({ id, seniorId, contactId: contact.id, madeAt: command.at }, command.by);
    return about('family-invited', id, contact, { contactId: contact.id });
  });
}

/** She agreed, or her guardian: from now on the code opens. */
export function acceptFamily(
  { families }: Pick<FamilyDeps, 'families'>,
  command: RegistryCommand,
  { id, agreement, code }: { readonly id: string; readonly agreement: FamilyAgreement; readonly code: string },
): RegistryResult {
  return families.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const invitation = await tx.invitation(id);
    if (invitation === null) return refuse('not-found');
    if (stateOfInvitation(invitation, command.at) !== 'asked') return refuse('invitation-over');
    const contact = await tx.contact(invitation.contactId);
    if (contact === null || contact.conflict) return refuse('not-found');
    const { capacity, guardianContactId } = agreement;
    if (capacity === 'guardian') {
      const guardian = guardianContactId === null ? null : await tx.contact(guardianContactId);
      if (guardian?.seniorId !== invitation.seniorId || guardian.conflict || !guardian.hasGuardianProof)
        return refuse('guardian-proof-missing');
    }
    const expiresAt = after(command.at, FAMILY_CODE_LASTS);
    await tx.accept(id, { agreement, by: command.by, at: command.at, expiresAt, code, phone: contact.phone });
    return about('family-accepted', id, invitation, { capacity, how: agreement.how });
  });
}

export function endInvitation(
  { families }: Pick<FamilyDeps, 'families'>,
  command: RegistryCommand,
  id: string,
): RegistryResult {
  return families.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const invitation = await tx.invitation(id);
    if (invitation === null) return refuse('not-found');
    if (['used', 'over'].includes(stateOfInvitation(invitation, command.at))) return refuse('invitation-over');
    await tx.end(id, command.at);
    return about('family-invitation-ended', id, invitation);
  });
}

/** The code opens once, and only together with the number it went to. `by` is the account that is bound. */
export async function useFamilyCode(
  tx: FamilyTransaction,
  { by, at }: Pick<RegistryCommand, 'by' | 'at'>,
  { code, phone }: { readonly code: string; readonly phone: string },
): Promise<RegistryWritten | Refusal> {
  const invitation = await tx.openUnder(code, phone);
  if (invitation === null || stateOfInvitation(invitation, at) !== 'accepted') return refuse('invitation-wrong');
  const contact = await tx.contact(invitation.contactId);
  if (contact === null || contact.conflict) return refuse('invitation-wrong');
  await tx.use(invitation.id, by, at);
  await tx.bind(by, invitation, at);
  return about('family-bound', invitation.id, invitation, { account: by });
}

export function unbindFamily(
  { families }: Pick<FamilyDeps, 'families'>,
  command: RegistryCommand,
  {
    accountId,
    seniorId,
    regionId,
  }: { readonly accountId: AccountId; readonly seniorId: SeniorId; readonly regionId: RegionId },
): RegistryResult {
  return families.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    if (!(await tx.unbind(accountId, seniorId))) return refuse('not-found');
    return {
      id: seniorId,
      audit: {
        action: 'family-unbound',
        subjectKind: 'senior',
        subjectId: seniorId,
        regionId,
        details: { account: accountId },
      },
    };
  });
}
