import type { BoundAccount } from '@silverbell/adapter-postgres';
import { toIso, type Instant } from '@silverbell/kernel';
import { stateOfInvitation, type FamilyInvitation } from '@silverbell/usecases';
import type { AnswerOf, FamilyInvitation as OnWire } from '@silverbell/wire';

type Named = FamilyInvitation & { readonly contactName: string | null };
const iso = (at: Instant | null): string | null => (at === null ? null : toIso(at));

export const invitationOnWire = (one: Named, now: Instant): OnWire => ({
  ...{ id: one.id, seniorId: one.seniorId, contact: { id: one.contactId, name: one.contactName } },
  ...{ state: stateOfInvitation(one, now), capacity: one.agreement?.capacity ?? null, madeAt: toIso(one.madeAt) },
  ...{ acceptedAt: iso(one.acceptedAt), expiresAt: iso(one.expiresAt) },
});

export const familyOnWire = (
  invitations: readonly Named[],
  accounts: readonly BoundAccount[],
  now: Instant,
): AnswerOf<'familyOfSenior'> => ({
  invitations: invitations.map((one) => invitationOnWire(one, now)),
  accounts: accounts.map(({ id, name, contactName, boundAt }) => ({
    ...{ id, name, contact: contactName, boundAt: iso(boundAt) },
  })),
});
