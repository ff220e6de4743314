import { describe, expect, it } from '@jest/globals';
import { defaultPolicy } from '@silverbell/incidents';
import { startupFaults, type Wiring } from './startup-checks.js';

const whole: Wiring = {
  channels: ['device', 'platform', 'sms', 'voice'],
  policies: [defaultPolicy],
  isDemoTown: false,
  mode: 'live',
  rings: true,
};

describe('the boot checks', () => {
  it('let a whole platform start', () => {
    expect(startupFaults(whole)).toEqual([]);
    expect(startupFaults({ ...whole, isDemoTown: true, mode: 'demo', rings: false })).toEqual([]);
  });

  it.each([
    ['a channel nobody sends on', { channels: ['device', 'platform', 'sms'] }, /voice has 0 senders/],
    ['a channel two send on', { channels: ['device', 'platform', 'sms', 'voice', 'sms'] }, /sms has 2 senders/],
    [
      'a class without a ladder',
      { policies: [{ ...defaultPolicy, ladders: { ...defaultPolicy.ladders, C: undefined } }] },
      /class C of smoke has no ladder/,
    ],
    [
      'a ladder beyond the limits of safety',
      { policies: [{ ...defaultPolicy, limits: { ...defaultPolicy.limits, waveSize: 0 } }] },
      /outside the limits of safety/,
    ],
    ['demo data in a live platform', { isDemoTown: true }, /fictional demo town/],
    ['demo data beside a telephone', { isDemoTown: true, mode: 'demo' }, /must not ring real people/],
  ])('refuse %s', (_, wrong, sentence) => {
    expect(startupFaults({ ...whole, ...wrong } as Wiring).join('; ')).toMatch(sentence);
  });
});
