import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { as, instant, type Clock, type DeviceId, type IncidentId, type Instant } from '@silverbell/kernel';
import type { InboundSignal } from '@silverbell/usecases';
import type { HubAnnouncements } from './devices.port.js';
import { Intake, INTAKE_LIMITS } from './intake.js';
import { silentLog } from './log.port.js';

class Away extends Error {}

/** What every engine of a platform keeps together. */
class Kept implements HubAnnouncements {
  readonly rows = new Map<DeviceId, { announced: unknown; at: Instant }>();
  away = false;
  asked = 0;
  written = 0;

  announcedBy(hubId: DeviceId, known: Instant | null): ReturnType<HubAnnouncements['announcedBy']> {
    this.asked += 1;
    if (this.away) return Promise.reject(new Away());
    const row = this.rows.get(hubId);
    return Promise.resolve(row && (known === null || row.at > known) ? row : null);
  }

  keep(hubId: DeviceId, announced: unknown, at: Instant): Promise<void> {
    if (this.away) return Promise.reject(new Away());
    this.written += 1;
    this.rows.set(hubId, { announced: JSON.parse(JSON.stringify(announced)) as unknown, at });
    return Promise.resolve();
  }
}

const HUB = as<DeviceId>('hub-1');
const at = { now: 1_000_000 };
const clock: Clock = { now: () => instant(at.now) };
let kept: Kept;
beforeEach(() => {
  kept = new Kept();
});

/** An engine that begins now. */
const engine = () => {
  const signals: InboundSignal[] = [];
  const spooled: string[] = [];
  const intake = new Intake(
    {
      receive: (signal) =>
        Promise.resolve(void signals.push(signal)).then(() => ({ incidentId: as<IncidentId>('i1'), how: 'raised' })),
      bindings: {
        bindingOf: (id) =>
          Promise.resolve({ id, role: 'hub', children: { bed_button: { id: 'btn-1', role: 'sos-button' } } }),
      },
      announcements: kept,
      spool: { append: ({ topic }) => Promise.resolve(void spooled.push(topic)) },
      seen: { note: () => undefined },
      isTemporary: (error) => error instanceof Away,
      metrics: { inc: () => undefined, observe: () => undefined },
      ...{ clock, newId: randomUUID, log: silentLog, engineId: 'engine-1' },
    },
    { ...INTAKE_LIMITS, commitWithinMs: 200, spoolAfterMs: 50 },
  );
  const says = async (name: string, state: unknown): Promise<void> => {
    at.now += 10;
    await intake.accept({
      deviceId: HUB,
      topic: `zigbee2mqtt/hub-1/${name}`,
      payload: Buffer.from(JSON.stringify(state)),
      ...{ replayed: false, repeats: false, receivedAt: clock.now(), doubts: [] },
    });
  };
  const lists = (name: string): Promise<void> =>
    says('bridge/devices', [{ ieee_address: '0x00158d0000000001', friendly_name: name, type: 'EndDevice' }]);
  return { signals, spooled, intake, says, lists };
};
const press = { deviceId: HUB, child: 'bed_button', kind: 'sos', phase: 'raise' };

describe('what a hub announced', () => {
  it('Z1: a button that was renamed is the registered one after a restart of the engine', async () => {
    const first = engine();
    await first.lists('bed_button');
    await first.lists('bedroom/sos');
    await first.intake.idle();
    const second = engine();
    await second.says('bedroom/sos', { action: 'single' });
    expect(second.signals).toEqual([expect.objectContaining(press)]);
  });

  it('that another engine heard is known to this one when it asks next', async () => {
    const [first, second] = [engine(), engine()];
    await first.lists('bed_button');
    await first.intake.idle();
    await second.says('bed_button', { battery: 90 });
    await first.lists('bedroom/sos');
    await first.intake.idle();
    at.now += INTAKE_LIMITS.bindingLastsMs;
    await second.says('bedroom/sos', { action: 'single' });
    expect(second.signals).toEqual([expect.objectContaining(press)]);
  });

  it('is read once, and written only when it is new', async () => {
    const { lists, says, intake } = engine();
    for (let n = 0; n < 5; n += 1) {
      await lists('bed_button');
      await says('bed_button', { battery: 90 - n });
    }
    await intake.idle();
    expect([kept.asked, kept.written]).toEqual([1, 1]);
  });

  it('is written when the database is back', async () => {
    const { lists, says, intake } = engine();
    await says('bed_button', { battery: 90 });
    kept.away = true;
    await lists('bed_button');
    await intake.idle();
    kept.away = false;
    await lists('bedroom/sos');
    await intake.idle();
    expect(JSON.stringify(kept.rows.get(HUB)?.announced)).toContain('bedroom/sos');
  });

  it('that cannot be read because the database is away leaves a press in the spool, not misread', async () => {
    const { says, signals, spooled } = engine();
    kept.away = true;
    await says('bedroom/sos', { action: 'single' });
    expect([signals, spooled]).toEqual([[], ['zigbee2mqtt/hub-1/bedroom/sos']]);
  });

  it('that cannot be understood any more keeps no press from being heard', async () => {
    kept.rows.set(HUB, { announced: [{ zigbee2mqtt: 7 }], at: clock.now() });
    const { says, signals } = engine();
    await says('bed_button', { action: 'single' });
    expect(signals).toEqual([expect.objectContaining(press)]);
  });
});
