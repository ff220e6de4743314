import { describe, expect, it } from '@jest/globals';
import type { DevicePress } from '@silverbell/wire';
import { stepsOf, wasConfirmed } from './replay-steps.js';

const press = (receipts: DevicePress['receipts']): DevicePress => ({
  at: '2026-03-01T04:00:00Z',
  alertId: 'p-1',
  kind: 'sos',
  incidentId: 'i-1',
  incidentNumber: '7',
  practice: null,
  receipts,
});

describe('the replay of a press', () => {
  it('shows frame, signal and receipts in the order in which they happened', () => {
    const steps = stepsOf(
      press([
        { at: '2026-03-01T04:00:09Z', stage: 'attended', state: 'sent' },
        { at: '2026-03-01T04:00:01Z', stage: 'received', state: 'sent' },
      ]),
    );
    expect(steps.map((one) => (one.what === 'receipt' ? one.stage : one.what))).toEqual([
      'frame',
      'signal',
      'received',
      'attended',
    ]);
  });

  it('calls a press confirmed only when the first receipt went out', () => {
    expect(wasConfirmed(press([{ at: '2026-03-01T04:00:01Z', stage: 'received', state: 'failed' }]))).toBe(false);
    expect(wasConfirmed(press([]))).toBe(false);
    expect(wasConfirmed(press([{ at: '2026-03-01T04:00:01Z', stage: 'received', state: 'sent' }]))).toBe(true);
  });
});
