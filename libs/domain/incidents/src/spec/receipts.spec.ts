import { describe, expect, it } from '@jest/globals';
import { as, type DeviceId } from '@silverbell/kernel';
import { signal, Story } from './story.js';

function joins(story: Story, deviceId: string, alertId: string): void {
  story.does(
    { kind: 'device', id: deviceId },
    { type: 'join-signal', signal: signal('sos', { alertId, deviceId: as<DeviceId>(deviceId) }), repeat: false },
  );
}

describe('receipts of later stages', () => {
  it('reach every device of a home, however often one of them is pressed', () => {
    const story = new Story().raise('sos');
    joins(story, 'bathroom-button', 'once');
    for (let press = 0; press < 12; press += 1) joins(story, 'pendant', `again-${String(press)}`);
    const before = story.told.length;
    story.attend();
    const attended = story.told
      .slice(before)
      .flatMap((one) => (one.kind === 'receipt' && one.stage === 'attended' ? [one] : []));
    expect(attended.map(({ alertId }) => alertId)).toEqual([
      ...['once', 'again-7', 'again-8', 'again-9', 'again-10', 'again-11'],
    ]);
    expect(new Set(attended.map(({ deviceId }) => deviceId)).size).toBe(2);
  });

  it('are bounded when hundreds of devices share an incident', () => {
    const story = new Story().raise('sos');
    for (let device = 0; device < 60; device += 1) joins(story, `device-${String(device)}`, `of-${String(device)}`);
    const before = story.told.length;
    story.attend();
    expect(story.told.slice(before).filter(({ kind }) => kind === 'receipt')).toHaveLength(20);
  });
});
