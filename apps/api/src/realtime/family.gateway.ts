import { Inject } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { JsonLogger } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import { HttpGuard } from '../http/http-guard.js';
import { CLOCK } from '../tokens.js';
import { IncidentChangeFeed } from './incident-change-feed.js';
import { SocketAdmission } from './socket-admission.js';
import { SubscriberGateway } from './subscriber.gateway.js';

/** Relatives: what happens to their seniors, except covert alarms, drills and tests. */
@WebSocketGateway({ namespace: '/family' })
export class FamilyGateway extends SubscriberGateway {
  constructor(
    admission: SocketAdmission,
    feed: IncidentChangeFeed,
    guard: HttpGuard,
    @Inject(CLOCK) clock: Clock,
    logger: JsonLogger,
  ) {
    super('/family', admission, feed, guard, clock, logger);
  }
}
