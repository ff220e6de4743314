import { Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { JsonLogger, type Settings } from '@silverbell/adapter-runtime';
import { SETTINGS } from '../tokens.js';
import { replicaAddress } from './replica-address.js';
import { ReplicaBus } from './replica-bus.js';

/** The name of this process among the replicas and in the table of heartbeats. */
export const REPLICA_NAME = Symbol('replica name');

/** The connection of this replica to the others, over the broker. */
@Module({
  providers: [
    { provide: REPLICA_NAME, useFactory: () => randomUUID().slice(0, 8) },
    {
      provide: ReplicaBus,
      inject: [SETTINGS, REPLICA_NAME, JsonLogger],
      useFactory: (settings: Settings, name: string, logger: JsonLogger) =>
        new ReplicaBus(replicaAddress(settings), name, logger),
    },
  ],
  exports: [ReplicaBus, REPLICA_NAME],
})
export class ReplicaBusModule {}
