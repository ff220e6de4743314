import {
  apiPassword,
  DeviceSecretHashing,
  DeviceSecretSealing,
  DynamicSecurity,
  errorFacts,
  type DeviceLogin,
  type Log,
} from '@silverbell/adapter-mqtt';
import type { Settings } from '@silverbell/adapter-runtime';
import { PostgresDeviceLoginStore } from '@silverbell/adapter-postgres';
import { DEMO_DEVICE_SECRET } from '@silverbell/demo';
import type { Clock } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { Loop } from '../loops/loop.js';

/** A device that was registered a moment ago is let in within a second. */
const EVERY_MS = 400;
/** mosquitto writes its whole list with every change: not too many at once, or it stands still for its devices. */
const BATCH = 10;
const PAGE = 1_000;

/**
 * Keeps the list of a broker that has one of its own equal to ours: new secrets as they come, and everything that is missing after
 * each connect. What a broker that was away has missed is still untold when it is back.
 */
export class BrokerAccess {
  private readonly security: DynamicSecurity;
  private readonly logins: PostgresDeviceLoginStore;
  private readonly sealing: DeviceSecretSealing;
  private readonly loop: Loop;
  private mustCompare = true;

  constructor(
    source: DataSource,
    url: string,
    engineId: string,
    private readonly settings: Pick<Settings, 'secret' | 'mode'>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.logins = new PostgresDeviceLoginStore(source);
    this.sealing = new DeviceSecretSealing(settings.secret);
    this.security = new DynamicSecurity({ url, engineId }, log, () => {
      this.mustCompare = true;
    });
    this.loop = new Loop({
      pauseMs: EVERY_MS,
      onError: (error) => log.warn('broker-access', errorFacts(error)),
      work: () => this.round(),
    });
  }

  open(): void {
    void this.security.open().catch((error: unknown) => this.log.error('broker-access', errorFacts(error)));
    this.loop.wake();
  }

  async close(): Promise<void> {
    await this.loop.stop();
    await this.security.close();
  }

  private async round(): Promise<number | null> {
    if (!this.security.connected) return null;
    if (this.mustCompare) {
      this.mustCompare = false;
      await this.compare().catch((error: unknown) => {
        this.mustCompare = true;
        throw error;
      });
    }
    const taken = await this.logins.publishPending(BATCH, async (rows) => {
      const opened = rows.flatMap(({ deviceId, sealed }): DeviceLogin[] => {
        const secret = this.sealing.open(deviceId, sealed);
        if (secret === null) this.log.error('secret-of-another-platform', { device: deviceId });
        return secret === null ? [] : [{ deviceId, secret }];
      });
      return this.security.tell(opened);
    });
    if (taken > 0) this.log.info('broker-told', { devices: taken });
    return taken < BATCH ? null : 0;
  }

  private async compare(): Promise<void> {
    await this.security.letServersIn();
    await this.security.letApisIn(apiPassword(this.settings.secret));
    await this.adoptSeeded();
    // Ours first: who is registered meanwhile is not missing there, only not told yet.
    const ours = await this.ourNames();
    const there = await this.security.names();
    const missing = ours.filter((name) => !there.has(name));
    if (missing.length > 0) await this.logins.forgetTold(missing);
  }

  private async ourNames(): Promise<readonly string[]> {
    const names: string[] = [];
    for (;;) {
      const page = await this.logins.namesAfter(names.at(-1) ?? '', PAGE);
      names.push(...page);
      if (page.length < PAGE) return names;
    }
  }

  /** The demo's devices share one secret, which everybody knows. Others from before cannot be told: they need a new one. */
  private async adoptSeeded(): Promise<void> {
    const hashing = new DeviceSecretHashing(this.settings.secret);
    for (;;) {
      const left = await this.logins.withoutLogin(PAGE);
      const known = left.filter(
        ({ id, hash }) => this.settings.mode === 'demo' && hash === hashing.hash(id, DEMO_DEVICE_SECRET),
      );
      await this.logins.adopt(
        known.map(({ id }) => ({ deviceId: id, sealed: this.sealing.seal(id, DEMO_DEVICE_SECRET) })),
        this.clock.now(),
      );
      if (left.length > known.length)
        this.log.warn('devices-need-a-new-secret', { devices: left.length - known.length });
      if (left.length < PAGE || known.length < left.length) return;
    }
  }
}
