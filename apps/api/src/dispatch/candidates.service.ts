import { Inject, Injectable } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import type { ReasonCode } from '@silverbell/dispatch';
import type { Incident } from '@silverbell/incidents';
import { distanceM } from '@silverbell/kernel';
import { candidatesFor, type Deps } from '@silverbell/usecases';
import { HELPER_KINDS, type HelperKind } from '@silverbell/vocabulary';
import { type AnswerOf, type Candidate } from '@silverbell/wire';
import { offerWordsOf } from '../incidents/presenters/message-words.js';
import { USE_CASE_DEPS } from '../tokens.js';

/** Reasons that lower the rank of a helper without forbidding her. */
const DOUBTS: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'off-duty',
  'elder-by-day',
  'no-lifting',
  'certificate-expired',
  'yields-work',
  'with-another-senior',
  'other-offer-open',
  'needless-calls',
  'position-old',
  'position-rough',
  'position-vague',
  'position-base',
  'far',
]);

export const helperKindOf = (kind: string): HelperKind | null => HELPER_KINDS.find((known) => known === kind) ?? null;

/** The ranking the search itself uses, with names and the facts behind it, for the operator's eyes. */
@Injectable()
export class CandidatesService {
  constructor(
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly directory: DirectoryQueries,
  ) {}

  /** Helpers who must not be sent there, for roles that may know why. */
  async barred(incident: Incident): Promise<AnswerOf<'candidates'>['barred']> {
    const { forbidden } = await candidatesFor(this.deps, incident);
    const names = await this.directory.names({ helpers: forbidden.map(({ helperId }) => helperId) });
    return forbidden.map(({ helperId, because }) => ({
      helper: { id: helperId, name: names.helpers.get(helperId) ?? helperId },
      reason: because,
    }));
  }

  async of(incident: Incident): Promise<Candidate[]> {
    const { ranked } = await candidatesFor(this.deps, incident);
    const goal = incident.destination;
    if (ranked.length === 0 || goal === null) return [];
    const now = this.deps.clock.now();
    const [names, areas] = await Promise.all([
      this.directory.names({ helpers: ranked.map(({ helperId }) => helperId) }),
      this.directory.regionNames([incident.regionId]),
    ]);
    const wording = { incident, number: null, area: areas.get(incident.regionId) ?? null };
    return ranked.map(({ helperId, kind, expectedArrivalS, reasons, from, fix, to }) => {
      const asked = incident.offers.findLast((offer) => offer.helperId === helperId);
      return {
        helper: { id: helperId, name: names.helpers.get(helperId) ?? helperId },
        kind: helperKindOf(kind),
        expectedArrivalS,
        distanceM: Math.round(distanceM(from, to?.point ?? goal.point)),
        place: to?.choice ?? null,
        onDuty: reasons.includes('on-duty'),
        fix: fix && { ageS: Math.max(0, Math.round((now - fix.takenAt) / 1_000)), accuracyM: fix.accuracyM },
        reasons: [...reasons],
        doubts: reasons.filter((reason) => DOUBTS.has(reason)),
        offer: asked ? { id: asked.id, state: asked.state, overReason: asked.overReason } : null,
        words: offerWordsOf(wording, helperId, expectedArrivalS),
        lat: from.lat,
        lng: from.lng,
      };
    });
  }
}
