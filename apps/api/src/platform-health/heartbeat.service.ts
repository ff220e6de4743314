import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Heartbeat } from '@silverbell/adapter-runtime';

/** Writes the heartbeat of this process while the application runs. */
@Injectable()
export class HeartbeatService implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly heartbeat: Heartbeat) {}

  onApplicationBootstrap(): Promise<void> {
    return this.heartbeat.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.heartbeat.stop();
  }
}
