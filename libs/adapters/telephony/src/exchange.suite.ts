import { describe, expect, it } from '@jest/globals';
import { instant, isRefusal } from '@silverbell/kernel';
import type { CallEvent, TelephonyPort } from '@silverbell/usecases';

/** What a suite sees of an exchange. */
export interface ExchangeUnderTest {
  readonly port: TelephonyPort;
  readonly reports: readonly { readonly event: CallEvent; readonly number: string | null }[];
  readonly rings: (callId: string, number: string, extension: string) => Promise<void>;
  readonly unplug: () => void | Promise<void>;
}
export const suiteNow = instant(Date.UTC(2026, 10, 29, 6));

/** Promises of every exchange; `begin` makes a fresh one. */
export function exchangeSuite(name: string, begin: () => Promise<ExchangeUnderTest>): void {
  const call = { callId: 'c1', extension: '801', number: '00012345678' };
  const types = ({ reports }: ExchangeUnderTest) => reports.map(({ event }) => event.type);

  describe(name, () => {
    it('rings the agent first and reports under the id it was given', async () => {
      const exchange = await begin();
      expect(await exchange.port.originate(call)).toBeNull();
      expect(types(exchange)).toEqual(['ringing', 'answered']);
      expect(exchange.reports[0]).toMatchObject({
        event: { callId: 'c1', direction: 'out', extension: '801', at: suiteNow },
        number: '00012345678',
      });
    });

    it('answers, holds, resumes, adds a third party and hangs up, and then has a recording', async () => {
      const exchange = await begin();
      await exchange.rings('c1', '00012345678', '801');
      for (const control of ['answer', 'hold', 'resume', 'conference', 'transfer', 'hang-up'] as const)
        expect(await exchange.port.control({ callId: 'c1', extension: '801', control, to: '120' })).toBeNull();
      expect(types(exchange)).toEqual([
        ...['ringing', 'answered', 'held', 'resumed', 'resumed', 'transferred', 'ended', 'recording'],
      ]);
      const recording = exchange.reports.at(-1)?.event.recording;
      expect(recording?.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(isRefusal(await exchange.port.playback(recording?.ref ?? ''))).toBe(false);
    });

    it('refuses what is asked of a call that is over', async () => {
      const exchange = await begin();
      await exchange.port.originate(call);
      const hangUp = { callId: 'c1', extension: '801', control: 'hang-up', to: null } as const;
      expect(await exchange.port.control(hangUp)).toBeNull();
      expect(await exchange.port.control(hangUp)).toMatchObject({ refused: 'call-over' });
      expect(await exchange.port.control({ ...hangUp, callId: 'other' })).toMatchObject({ refused: 'call-over' });
    });

    it('says that it cannot be reached, by a refusal and never by an exception', async () => {
      const exchange = await begin();
      expect(await exchange.port.isReachable()).toBe(true);
      await exchange.unplug();
      expect(await exchange.port.isReachable()).toBe(false);
      expect(await exchange.port.originate(call)).toMatchObject({ refused: 'exchange-unreachable' });
      expect(await exchange.port.playback('x')).toMatchObject({ refused: 'exchange-unreachable' });
      expect(exchange.reports).toEqual([]);
    });
  });
}
