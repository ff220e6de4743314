import { LADDER_ROLES, type LadderRole } from '@silverbell/vocabulary';
import { as, type IncidentId, type Instant, type OfferId } from '@silverbell/kernel';
import type { KeyMeaning } from './message-templates.js';
import { verifySignature } from './signature.js';

/** What a gateway reports back about a message it was given. */
export type Callback =
  | {
      readonly type: 'delivery';
      readonly id: string;
      readonly about: About;
      readonly state: 'delivered' | 'failed';
      readonly error: string | null;
    }
  | {
      readonly type: 'key-press';
      readonly id: string;
      readonly about: About;
      readonly recipient: string;
      readonly key: string;
      readonly incidentId: IncidentId;
      readonly means: KeyMeaning | null;
    };

export interface About {
  readonly incidentId: IncidentId;
  readonly recipient: string;
  readonly kind: string;
  readonly offerId: OfferId | null;
  readonly role: LadderRole | null;
}

/**
 * Reads `{"type":"delivery"|"key-press","id":…,"about":{…as it was sent…},"state":…,"key":…}`. `null`: not signed with our secret, or not readable.
 * What a key means follows from what the call was about, never from the gateway.
 */
export function readCallback(
  body: string,
  signature: string | undefined,
  secret: string,
  now: Instant,
): Callback | null {
  return verifySignature(signature, body, secret, now) ? parseCallback(body) : null;
}

export function parseCallback(body: string): Callback | null {
  const fields = objectIn(body);
  const about = fields && aboutIn(fields['about']);
  const id = fields && textIn(fields['id']);
  if (!fields || !about || !id) return null;
  if (fields['type'] === 'delivery') {
    const state = fields['state'];
    if (state !== 'delivered' && state !== 'failed') return null;
    return {
      type: 'delivery',
      id,
      about,
      state,
      error: state === 'failed' ? (textIn(fields['error']) ?? 'unknown') : null,
    };
  }
  if (fields['type'] === 'key-press') {
    const { key } = fields;
    if (typeof key !== 'string' || !/^[0-9*#]$/.test(key)) return null;
    const { recipient, incidentId } = about;
    return { type: 'key-press', id, about, recipient, incidentId, key, means: meaningOf(key, about) };
  }
  return null;
}

/** The keys of {@link keysOf}, for a call that has been made. */
function meaningOf(key: string, { kind, offerId, role }: About): KeyMeaning | null {
  if (kind === 'offer' && offerId !== null) return key === '1' ? 'accept' : key === '2' ? 'decline' : null;
  return kind === 'role-call' && role !== null && key === '1' ? 'take-charge' : null;
}

function aboutIn(value: unknown): About | null {
  const about = asObject(value);
  const incidentId = about && textIn(about['incidentId']);
  const recipient = about && textIn(about['recipient']);
  const kind = about && textIn(about['kind']);
  if (!about || !incidentId || !recipient || !kind) return null;
  const offerId = textIn(about['offerId']);
  const role = LADDER_ROLES.find((one) => one === about['role']) ?? null;
  return {
    incidentId: as<IncidentId>(incidentId),
    recipient,
    kind,
    offerId: offerId === null ? null : as<OfferId>(offerId),
    role,
  };
}

function objectIn(body: string): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(body));
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

const LONGEST = 300;
const textIn = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : null;
