import type { Settings } from '@silverbell/adapter-nest';
import {
  RecordingSender,
  WebhookSender,
  type CaseCards,
  type Composing,
  type PhoneBook,
} from '@silverbell/adapter-notify';
import type { CaseQueries, PostgresDirectory } from '@silverbell/adapter-postgres';
import type { Clock, RegionId } from '@silverbell/kernel';
import type { Sender, SendResult } from '@silverbell/usecases';

/** A live platform without a provider must not believe that it reached anybody: every message is shown as not delivered. */
class AbsentProvider implements Sender {
  constructor(readonly channel: 'sms' | 'voice') {}

  send(): Promise<SendResult> {
    return Promise.resolve({ result: 'permanent', error: 'no-provider' });
  }
}

/** How people are written to and rung: the provider that is set, the recorder of the demo, or nobody. */
export function peopleSenders(settings: Settings, composing: Composing, clock: Clock): readonly Sender[] {
  const made = (channel: 'sms' | 'voice', url: string | null): Sender => {
    if (url !== null && settings.webhookSecret !== null)
      return new WebhookSender(channel, composing, { url, secret: settings.webhookSecret }, clock);
    return settings.mode === 'demo' ? new RecordingSender(channel, composing, clock) : new AbsentProvider(channel);
  };
  return [made('sms', settings.smsWebhookUrl), made('voice', settings.voiceWebhookUrl)];
}

export const phoneBookOf =
  (directory: PostgresDirectory): PhoneBook =>
  async (recipient) => {
    const entry = (await directory.reach([recipient])).get(recipient);
    const kind = recipient.split(':')[0];
    if (!entry || (kind !== 'helper' && kind !== 'seat' && kind !== 'contact' && kind !== 'home')) return null;
    return { phone: entry.number, language: 'zh-CN', kind };
  };

export const caseCardsOf =
  (queries: CaseQueries, directory: PostgresDirectory): CaseCards =>
  async ({ incidentId, body }) => {
    const view = await queries.viewOf(incidentId);
    if (!view) return null;
    const { incident, number } = view;
    const offer = 'offerId' in body ? incident.offers.find(({ id }) => id === body.offerId) : undefined;
    return {
      number,
      area: await areaOf(directory, incident.regionId),
      outsideOnly: incident.outsideOnly,
      silent: incident.silent,
      expectedArrivalS: offer?.expectedArrivalS ?? null,
    };
  };

async function areaOf(directory: PostgresDirectory, regionId: RegionId): Promise<string | null> {
  return (await directory.regions()).find(({ id }) => id === regionId)?.name ?? null;
}
