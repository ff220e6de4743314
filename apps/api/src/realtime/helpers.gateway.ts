import { Inject } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { JsonLogger } from '@silverbell/adapter-runtime';
import type { Clock } from '@silverbell/kernel';
import type { ServerToClientEvents } from '@silverbell/wire';
import { HttpGuard } from '../http/http-guard.js';
import { CLOCK } from '../tokens.js';
import { IncidentChangeFeed } from './incident-change-feed.js';
import { SocketAdmission, type ClientSocket } from './socket-admission.js';
import { SubscriberGateway } from './subscriber.gateway.js';

const ROOM = 'helper:';

/** Helpers: their offers and assignments, acknowledged by the page. */
@WebSocketGateway({ namespace: '/helper' })
export class HelpersGateway extends SubscriberGateway {
  constructor(
    admission: SocketAdmission,
    feed: IncidentChangeFeed,
    guard: HttpGuard,
    @Inject(CLOCK) clock: Clock,
    logger: JsonLogger,
  ) {
    super('/helper', admission, feed, guard, clock, logger);
  }

  /** The connected helpers as recipients of the outbox. */
  connectedRecipients(): string[] {
    return [...this.namespace.adapter.rooms.keys()].filter((room) => room.startsWith(ROOM));
  }

  connectedHelperIds(): string[] {
    return this.connectedRecipients().map((recipient) => recipient.slice(ROOM.length));
  }

  /** A suspended helper gets no further message; the notice does not say why. */
  disconnectSuspended(helperIds: readonly string[]): void {
    for (const id of helperIds) {
      const room = this.namespace.in(`${ROOM}${id}`);
      room.emit('notice', { code: 'account-suspended', at: this.now() });
      room.disconnectSockets(true);
    }
  }

  /** `true`: at least one page of the helper acknowledged within the time. */
  push<Event extends 'offer.made' | 'offer.over' | 'assignment.changed'>(
    recipient: string,
    event: Event,
    payload: Parameters<ServerToClientEvents[Event]>[0],
    timeoutMs: number,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const room = this.namespace.to(recipient).timeout(timeoutMs);
      // After a time-out the acknowledgements that did arrive are still there.
      const acknowledged = (_: Error | null, answers: readonly unknown[] | undefined): void =>
        resolve((answers?.length ?? 0) > 0);
      (
        room.emit as unknown as (
          name: Event,
          body: typeof payload,
          acknowledged: (error: Error | null, answers?: readonly unknown[]) => void,
        ) => boolean
      ).call(room, event, payload, acknowledged);
    });
  }

  protected override async admit(socket: ClientSocket): Promise<void> {
    await super.admit(socket);
    const { helperId } = socket.data.subscriber.account;
    if (helperId) await socket.join(`${ROOM}${helperId}`);
  }
}
