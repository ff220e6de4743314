import { describe, expect, it } from '@jest/globals';
import { as, type DeviceId } from '@silverbell/kernel';
import type { AlertKind } from '@silverbell/vocabulary';
import { isChattering } from '../questions.js';
import { signal, Story } from './story.js';

/** One that was raised by its first report, and is a device's own piece of work or a person's alarm by its kind. */
const reporting = (kind: AlertKind): Story => new Story().raise(kind);
const reports = (story: Story, kind: AlertKind, n: number, deviceId = 'pendant'): void => {
  story.does(
    { kind: 'device', id: deviceId },
    {
      type: 'join-signal',
      signal: signal(kind, { deviceId: as<DeviceId>(deviceId), alertId: `${deviceId}-${String(n)}` }),
      repeat: false,
    },
  );
};
const tasks = (story: Story): number =>
  story.told.filter((one) => one.kind === 'task' && one.task === 'chattering-device').length;

describe('a device that keeps reporting that it needs work', () => {
  it('chatters from its sixth report of an hour, which opens one task to repair it', () => {
    const story = reporting('battery-low');
    for (let n = 2; n <= 5; n += 1) reports(story.wait(60), 'battery-low', n);
    expect([isChattering(story.case), tasks(story)]).toEqual([false, 0]);
    reports(story.wait(60), 'battery-low', 6);
    expect([isChattering(story.case), tasks(story)]).toEqual([true, 1]);
    for (let n = 7; n <= 20; n += 1) reports(story.wait(60), 'battery-low', n);
    expect(tasks(story)).toBe(1);
  });

  it('does not chatter for reports that lie further apart, or come from several devices', () => {
    const slow = reporting('battery-low');
    for (let n = 2; n <= 12; n += 1) reports(slow.wait(900), 'battery-low', n);
    const many = reporting('battery-low');
    for (let n = 2; n <= 12; n += 1) reports(many.wait(60), 'battery-low', n, `device-${String(n % 3)}`);
    for (const story of [slow, many]) expect([isChattering(story.case), tasks(story)]).toEqual([false, 0]);
  });

  it('an alarm of a person is never a chattering device, however often she presses', () => {
    const story = reporting('sos');
    for (let n = 2; n <= 12; n += 1) reports(story.wait(60), 'sos', n);
    expect([isChattering(story.case), tasks(story)]).toEqual([false, 0]);
  });
});
