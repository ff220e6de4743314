import { describe, expect, it } from '@jest/globals';
import {
  leavesNoWayToCall,
  refuseBinding,
  refuseReplacement,
  refuseReturn,
  refuseStocking,
  type DeviceOnFile,
} from './device-life.js';

const device = (more: Partial<DeviceOnFile> = {}): DeviceOnFile => ({
  ...{ stage: 'installed', role: 'pendant', homeId: 'chen', hubId: null, children: 0, inOpenEmergency: false },
  ...more,
});
const stock = device({ stage: 'in-stock', homeId: null });
const told = (refusal: { readonly refused: string } | null): string | null => refusal?.refused ?? null;

describe('binding a device to a home', () => {
  it('is refused while it speaks in an open emergency of another home', () => {
    expect(told(refuseBinding(device({ inOpenEmergency: true }), 'zhou'))).toBe('device-in-open-incident');
    expect(refuseBinding(device(), 'zhou')).toBeNull();
  });

  it('to the home it has is allowed in an open emergency: only its room or wearer changes', () => {
    expect(refuseBinding(device({ inOpenEmergency: true }), 'chen')).toBeNull();
  });

  it.each(['retired', 'replaced'] as const)('is refused for one that is %s', (stage) => {
    expect(told(refuseBinding(device({ stage }), 'chen'))).toBe('device-retired');
  });

  it('from the stock is allowed', () => {
    expect(refuseBinding(stock, 'chen')).toBeNull();
  });
});

describe('a device that comes back', () => {
  it('was installed, has no devices behind it and no open emergency', () => {
    expect(refuseReturn(device())).toBeNull();
    expect(told(refuseReturn(stock))).toBe('device-not-installed');
    expect(told(refuseReturn(device({ children: 2 })))).toBe('hub-has-devices');
    expect(told(refuseReturn(device({ inOpenEmergency: true })))).toBe('device-in-open-incident');
  });

  it('goes into stock from a return or a purchase, never from a home', () => {
    expect(refuseStocking(device({ stage: 'returned', homeId: null }))).toBeNull();
    expect(told(refuseStocking(device()))).toBe('device-installed');
    expect(told(refuseStocking(device({ stage: 'retired' })))).toBe('device-retired');
  });
});

describe('a replacement', () => {
  it('is of the same role and comes from the stock or the same home', () => {
    expect(refuseReplacement(device(), stock)).toBeNull();
    expect(refuseReplacement(device(), device())).toBeNull();
    expect(told(refuseReplacement(device(), device({ homeId: 'zhou' })))).toBe('device-installed');
    expect(told(refuseReplacement(device(), { ...stock, role: 'watch' }))).toBe('device-of-another-role');
    expect(told(refuseReplacement(stock, stock))).toBe('device-not-installed');
    expect(told(refuseReplacement(device(), { ...stock, stage: 'retired' }))).toBe('device-retired');
    expect(told(refuseReplacement(device(), { ...stock, children: 1 }))).toBe('hub-has-devices');
  });
});

describe('the last way to call of a home', () => {
  it('is the last button of a home where seniors live', () => {
    expect(leavesNoWayToCall(device(), { seniors: 1, otherWaysToCall: 0 })).toBe(true);
    expect(leavesNoWayToCall(device(), { seniors: 1, otherWaysToCall: 1 })).toBe(false);
    expect(leavesNoWayToCall(device(), { seniors: 0, otherWaysToCall: 0 })).toBe(false);
    expect(leavesNoWayToCall(device({ role: 'smoke' }), { seniors: 1, otherWaysToCall: 0 })).toBe(false);
    expect(leavesNoWayToCall(stock, { seniors: 1, otherWaysToCall: 0 })).toBe(false);
  });
});
