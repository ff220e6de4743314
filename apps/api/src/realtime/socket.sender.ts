import type { IncidentQueries } from '@silverbell/adapter-postgres';
import type { ClaimedRow, Sender, SendResult } from '@silverbell/usecases';
import { markOf, marked } from '../incidents/presenters/mark.js';
import { mainKindOf } from '../incidents/presenters/offer.js';
import { toIso, type RegionId } from '@silverbell/kernel';
import type { HelpersGateway } from './helpers.gateway.js';

/** A page that is awake acknowledges within this time; one that does not may still have it on the screen. */
const ACKNOWLEDGED_WITHIN_MS = 2_000;

export interface SocketSenderDeps {
  readonly helpers: Pick<HelpersGateway, 'push'>;
  readonly queries: Pick<IncidentQueries, 'viewOf'>;
  readonly regionName: (id: RegionId) => Promise<string>;
}

/** Pushes an offer, its end, and a changed assignment to the helper's page: codes and an area, never a name or an address. */
export class SocketSender implements Sender {
  readonly channel = 'socket';

  constructor(private readonly deps: SocketSenderDeps) {}

  async send(row: ClaimedRow): Promise<SendResult> {
    const { body, recipient, incidentId } = row;
    const { helpers } = this.deps;
    switch (body.kind) {
      case 'offer': {
        const made = await this.#offer(row, body.offerId);
        if (made === null) return { result: 'permanent', error: 'offer-gone' };
        return result(await helpers.push(recipient, 'offer.made', made, ACKNOWLEDGED_WITHIN_MS));
      }
      case 'offer-over':
        return result(
          await helpers.push(
            recipient,
            'offer.over',
            { offerId: body.offerId, reason: body.reason },
            ACKNOWLEDGED_WITHIN_MS,
          ),
        );
      case 'assignment-changed': {
        const view = await this.deps.queries.viewOf(incidentId);
        const assignment = view?.incident.assignments.find((one) => one.id === body.assignmentId);
        if (!assignment) return { result: 'permanent', error: 'assignment-gone' };
        const changed = { assignmentId: assignment.id, incidentId, state: assignment.state, what: body.what };
        return result(await helpers.push(recipient, 'assignment.changed', changed, ACKNOWLEDGED_WITHIN_MS));
      }
      default:
        return { result: 'permanent', error: `no-socket-for-${body.kind}` };
    }
  }

  async #offer({ incidentId }: ClaimedRow, offerId: string) {
    const incident = (await this.deps.queries.viewOf(incidentId))?.incident;
    const offer = incident?.offers.find((one) => one.id === offerId);
    if (!incident || offer?.state !== 'open') return null;
    return {
      offerId: offer.id,
      incidentId,
      area: `${markOf(incident)}${await this.deps.regionName(incident.regionId)}`,
      kind: mainKindOf(incident),
      expectedArrivalS: offer.expectedArrivalS,
      lapsesAt: toIso(offer.lapsesAt),
      ...marked(incident),
    };
  }
}

const result = (acknowledged: boolean): SendResult => ({ result: acknowledged ? 'delivered' : 'sent' });
