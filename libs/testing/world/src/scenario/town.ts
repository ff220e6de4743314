import { DeviceSecretHashing } from '@silverbell/adapter-mqtt';
import { DEMO_SECRET } from '@silverbell/adapter-runtime';
import {
  openDatabase,
  PersonKeys,
  PostgresCodeWordStore,
  PostgresDutyStore,
  seedDemo,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown } from '@silverbell/demo';
import type { DemoTown } from '@silverbell/demo';
import { A_NOON } from '@silverbell/testing-kit';
import { copiedFrom, type TestDatabase } from '../database.js';
import { quickPassword } from '../quick-password.js';

/** The instant every scenario begins at: a Sunday noon, the town freshly registered. */
export const BEGIN = A_NOON;

/** The fictional county as rows, so that a test can name a person by what she is. */
export const town: DemoTown = demoTown(DEMO_SEED, BEGIN);

/** A fresh copy of the demo town; seeded once per run. */
export const townDatabase = (): Promise<TestDatabase> =>
  copiedFrom('silverbell_town', async (url) => {
    const source = await openDatabase(url, { poolSize: 2 });
    const devices = new DeviceSecretHashing(DEMO_SECRET);
    try {
      await seedDemo(
        source,
        town,
        {
          password: quickPassword,
          deviceSecret: (deviceId, secret) => ({ hash: devices.hash(deviceId, secret), keyId: devices.keyId }),
        },
        DEMO_SECRET,
      );
      await new PostgresCodeWordStore(source, new PersonKeys(source, DEMO_SECRET)).sealPlain(BEGIN);
      // One desk is staffed, its console connected, unless a scenario sends her home or takes her console away.
      await new PostgresDutyStore(source).setOperator('account-operator' as never, true, BEGIN);
      await source.query(`insert into console_presence (account_id, until) values ('account-operator', 'infinity')`);
    } finally {
      await source.destroy();
    }
  });
