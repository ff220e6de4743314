import { after, hourIn, hours, type Clock, type HelperId, type Instant } from '@silverbell/kernel';
import { localTime } from '@silverbell/monitoring';
import type { HelperChannel } from '@silverbell/vocabulary';
import type { Settings } from '../facts/of-region.js';
import type { SendResult } from '../ports/outbox.js';
import { isFeatureOn, numberIn } from '../regions/setting-rules.js';
import { isTestHour } from './channel-tests.js';

/** A channel of a helper who may be sent, and when it was tested last. */
export interface TestableChannel {
  readonly helperId: HelperId;
  readonly regionId: string;
  readonly channel: HelperChannel;
  readonly testedAt: Instant | null;
}

export interface ChannelTest {
  readonly id: string;
  readonly helperId: HelperId;
  readonly channel: HelperChannel;
  /** `null`: the app shows the test itself. */
  readonly code: string | null;
  /** YYYY-MM-DD, by the clock of the platform. */
  readonly day: string;
  readonly sentAt: Instant;
  readonly answerBy: Instant;
}

export interface ChannelTestStore {
  /** Of helpers who are not suspended; the app only of those who have an account. */
  channels(): Promise<readonly TestableChannel[]>;
  settingsOf(regionIds: readonly string[], now: Instant): Promise<(regionId: string) => Settings>;
  /** `false`: another engine began the test of this day. */
  begin(test: ChannelTest): Promise<boolean>;
  /** The channel could not even be tried; the next round tries again. */
  takeBack(id: string): Promise<void>;
  worked(id: string, at: Instant): Promise<void>;
  failed(id: string, error: string, at: Instant): Promise<void>;
}

/** Says a code by short message or by voice; not over the outbox, because a test belongs to no incident. */
export interface ChannelTestSender {
  send(test: ChannelTest & { readonly channel: 'sms' | 'voice'; readonly code: string }): Promise<SendResult>;
}

export interface ChannelTestDeps {
  readonly tests: ChannelTestStore;
  readonly sender: ChannelTestSender;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly newId: () => string;
  /** Four digits. */
  readonly newCode: () => string;
}

/** How many are sent in one round: a gateway that is slow holds up nothing else for long. */
const MOST_AT_ONCE = 50;

/** The weekly self-test of the channels of helpers, where their region has it switched on (SR-08). Answers with how many were sent. */
export async function sendChannelTests(deps: ChannelTestDeps): Promise<number> {
  const { tests, clock, timeZone } = deps;
  const now = clock.now();
  if (!isTestHour(hourIn(timeZone, now))) return 0;
  const channels = await tests.channels();
  const settingsOf = await tests.settingsOf([...new Set(channels.map(({ regionId }) => regionId))], now);
  const due = channels.filter(({ regionId, testedAt }) => {
    const settings = settingsOf(regionId);
    const every = hours(24 * numberIn(settings, 'helpers.channelTestEveryD'));
    return isFeatureOn(settings, 'channel-self-test') && (testedAt === null || after(testedAt, every) <= now);
  });
  let sent = 0;
  for (const { helperId, regionId, channel } of due.slice(0, MOST_AT_ONCE)) {
    const test: ChannelTest = {
      ...{ id: deps.newId(), helperId, channel, code: channel === 'app' ? null : deps.newCode() },
      ...{ day: localTime(timeZone, now).day, sentAt: now },
      answerBy: after(now, hours(numberIn(settingsOf(regionId), 'helpers.channelAnswerWithinH'))),
    };
    if (!(await tests.begin(test))) continue;
    sent += 1;
    await trySending(deps, test);
  }
  return sent;
}

async function trySending({ tests, sender, clock }: ChannelTestDeps, test: ChannelTest): Promise<void> {
  const { id, channel, code } = test;
  // The app is proven by her fetching the test.
  if (channel === 'app' || code === null) return;
  const sent = await sender.send({ ...test, channel, code });
  if (sent.result === 'delivered') await tests.worked(id, clock.now());
  else if (sent.result === 'permanent') await tests.failed(id, sent.error, clock.now());
  else if (sent.result !== 'sent') await tests.takeBack(id);
}
