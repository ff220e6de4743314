import type { Settings } from '@silverbell/adapter-runtime';
import {
  GatewayChannelTestSender,
  RecordingSender,
  WebhookSender,
  type IncidentCards,
  type Composing,
  type PhoneBook,
} from '@silverbell/adapter-notify';
import { BatchLoader, type IncidentQueries, type DirectoryQueries } from '@silverbell/adapter-postgres';
import type { Clock, RegionId } from '@silverbell/kernel';
import type { ChannelTestSender, Sender, SendResult } from '@silverbell/usecases';

/** A live platform without a provider must not believe that it reached anybody: every message is shown as not delivered. */
class AbsentProvider implements Sender {
  constructor(readonly channel: 'sms' | 'voice') {}

  send(): Promise<SendResult> {
    return Promise.resolve({ result: 'permanent', error: 'no-provider' });
  }
}

/** How people are written to and rung: the provider that is set, the recorder of the demo, or none. */
export function peopleSenders(settings: Settings, composing: Composing, clock: Clock): readonly Sender[] {
  const made = (channel: 'sms' | 'voice', url: string | null): Sender => {
    if (url !== null && settings.webhookSecret !== null)
      return new WebhookSender(channel, composing, { url, secret: settings.webhookSecret }, clock);
    return settings.mode === 'demo' ? new RecordingSender(channel, composing, clock) : new AbsentProvider(channel);
  };
  return [made('sms', settings.smsWebhookUrl), made('voice', settings.voiceWebhookUrl)];
}

/** Self-tests of helpers' channels go the way of their alarms. */
export const channelTestSender = (settings: Settings, phoneBook: PhoneBook, clock: Clock): ChannelTestSender => {
  const { webhookSecret: secret, smsWebhookUrl, voiceWebhookUrl, mode } = settings;
  return new GatewayChannelTestSender(
    phoneBook,
    (channel) => {
      const url = channel === 'sms' ? smsWebhookUrl : voiceWebhookUrl;
      return url === null || secret === null ? null : { url, secret };
    },
    mode === 'demo',
    clock,
  );
};

const REACHED = ['helper', 'seat', 'contact', 'home', 'key'] as const;
const isReached = (kind: string | undefined): kind is (typeof REACHED)[number] => REACHED.some((one) => one === kind);

/** A round of a relay sends side by side: what it looks up for each is asked for all. */
export const phoneBookOf = (directory: DirectoryQueries, clock: Clock): PhoneBook => {
  const entries = new BatchLoader(async (recipients: readonly string[]) => {
    const found = await directory.reach(recipients, clock.now());
    return recipients.map((recipient) => found.get(recipient));
  });
  return async (recipient) => {
    const entry = await entries.load(recipient);
    const kind = recipient.split(':')[0];
    if (!entry || !isReached(kind)) return null;
    return { phone: entry.number, language: 'zh-CN', kind };
  };
};

export const incidentCardsOf = (queries: IncidentQueries, directory: DirectoryQueries): IncidentCards => {
  const areas = new BatchLoader(async (regions: readonly RegionId[]) => {
    const names = await directory.regionNames(regions);
    return regions.map((id) => names.get(id) ?? null);
  });
  return async ({ incidentId, body }) => {
    const view = await queries.viewOf(incidentId);
    if (!view) return null;
    const { incident, number } = view;
    const offer = 'offerId' in body ? incident.offers.find(({ id }) => id === body.offerId) : undefined;
    return {
      number,
      area: await areas.load(incident.regionId),
      outsideOnly: incident.outsideOnly,
      silent: incident.silent,
      expectedArrivalS: offer?.expectedArrivalS ?? null,
    };
  };
};
