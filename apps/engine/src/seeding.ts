import type { DeviceSecretHashing } from '@silverbell/adapter-mqtt';
import { hashPassword, refusalOfNewSecret, type Settings } from '@silverbell/adapter-runtime';
import { seedCare, seedDemo, seedFirstAdmin, sendHome, type Hashing } from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoCare, demoTown, SIMULATED_HELPERS } from '@silverbell/demo';
import { dateIn, type Clock } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { StartupError } from './startup-error.js';

/** Fills a new database: the fictional town in demo mode, else one region and the first administrator. Refuses a weak secret there. */
export async function seed(
  source: DataSource,
  settings: Settings,
  devices: DeviceSecretHashing,
  clock: Clock,
): Promise<'demo' | 'first-admin' | 'inhabited'> {
  const hashing: Hashing = {
    password: hashPassword,
    deviceSecret: (deviceId, secret) => ({ hash: devices.hash(deviceId, secret), keyId: devices.keyId }),
  };
  if (settings.mode === 'demo') {
    const seeded = await seedDemo(source, demoTown(DEMO_SEED, clock.now()), hashing, settings.secret);
    const today = dateIn(settings.timeZone, settings.demoCareClock ?? clock.now());
    await seedCare(source, demoCare(DEMO_SEED, clock.now()), hashing, { secret: settings.secret, today });
    // Without the simulators these people would neither move nor answer.
    if (settings.quietDemo) await sendHome(source, SIMULATED_HELPERS, clock.now());
    return seeded ? 'demo' : 'inhabited';
  }
  const refusal = refusalOfNewSecret(settings.secret);
  if (refusal !== null && (await isUninhabited(source))) throw new StartupError(refusal);
  if (settings.adminPasswordOnce === null) return 'inhabited';
  const admin = { username: 'admin', password: settings.adminPasswordOnce, regionName: '本县', at: clock.now() };
  return (await seedFirstAdmin(source, admin, hashing)) ? 'first-admin' : 'inhabited';
}

const isUninhabited = async (source: DataSource): Promise<boolean> =>
  (await source.query<unknown[]>('select 1 from account limit 1')).length === 0;
