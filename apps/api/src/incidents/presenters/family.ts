import { phaseOf, primaryOf, type FactType, type Incident, type IncidentEvent } from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import type { FamilyIncident } from '@silverbell/wire';
import { mainKindOf } from './offer.js';
import { senior, type Names } from './names.js';

/** What a family is told of: facts of the way help takes, nothing of verdicts, calls or health. */
const TOLD: ReadonlySet<FactType> = new Set<FactType>([
  'raised',
  'signal-joined',
  'attended',
  'search-started',
  'offer-accepted',
  'departed',
  'arrived',
  'withdrawn',
  'finished',
  'agency-recorded',
  'closed',
]);

/** A silent alarm (class D) is not shown to relatives: the wrong person may see the page. */
export const isForFamily = (incident: Incident): boolean => !incident.silent;

export function familyIncidentOf(
  incident: Incident,
  number: number,
  events: readonly IncidentEvent[],
  ownSeniors: ReadonlySet<string>,
  names: Names,
  /** 王 助老员: family name and role, no more. */
  helperLabel: string | null,
): FamilyIncident {
  const hers = incident.facts.seniorIds.find((id) => ownSeniors.has(id));
  const primary = primaryOf(incident);
  return {
    id: incident.id,
    number: String(number),
    version: incident.version,
    phase: phaseOf(incident),
    kind: mainKindOf(incident),
    senior: hers === undefined ? null : senior(names, hers),
    raisedAt: toIso(incident.raisedAt),
    helper:
      primary === null || helperLabel === null
        ? null
        : {
            name: helperLabel,
            etaAt: toIso(primary.etaAt),
            arrivedAt: primary.arrivedAt === null ? null : toIso(primary.arrivedAt),
          },
    steps: events.filter((event) => TOLD.has(event.type)).map((event) => ({ at: toIso(event.at), what: event.type })),
    outcome: incident.closure?.outcome ?? null,
    closedAt: incident.closure === null ? null : toIso(incident.closure.at),
  };
}
