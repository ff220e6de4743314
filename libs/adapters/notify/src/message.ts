import type { IncidentId, OfferId } from '@silverbell/kernel';
import type { ClaimedRow } from '@silverbell/usecases';
import type { LadderRole, Language } from '@silverbell/vocabulary';
import type { IncidentCard, IncidentCards, PhoneBook } from './phone-book.port.js';
import { keysOf, messageOf, type KeyMeaning } from './message-templates.js';

/** What leaves the house: a number, words, and ids to answer with. */
export interface OutgoingMessage {
  /** Of the outbox row: the same for every attempt, so that the provider can drop a second copy. */
  readonly id: string;
  readonly attempt: number;
  readonly channel: 'sms' | 'voice';
  readonly to: string;
  readonly language: Language;
  readonly text: string;
  /** Keys she may press during the call. */
  readonly keys: Readonly<Record<string, KeyMeaning>>;
  /** Comes back with a key press or a delivery report. */
  readonly about: {
    readonly incidentId: IncidentId;
    readonly recipient: string;
    readonly kind: string;
    readonly offerId: OfferId | null;
    readonly role: LadderRole | null;
  };
  /** ISO 8601; pointless afterwards. */
  readonly notAfter: string | null;
}

/** A number that is not on file, or a kind without words: trying again changes nothing. `silent`: it must not be said any more. */
export type NotComposed =
  | { readonly result: 'permanent'; readonly error: 'no-number' | 'no-words' }
  | { readonly result: 'skipped'; readonly error: 'silent' };

/** Written before a panic and not sent yet: from then on no helper and no contact is told (H10). */
const HUSHED: ReadonlySet<ClaimedRow['body']['kind']> = new Set([
  'offer',
  'offer-over',
  'contact-message',
  'home-call',
  'key-holder-message',
]);

export interface Composing {
  readonly phoneBook: PhoneBook;
  readonly cards?: IncidentCards;
}

export async function compose(
  row: ClaimedRow,
  { phoneBook, cards }: Composing,
): Promise<OutgoingMessage | NotComposed> {
  const { body, channel } = row;
  if (channel !== 'sms' && channel !== 'voice') return { result: 'permanent', error: 'no-words' };
  const entry = await phoneBook(row.recipient);
  if (entry === null || entry.phone === '') return { result: 'permanent', error: 'no-number' };
  const card = await cardOf(row, cards);
  if (card?.silent === true && HUSHED.has(body.kind)) return { result: 'skipped', error: 'silent' };
  const text = messageOf(body, card, entry.language);
  if (text === null) return { result: 'permanent', error: 'no-words' };
  return {
    id: row.id,
    attempt: row.attempts,
    channel,
    to: entry.phone,
    language: entry.language,
    text,
    keys: keysOf(body),
    about: {
      incidentId: row.incidentId,
      recipient: row.recipient,
      kind: body.kind,
      offerId: 'offerId' in body ? body.offerId : null,
      role: 'role' in body ? body.role : null,
    },
    notAfter: row.notAfter === null ? null : new Date(row.notAfter).toISOString(),
  };
}

/** An alarm goes out in general words rather than not at all. */
async function cardOf(row: ClaimedRow, cards: IncidentCards | undefined): Promise<IncidentCard | null> {
  try {
    return (await cards?.(row)) ?? null;
  } catch {
    return null;
  }
}
