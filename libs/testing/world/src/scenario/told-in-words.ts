import { compose, SIGNATURE_HEADER, sign } from '@silverbell/adapter-notify';
import { incidentCardsOf, phoneBookOf } from '@silverbell/engine';
import { as, type IncidentId, type Instant } from '@silverbell/kernel';
import { pathOf } from '@silverbell/wire';
import { WEBHOOK_SECRET, type Platform } from './platform.js';
import type { Told } from './telephone.js';

export interface InWords {
  readonly told: Told;
  readonly to: string | null;
  readonly text: string | null;
}

/** The voice provider reports a key that was pressed during a call, signed. Answers with what the person hears. */
export async function reportsKey(origin: string, told: Told, key: string, now: Instant): Promise<string> {
  const { body } = told;
  const about = {
    incidentId: told.incidentId,
    recipient: told.recipient,
    kind: body.kind,
    offerId: 'offerId' in body ? body.offerId : null,
    role: 'role' in body ? body.role : null,
  };
  const message = JSON.stringify({ type: 'key-press', id: told.id, about, key });
  const response = await fetch(`${origin}${pathOf('voiceHook')}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: sign(message, WEBHOOK_SECRET, now),
    },
    body: message,
  });
  const answer = (await response.json()) as { say?: string };
  if (!response.ok) throw new Error(`the voice hook refused: ${JSON.stringify(answer)}`);
  return answer.say ?? '';
}

/** What went out by short message and by voice, in the words people got; `null`: nothing was said to this person. */
export async function inWords(platform: Platform, all: readonly Told[]): Promise<readonly InWords[]> {
  const directory = platform.directory();
  const composing = {
    phoneBook: phoneBookOf(directory, platform.clock),
    cards: incidentCardsOf(platform.queries, directory),
  };
  return Promise.all(
    all.map(async (told) => {
      const row = {
        ...told,
        incidentId: as<IncidentId>(told.incidentId),
        attempts: 1,
        urgency: 0,
        createdAt: told.at,
        notAfter: null,
      };
      const message = await compose(row, composing);
      return 'text' in message ? { told, to: message.to, text: message.text } : { told, to: null, text: null };
    }),
  );
}
