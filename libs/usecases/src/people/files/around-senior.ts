import { refuse, type Refusal } from '@silverbell/kernel';
import type { ConsentPurpose, ProtectionFlag } from '@silverbell/vocabulary';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import { isTimeZone } from '../../regions/settings.js';
import { listWith, reorder, takeFromList } from './contact-list.js';
import type { ConsentFile, ContactFile, FilesTransaction, SeniorFile } from './port.js';
import { seniorWritten } from './write-seniors.js';
import type { AddingDeps, AskedChange, FileDeps } from './write-homes.js';

export type ContactChange = { readonly [K in keyof Omit<ContactFile, 'id' | 'seniorId'>]?: ContactFile[K] | undefined };
export type WantedContact = ContactChange & {
  readonly [K in 'name' | 'relation' | 'phone' | 'noticeLevel' | 'mayDecide']: NonNullable<ContactChange[K]>;
};

const about = (
  action: string,
  kind: 'contact' | 'consent',
  id: string,
  { id: seniorId, regionId }: Pick<SeniorFile, 'id' | 'regionId'>,
  details: Readonly<Record<string, string | readonly string[]>> = {},
): RegistryWritten => ({
  id,
  audit: { action, subjectKind: kind, subjectId: id, regionId, details: { seniorId, ...details } },
});

/** At the position asked for; the contact who stood there is rung after her. */
export function addContact(
  { files, newId }: AddingDeps,
  command: RegistryCommand,
  seniorId: string,
  { id = newId(), ...wanted }: WantedContact & { readonly id?: string | undefined },
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const senior = await tx.senior(seniorId);
    if (senior === null) return refuse('not-found');
    if ((await tx.contact(id)) !== null) return refuse('id-taken');
    const list = await tx.contactsOf(senior.id);
    const {
      position,
      canComeMinutes = null,
      conflict = false,
      guardianProof = null,
      timeZone = null,
      hours = null,
    } = wanted;
    const { name, relation, phone, noticeLevel, mayDecide } = wanted;
    const after = listWith(
      list,
      {
        ...{ id, seniorId: senior.id, position: 0, name, relation, phone, noticeLevel, canComeMinutes, mayDecide },
        ...{ conflict, guardianProof, timeZone, hours },
      },
      position,
    );
    await reorder(tx, list, after);
    const added = after.find((one) => one.id === id);
    if (added !== undefined) await tx.insertContact(added);
    return about('contact-added', 'contact', id, senior);
  });
}

/** A contact in conflict is changed by those alone who see that she is; for everybody else she is not there. */
export function changeContact(
  { files }: Pick<FileDeps, 'files'>,
  command: RegistryCommand,
  { id, change, seesConflicts }: Omit<AskedChange<ContactChange>, 'ifMatch'> & { readonly seesConflicts: boolean },
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = await visibleContact(tx, id, seesConflicts);
    if (found === null) return refuse('not-found');
    const { contact, senior } = found;
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const list = await tx.contactsOf(senior.id);
    const after = listWith(list, { ...contact, ...Object.fromEntries(given) }, change.position ?? contact.position);
    await reorder(tx, list, after);
    const changed = after.find((one) => one.id === id);
    if (changed !== undefined) await tx.updateContact(changed);
    return about('contact-changed', 'contact', id, senior, { fields: given.map(([field]) => field) });
  });
}

/** Hours in which what may wait does not wake her; `null`: none any more. They are of her own wall clock. */
export function setQuietHours(
  { files }: Pick<FileDeps, 'files'>,
  command: RegistryCommand,
  {
    contactId,
    hours,
    timeZone,
  }: {
    readonly contactId: string;
    readonly hours: { readonly from: string; readonly until: string } | null;
    /** Of the platform, for a contact without one on file. */
    readonly timeZone: string;
  },
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = await visibleContact(tx, contactId, false);
    if (found === null) return refuse('not-found');
    const own = found.contact.timeZone;
    await tx.addQuietHours(contactId, {
      ...{ since: command.at, from: hours?.from ?? null, until: hours?.until ?? null },
      timeZone: own !== null && isTimeZone(own) ? own : timeZone,
    });
    return about('quiet-hours-chosen', 'contact', contactId, found.senior, { has: hours === null ? 'none' : 'hours' });
  });
}

export function removeContact(
  { files }: Pick<FileDeps, 'files'>,
  command: RegistryCommand,
  { id, reason, seesConflicts }: { readonly id: string; readonly reason: string; readonly seesConflicts: boolean },
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = await visibleContact(tx, id, seesConflicts);
    if (found === null) return refuse('not-found');
    await takeFromList(tx, found.contact, { reason, at: command.at });
    return about('contact-removed', 'contact', id, found.senior);
  });
}

async function visibleContact(
  tx: FilesTransaction,
  id: string,
  seesConflicts: boolean,
): Promise<{ readonly contact: ContactFile; readonly senior: SeniorFile } | null> {
  const contact = await tx.contact(id);
  const senior = contact === null || (contact.conflict && !seesConflicts) ? null : await tx.senior(contact.seniorId);
  return contact === null || senior === null ? null : { contact, senior };
}

/** Who is told nothing, and what she is protected from: written and seen by those who answer for it (H10). */
export function setProtection(
  { files }: Pick<FileDeps, 'files'>,
  command: RegistryCommand,
  {
    id,
    ifMatch,
    change: { flags, conflictContactIds },
  }: AskedChange<{ readonly flags: readonly ProtectionFlag[]; readonly conflictContactIds: readonly string[] }>,
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = await tx.senior(id);
    if (before === null) return refuse('not-found');
    const stale = staleRow(before, ifMatch);
    if (stale !== null) return stale;
    const list = await tx.contactsOf(before.id);
    if (conflictContactIds.some((contactId) => !list.some((one) => one.id === contactId)))
      return refuse('contact-unknown');
    for (const contact of list) {
      const conflict = conflictContactIds.includes(contact.id);
      if (conflict !== contact.conflict) await tx.updateContact({ ...contact, conflict });
    }
    const senior = {
      ...before,
      protectionFlags: [...new Set(flags)],
      version: before.version + 1,
      changedBy: command.by,
    };
    await tx.updateSenior(senior);
    return seniorWritten('senior-protection-set', senior, {
      flags: senior.protectionFlags,
      conflicts: conflictContactIds,
    });
  });
}

export type WantedConsent = Pick<ConsentFile, 'purpose' | 'givenBy' | 'capacity' | 'how'> & {
  readonly id?: string | undefined;
};

export function giveConsent(
  { files, newId }: FileDeps,
  command: RegistryCommand,
  seniorId: string,
  { id = newId(), ...wanted }: WantedConsent,
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const senior = await tx.senior(seniorId);
    if (senior === null) return refuse('not-found');
    if ((await tx.consent(id)) !== null) return refuse('id-taken');
    await tx.insertConsent({ ...wanted, id, seniorId: senior.id, givenAt: command.at, withdrawnAt: null });
    await keysFollow(tx, senior, wanted.purpose);
    const { purpose, capacity, how } = wanted;
    return about('consent-given', 'consent', id, senior, { purpose, capacity, how });
  });
}

/** Acts at once: a press after its commit tells no contact who needed this consent. Withdrawn before: nothing is changed. */
export function withdrawConsent(
  { files }: Pick<FileDeps, 'files'>,
  command: RegistryCommand,
  id: string,
): RegistryResult {
  return files.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const consent = await tx.consent(id);
    const senior = consent === null ? null : await tx.senior(consent.seniorId);
    if (consent === null || senior === null) return refuse('not-found');
    if (consent.withdrawnAt !== null) return { id, audit: null };
    await tx.withdrawConsent(id, command.at);
    await keysFollow(tx, senior, consent.purpose);
    return about('consent-withdrawn', 'consent', id, senior, { purpose: consent.purpose });
  });
}

const OF_KEYS: readonly ConsentPurpose[] = ['key', 'force'];

async function keysFollow(tx: FilesTransaction, { homeId }: SeniorFile, purpose: ConsentPurpose): Promise<void> {
  if (OF_KEYS.includes(purpose)) await tx.writeKeyConsents(homeId);
}
