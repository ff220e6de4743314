import type { IncidentQueries } from '@silverbell/adapter-postgres';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';
import { markOf, marked } from '../presenters/mark.js';
import { mainKindOf } from '../presenters/offer.js';
import { toIso, type RegionId } from '@silverbell/kernel';
import type { SocketHouse } from './socket-house.js';

/** A page that is awake answers within this time; one that does not may still have it on the screen. */
const PATIENCE_MS = 2_000;

export interface SocketSenderParts {
  readonly house: Pick<SocketHouse, 'tellHelper'>;
  readonly queries: Pick<IncidentQueries, 'viewOf'>;
  readonly regionName: (id: RegionId) => Promise<string>;
}

/** Tells a helper's page of an offer, of its end, and of her assignment: codes and an area, never a name or an address. */
export class SocketSender implements Sender {
  readonly channel = 'socket';

  constructor(private readonly parts: SocketSenderParts) {}

  async send(row: ClaimedRow): Promise<SendResult> {
    const { body, recipient, incidentId } = row;
    const { house } = this.parts;
    switch (body.kind) {
      case 'offer': {
        const made = await this.#offer(row, body.offerId);
        if (made === null) return { result: 'permanent', error: 'offer-gone' };
        return result(await house.tellHelper(recipient, 'offer.made', made, PATIENCE_MS));
      }
      case 'offer-over':
        return result(
          await house.tellHelper(recipient, 'offer.over', { offerId: body.offerId, reason: body.reason }, PATIENCE_MS),
        );
      case 'assignment-changed': {
        const view = await this.parts.queries.viewOf(incidentId);
        const assignment = view?.incident.assignments.find((one) => one.id === body.assignmentId);
        if (!assignment) return { result: 'permanent', error: 'assignment-gone' };
        const changed = { assignmentId: assignment.id, incidentId, state: assignment.state, what: body.what };
        return result(await house.tellHelper(recipient, 'assignment.changed', changed, PATIENCE_MS));
      }
      default:
        return { result: 'permanent', error: `no-socket-for-${body.kind}` };
    }
  }

  async #offer({ incidentId }: ClaimedRow, offerId: string) {
    const incident = (await this.parts.queries.viewOf(incidentId))?.incident;
    const offer = incident?.offers.find((one) => one.id === offerId);
    if (!incident || offer?.state !== 'open') return null;
    return {
      offerId: offer.id,
      incidentId,
      area: `${markOf(incident)}${await this.parts.regionName(incident.regionId)}`,
      kind: mainKindOf(incident),
      expectedArrivalS: offer.expectedArrivalS,
      lapsesAt: toIso(offer.lapsesAt),
      ...marked(incident),
    };
  }
}

const result = (heard: boolean): SendResult => ({ result: heard ? 'delivered' : 'sent' });
