import { Inject, Injectable } from '@nestjs/common';
import { PostgresDirectory } from '@silverbell/adapter-postgres';
import type { ReasonCode } from '@silverbell/dispatch';
import type { Incident } from '@silverbell/incident';
import { distanceM } from '@silverbell/kernel';
import { candidatesFor, type HelperFacts, type Rooms } from '@silverbell/usecases';
import { HELPER_KINDS, type AnswerOf, type Candidate, type HelperKind } from '@silverbell/wire';
import { ROOMS } from '../parts.js';

/** Reasons that speak against somebody without forbidding her. */
const DOUBTS: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'off-duty',
  'elder-by-day',
  'no-lifting',
  'certificate-expired',
  'yields-work',
  'with-another-senior',
  'other-offer-open',
  'position-old',
  'position-base',
  'far',
]);

export const helperKindOf = (kind: string): HelperKind | null => HELPER_KINDS.find((known) => known === kind) ?? null;

/** The ranking the search itself uses, with names and the facts behind it, for the operator's eyes. */
@Injectable()
export class CandidateList {
  constructor(
    @Inject(ROOMS) private readonly rooms: Rooms,
    private readonly directory: PostgresDirectory,
  ) {}

  /** Whom nobody may send there, for those who may know why. */
  async barred(incident: Incident): Promise<AnswerOf<'candidates'>['barred']> {
    const { forbidden } = await candidatesFor(this.rooms, incident);
    const names = await this.directory.names({ helpers: forbidden.map(({ helperId }) => helperId) });
    return forbidden.map(({ helperId, because }) => ({
      helper: { id: helperId, name: names.helpers.get(helperId) ?? helperId },
      reason: because,
    }));
  }

  async of(incident: Incident): Promise<Candidate[]> {
    const { ranked } = await candidatesFor(this.rooms, incident);
    const goal = incident.destination;
    if (ranked.length === 0 || goal === null) return [];
    const ids = ranked.map(({ helperId }) => helperId);
    const need = {
      at: goal.point,
      regionId: incident.regionId,
      homeId: incident.facts.homeId,
      seniorIds: incident.facts.seniorIds,
      now: this.rooms.clock.now(),
      limit: ids.length,
    };
    const [facts, names] = await Promise.all([
      this.rooms.roster.byIds(ids, need),
      this.directory.names({ helpers: ids }),
    ]);
    const factsOf = new Map<string, HelperFacts>(facts.map((one) => [one.helperId, one]));
    return ranked.map(({ helperId, expectedArrivalS, reasons, to }) => {
      const known = factsOf.get(helperId);
      const asked = incident.offers.findLast((offer) => offer.helperId === helperId);
      return {
        helper: { id: helperId, name: names.helpers.get(helperId) ?? helperId },
        kind: known ? helperKindOf(known.kind) : null,
        expectedArrivalS,
        distanceM: known ? Math.round(to ? distanceM(known.position, to.point) : known.distanceM) : null,
        place: to?.choice ?? null,
        onDuty: known?.onDuty ?? false,
        reasons: [...reasons],
        doubts: reasons.filter((reason) => DOUBTS.has(reason)),
        offer: asked ? { id: asked.id, state: asked.state, overReason: asked.overReason } : null,
        lat: known?.position.lat ?? null,
        lng: known?.position.lng ?? null,
      };
    });
  }
}
