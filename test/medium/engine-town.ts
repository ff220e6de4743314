import { DeviceSecretHashing } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET } from '@silverbell/adapter-runtime';
import { openDatabase, seedCare, seedDemo } from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoCare, demoTown } from '@silverbell/demo';
import { dateIn, instant } from '@silverbell/kernel';
import { copiedFrom, quickPassword, type TestDatabase } from '@silverbell/testing-world';

/**
 * A fresh copy of what an engine in demo mode fills an empty database with, as of today; filled once per run. An engine that starts on it
 * finds the town inhabited. That it fills an empty database by itself is proven where it starts on one.
 */
export const engineTown = (): Promise<TestDatabase> =>
  copiedFrom('silverbell_engine_town', async (url) => {
    const now = instant(Date.now());
    const devices = new DeviceSecretHashing(DEMO_SECRET);
    const hashing = {
      password: quickPassword,
      deviceSecret: (deviceId: string, secret: string) => ({
        hash: devices.hash(deviceId, secret),
        keyId: devices.keyId,
      }),
    };
    const source = await openDatabase(url, { poolSize: 2 });
    try {
      await seedDemo(source, demoTown(DEMO_SEED, now), hashing, DEMO_SECRET);
      const today = dateIn('Asia/Shanghai', now);
      await seedCare(source, demoCare(DEMO_SEED, now), hashing, { secret: DEMO_SECRET, today });
    } finally {
      await source.destroy();
    }
  });
