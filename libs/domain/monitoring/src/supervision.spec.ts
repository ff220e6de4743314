import { describe, expect, it } from '@jest/globals';
import { after, hours, instant, minutes, seconds, type Duration, type Instant } from '@silverbell/kernel';
import {
  defaultSupervision as policy,
  derivePresence,
  type ObservedDevice,
  type PresenceChange,
  type DevicePresence,
} from './supervision.js';

const START = instant(Date.UTC(2026, 0, 15, 4));

/** A device in the eyes of a supervisor that looks every 5 s. */
class Seen {
  now: Instant = START;
  presence: DevicePresence | null = null;
  readonly changes: { at: number; what: PresenceChange }[] = [];
  listeningSince: Instant = START;
  device: ObservedDevice;

  constructor(role: string, more: Partial<ObservedDevice> = {}) {
    this.device = { role, seenAt: START, online: true, batteryPct: 90, sendsHeartbeats: role === 'hub', ...more };
  }

  says(more: Partial<ObservedDevice> = {}): this {
    this.device = { ...this.device, online: true, ...more, seenAt: this.now };
    return this;
  }

  /** `talk`: what it does at each look. */
  passes(long: Duration, talk: (second: number) => void = () => undefined, every = 5): this {
    for (let s = every; s <= long / 1_000; s += every) {
      this.now = after(this.now, seconds(every));
      talk(s);
      const result = derivePresence(this.device, this.presence, {
        now: this.now,
        listeningSince: this.listeningSince,
        policy,
      });
      this.presence = result.presence;
      this.changes.push(...result.changes.map((what) => ({ at: (this.now - START) / 1_000, what })));
    }
    return this;
  }

  reported(): readonly PresenceChange[] {
    return this.changes.map(({ what }) => what);
  }
}

describe('a device that falls silent', () => {
  it('a mains hub is offline within 3 minutes of its last heartbeat', () => {
    const hub = new Seen('hub');
    hub.passes(minutes(10), (s) => s % 60 === 0 && hub.says());
    const last = (hub.device.seenAt - START) / 1_000;
    hub.passes(minutes(5));
    expect(hub.reported()).toEqual(['gone']);
    expect((hub.changes[0]?.at ?? 0) - last).toBeLessThanOrEqual(140);
  });

  it('a hub whose last will stands is offline after a minute', () => {
    const hub = new Seen('hub').passes(minutes(2)).says({ online: false });
    expect(hub.passes(seconds(55)).reported()).toEqual([]);
    expect(hub.passes(seconds(10)).reported()).toEqual(['gone']);
  });

  it('a battery button may sleep for a day, and its last will says nothing', () => {
    const pendant = new Seen('pendant').says({ online: false });
    expect(pendant.passes(hours(24), undefined, 60).reported()).toEqual([]);
    expect(pendant.passes(hours(2), undefined, 60).reported()).toEqual(['gone']);
  });

  it('each device family has its own timeout: a watch reporting every 10 min is missed after 2 h', () => {
    const watch = new Seen('watch', { profile: 'watch' });
    expect(watch.passes(minutes(115), undefined, 60).reported()).toEqual([]);
    expect(watch.passes(minutes(10), undefined, 60).reported()).toEqual(['gone']);
    const zigbee = new Seen('sos-button', { profile: 'zigbee2mqtt' });
    expect(zigbee.passes(hours(24), undefined, 60).reported()).toEqual([]);
  });

  it('a hub that comes to press and leaves is no mains hub that went dark', () => {
    const visitor = new Seen('hub', { sendsHeartbeats: false });
    for (let visit = 0; visit < 4; visit += 1)
      visitor.says().passes(minutes(3)).says({ online: false }).passes(minutes(20));
    expect(visitor.reported()).toEqual([]);
  });

  it('a hub without heartbeats is absent when its broker says so after a long connection', () => {
    const hub = new Seen('hub', { sendsHeartbeats: false });
    hub.passes(minutes(20), () => hub.says());
    expect(hub.says({ online: false }).passes(minutes(2)).reported()).toEqual(['gone']);
  });

  it('while the platform itself was deaf, nobody was silent', () => {
    const hub = new Seen('hub').passes(minutes(1));
    hub.now = after(hub.now, hours(6));
    hub.listeningSince = hub.now;
    expect(hub.passes(minutes(2)).reported()).toEqual([]);
    expect(hub.passes(minutes(2)).reported()).toEqual(['gone']);
  });
});

describe('a device that comes back', () => {
  it('a hub is back when it was heard steadily', () => {
    const hub = new Seen('hub').passes(minutes(4));
    hub.says().passes(seconds(25));
    expect(hub.reported()).toEqual(['gone']);
    expect(hub.passes(seconds(10)).reported()).toEqual(['gone', 'back']);
  });

  it('a button is back with its first word', () => {
    const pendant = new Seen('pendant').passes(hours(26), undefined, 60).says();
    expect(pendant.passes(seconds(5)).reported()).toEqual(['gone', 'back']);
  });

  it('availability that flaps once a second is not told at all', () => {
    const hub = new Seen('hub');
    hub.passes(hours(1), (s) => hub.says({ online: s % 2 === 0 }), 1);
    expect(hub.reported()).toEqual([]);
  });

  it('a line that breaks every few minutes is told ever more rarely', () => {
    const hub = new Seen('hub');
    for (let n = 0; n < 60; n += 1) hub.passes(minutes(3)).passes(minutes(1), () => hub.says());
    // four hours of it, sixty breaks: it must stay ever longer to be believed
    expect(hub.reported().length).toBeLessThanOrEqual(10);
  });
});

describe('a battery', () => {
  it('is told once when it stays low, and again only after it was changed', () => {
    const pendant = new Seen('pendant').says({ batteryPct: 12 });
    expect(pendant.passes(minutes(9)).reported()).toEqual([]);
    expect(pendant.passes(hours(3), undefined, 60).reported()).toEqual(['battery-low']);
    pendant.says({ batteryPct: 20 }).passes(minutes(20));
    expect(pendant.reported()).toEqual(['battery-low']);
    pendant.says({ batteryPct: 100 }).passes(minutes(1)).says({ batteryPct: 9 }).passes(minutes(20));
    expect(pendant.reported()).toEqual(['battery-low', 'battery-fine', 'battery-low']);
  });
});
