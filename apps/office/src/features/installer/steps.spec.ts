import { describe, expect, it } from '@jest/globals';
import { isTested, nextStep, receiptOf, testPresses } from './steps.js';

const at = (minute: number): string => `2026-11-28T06:${String(minute).padStart(2, '0')}:00.000Z`;
const window = {
  ...{ id: 'w', deviceId: 'P-1', openedBy: { id: 'han', name: '韩勇' }, openedAt: at(10), closesAt: at(25) },
  ...{ endedAt: null, reason: 'installation' as const },
};
const press = (minute: number, practice: 'test' | null = 'test') => ({
  ...{ at: at(minute), alertId: 'a', kind: 'sos' as const, incidentId: 'i', incidentNumber: '1', practice },
  receipts: [],
});
const fresh = {
  role: 'pendant',
  stage: 'installed' as const,
  presses: [],
  testWindows: [],
  lastSeenAt: null,
  placed: null,
};

describe('the steps of an installation', () => {
  it('are found, bound, tried out and placed, in this order', () => {
    const placed = { lat: 30, lng: 119, accuracyM: 5, at: at(20) };
    expect(nextStep(null)).toBe('find');
    expect(nextStep({ ...fresh, stage: 'in-stock' })).toBe('bind');
    expect(nextStep(fresh)).toBe('test');
    const tried = { ...fresh, testWindows: [window], presses: [press(12)] };
    expect(nextStep(tried)).toBe('place');
    expect(nextStep({ ...tried, placed })).toBeNull();
    expect(nextStep({ ...tried, placed: { ...placed, at: at(5) } })).toBe('place');
  });

  it('count no press of an earlier window, and none that was a call for help', () => {
    const presses = [press(5), press(12, null)];
    expect(testPresses({ ...fresh, testWindows: [window], presses })).toEqual([]);
    expect(isTested({ ...fresh, testWindows: [window], presses })).toBe(false);
  });

  it('take a sensor without a button as tried out when it was heard in the window', () => {
    const smoke = { ...fresh, role: 'smoke', testWindows: [window] };
    expect(isTested({ ...smoke, lastSeenAt: at(9) })).toBe(false);
    expect(isTested({ ...smoke, lastSeenAt: at(11) })).toBe(true);
  });
});

describe('the receipt of a test press', () => {
  it('counts as delivered only when the device said so', () => {
    const sent = (state: 'sent' | 'delivered' | 'failed') => ({ at: at(12), stage: 'received' as const, state });
    expect(receiptOf({ receipts: [] })).toBe('none');
    expect(receiptOf({ receipts: [sent('failed')] })).toBe('none');
    expect(receiptOf({ receipts: [sent('sent')] })).toBe('sent');
    expect(receiptOf({ receipts: [sent('sent'), sent('delivered')] })).toBe('delivered');
  });
});
