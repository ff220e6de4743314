import { Module } from '@nestjs/common';
import { IncidentQueries, IncidentChangesQueries } from '@silverbell/adapter-postgres';
import { practiceOf } from '@silverbell/incidents';
import { as, type Clock, type IncidentId } from '@silverbell/kernel';
import { AuthModule } from '../auth/auth.module.js';
import { HttpModule } from '../http/http.module.js';
import { PlatformHealthModule } from '../platform-health/platform-health.module.js';
import { CLOCK } from '../tokens.js';
import { ReplicaBusModule } from './replica-bus.module.js';
import { FamilyGateway } from './family.gateway.js';
import { HelpersGateway } from './helpers.gateway.js';
import type { IncidentPlace } from './incident-audience.js';
import { IncidentChangeFeed } from './incident-change-feed.js';
import { OperatorsGateway } from './operators.gateway.js';
import { OutboxRelayService } from './outbox-relay.service.js';
import { PlatformAlarmService } from './platform-alarm.service.js';
import { RealtimeService } from './realtime.service.js';
import { ReplicaBus } from './replica-bus.js';
import { SocketAdmission } from './socket-admission.js';
import { ViewerPresence } from './viewer-presence.js';

/** An open incident is in the feed; a closed one is read. */
const placeOf =
  (feed: IncidentChangeFeed, queries: IncidentQueries) =>
  async (id: string): Promise<IncidentPlace | null> => {
    const open = feed.openIncident(id);
    if (open !== null) return open;
    const view = await queries.viewOf(as<IncidentId>(id));
    return view && { regionId: view.incident.regionId, practice: practiceOf(view.incident) };
  };

/** The gateways, and what runs by itself behind them. */
@Module({
  imports: [AuthModule, HttpModule, PlatformHealthModule, ReplicaBusModule],
  providers: [
    {
      provide: IncidentChangeFeed,
      inject: [IncidentChangesQueries, CLOCK],
      useFactory: (changes: IncidentChangesQueries, clock: Clock) => new IncidentChangeFeed(changes, clock),
    },
    {
      provide: ViewerPresence,
      inject: [ReplicaBus, IncidentChangeFeed, IncidentQueries],
      useFactory: (bus: ReplicaBus, feed: IncidentChangeFeed, queries: IncidentQueries) =>
        new ViewerPresence({ bus, placeOf: placeOf(feed, queries) }),
    },
    SocketAdmission,
    OperatorsGateway,
    HelpersGateway,
    FamilyGateway,
    OutboxRelayService,
    PlatformAlarmService,
    RealtimeService,
  ],
})
export class RealtimeModule {}
