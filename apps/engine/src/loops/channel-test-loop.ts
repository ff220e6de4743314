import { errorFacts, type Log } from '@silverbell/adapter-mqtt';
import { sendChannelTests, type ChannelTestDeps } from '@silverbell/usecases';
import { Loop } from './loop.js';

const EVERY_MS = 300_000;

/** The weekly self-tests of helpers' channels; seldom, and in a loop of its own beside every alert. */
export const makeChannelTests = (deps: ChannelTestDeps, log: Log): Loop =>
  new Loop({
    pauseMs: EVERY_MS,
    onError: (error) => log.error('channel-test-round-failed', errorFacts(error)),
    work: async () => {
      const sent = await sendChannelTests(deps);
      if (sent > 0) log.info('channel-tests-sent', { sent });
      return null;
    },
  });
