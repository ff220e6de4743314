import type { Instant } from '@silverbell/kernel';
import type { ContactFile, FilesTransaction } from './port.js';

/** The list with `contact` at its position, or at the end; the others keep their order, and positions run from 1 without gaps. */
export function listWith(
  list: readonly ContactFile[],
  contact: ContactFile,
  position?: number,
): readonly ContactFile[] {
  const others = list.filter(({ id }) => id !== contact.id).toSorted((a, b) => a.position - b.position);
  const at = Math.min(Math.max(position ?? others.length + 1, 1), others.length + 1) - 1;
  return [...others.slice(0, at), contact, ...others.slice(at)].map((one, n) => ({ ...one, position: n + 1 }));
}

export const listWithout = (list: readonly ContactFile[], id: string): readonly ContactFile[] =>
  list
    .filter((one) => one.id !== id)
    .toSorted((a, b) => a.position - b.position)
    .map((one, n) => ({ ...one, position: n + 1 }));

/** Writes those whose position is another than before. */
export async function reorder(
  tx: Pick<FilesTransaction, 'updateContact'>,
  before: readonly ContactFile[],
  after: readonly ContactFile[],
): Promise<void> {
  const was = new Map(before.map(({ id, position }) => [id, position]));
  for (const one of after) if (was.has(one.id) && was.get(one.id) !== one.position) await tx.updateContact(one);
}

export async function takeFromList(
  tx: FilesTransaction,
  contact: ContactFile,
  { reason, at }: { readonly reason: string; readonly at: Instant },
): Promise<void> {
  const list = await tx.contactsOf(contact.seniorId);
  await tx.removeContact(contact, reason, at);
  await reorder(tx, list, listWithout(list, contact.id));
}
