import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import type { Softphone, SoftphoneState } from './softphone.js';

/** What a suite sees of a softphone, and what the other side of its line does. */
export interface SoftphoneUnderTest {
  readonly phone: Softphone;
  readonly server: {
    accepts(): void;
    refuses(): void;
    rings(): void;
    /** The acknowledgement of the answer. */
    confirms(): void;
    callerHangsUp(): void;
    cutsLine(): void;
  };
}

/** Promises of every softphone; `begin` makes a fresh one, whose server has not answered yet. */
export function softphoneSuite(name: string, begin: () => SoftphoneUnderTest): void {
  describe(name, () => {
    const begun: Softphone[] = [];
    afterEach(() => {
      for (const phone of begun.splice(0)) phone.stop();
    });
    const fresh = (): SoftphoneUnderTest => {
      const made = begin();
      begun.push(made.phone);
      return made;
    };
    const comesTo = (phone: Softphone, state: SoftphoneState): Promise<void> =>
      waitFor(() => expect(phone.state()).toEqual(state));
    const leg = (state: 'ringing' | 'connecting' | 'talking' | 'held', microphoneOff = false) => ({
      state,
      microphoneOff,
    });
    async function talking(): Promise<SoftphoneUnderTest> {
      const made = fresh();
      const { phone, server } = made;
      expect(phone.state()).toEqual({ line: 'starting', leg: null });
      server.accepts();
      await comesTo(phone, { line: 'registered', leg: null });
      server.rings();
      await comesTo(phone, { line: 'registered', leg: leg('ringing') });
      phone.answer();
      await comesTo(phone, { line: 'registered', leg: leg('connecting') });
      server.confirms();
      await comesTo(phone, { line: 'registered', leg: leg('talking') });
      return made;
    }

    it('registers, rings, and talks only when its answer was confirmed', async () => {
      const { phone, server } = await talking();
      server.callerHangsUp();
      await comesTo(phone, { line: 'registered', leg: null });
    });

    it('holds, resumes, closes and opens the microphone, and hangs up', async () => {
      const { phone } = await talking();
      phone.hold();
      await comesTo(phone, { line: 'registered', leg: leg('held') });
      phone.resume();
      await comesTo(phone, { line: 'registered', leg: leg('talking') });
      phone.setMicrophone(false);
      await comesTo(phone, { line: 'registered', leg: leg('talking', true) });
      phone.setMicrophone(true);
      await comesTo(phone, { line: 'registered', leg: leg('talking') });
      phone.hangUp();
      await comesTo(phone, { line: 'registered', leg: null });
    });

    it('stops ringing when the caller gives up', async () => {
      const { phone, server } = fresh();
      server.accepts();
      await comesTo(phone, { line: 'registered', leg: null });
      server.rings();
      await comesTo(phone, { line: 'registered', leg: leg('ringing') });
      server.callerHangsUp();
      await comesTo(phone, { line: 'registered', leg: null });
    });

    it('says that it is refused, and that its line is cut', async () => {
      const refused = fresh();
      refused.server.refuses();
      await comesTo(refused.phone, { line: 'refused', leg: null });
      const cut = fresh();
      cut.server.accepts();
      await comesTo(cut.phone, { line: 'registered', leg: null });
      cut.server.cutsLine();
      await comesTo(cut.phone, { line: 'lost', leg: null });
    });

    it('tells its listeners of every change, and those that left of none', async () => {
      const { phone, server } = fresh();
      let told = 0;
      const leave = phone.subscribe(() => (told += 1));
      server.accepts();
      await comesTo(phone, { line: 'registered', leg: null });
      expect(told).toBe(1);
      leave();
      server.rings();
      await comesTo(phone, { line: 'registered', leg: leg('ringing') });
      expect(told).toBe(1);
    });
  });
}
