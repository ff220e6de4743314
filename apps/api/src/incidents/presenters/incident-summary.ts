import {
  isChattering,
  knockFirst,
  nextStepOf,
  openOffers,
  phaseOf,
  practiceOf,
  responseStateOf,
  type Alternative,
  type Incident,
} from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import { placeOfSubject } from '@silverbell/usecases';
import { DESTINATION_CHOICE_LABELS } from '@silverbell/vocabulary';
import { type IncidentSummary } from '@silverbell/wire';
import { assignmentOf } from './assignment.js';
import { markOf } from './mark.js';
import { account, senior, type Names } from './names.js';
import { unregisteredSummaryOf } from './unregistered.js';

/** One row of the queue. */
export function summaryOf(incident: Incident, number: number, names: Names): IncidentSummary {
  const { attention, facts } = incident;
  const step = nextStepOf(incident);
  const mark = markOf(incident);
  return {
    id: incident.id,
    number: String(number),
    version: incident.version,
    phase: phaseOf(incident),
    severity: incident.severity,
    class: incident.class,
    kinds: [...incident.kinds],
    regionId: incident.regionId,
    home:
      facts.homeId === null
        ? null
        : { id: facts.homeId, label: `${mark}${names.homes.get(facts.homeId) ?? facts.homeId}` },
    seniors: facts.seniorIds.map((id) => ({ id, name: `${mark}${senior(names, id).name}` })),
    deviceId: firstDeviceOf(incident),
    attention: {
      state: attention.state,
      by: attention.state === 'attended' ? account(names, attention.by) : null,
      since: toIso(attention.since),
    },
    verdict: incident.verdict.code,
    destination: destinationOf(incident, names),
    response: {
      state: responseStateOf(incident),
      wave: incident.search.wave,
      openOffers: openOffers(incident).length,
      assignments: incident.assignments.map((assignment) => assignmentOf(assignment, incident, names)),
    },
    escalation: {
      rung: lastRungOf(incident),
      nextDueAt: step === null ? null : toIso(step.at),
      nextStep: step === null ? null : stepCode(step.key),
    },
    raisedAt: toIso(incident.raisedAt),
    lastSignalAt: toIso(incident.lastSignalAt),
    signalCount: incident.signalCount,
    linkedTo: incident.linkedTo,
    outcome: incident.closure?.outcome ?? null,
    closedAt: incident.closure === null ? null : toIso(incident.closure.at),
    practice: practiceOf(incident),
    outsideOnly: incident.outsideOnly,
    silent: incident.silent,
    knockFirst: knockFirst(incident),
    outage:
      incident.family === 'outage'
        ? {
            place: placeOfSubject(incident.subject),
            listed: incident.rollCall.length,
            waiting: incident.rollCall.filter((name) => name.state === 'waiting').length,
          }
        : null,
    hold: incident.hold === null ? null : { reason: incident.hold.reason, until: toIso(incident.hold.until) },
    shelf:
      incident.shelf === undefined
        ? null
        : { reason: incident.shelf.reason, until: toIso(incident.shelf.until), by: account(names, incident.shelf.by) },
    chattering: isChattering(incident),
    unregistered: unregisteredSummaryOf(incident),
  };
}

function destinationOf(incident: Incident, names: Names): IncidentSummary['destination'] {
  const { destination, facts } = incident;
  if (destination === null) return null;
  const home = facts.homeId === null ? undefined : names.homes.get(facts.homeId);
  const placed = ({ choice, point }: Alternative) => ({
    choice,
    lat: point.lat,
    lng: point.lng,
    label: `${markOf(incident)}${(choice === 'home' ? home : undefined) ?? DESTINATION_CHOICE_LABELS[choice]['zh-CN']}`,
  });
  return {
    ...placed(destination),
    reason: destination.reason,
    at: toIso(destination.at),
    alternative: destination.alternative === null ? null : placed(destination.alternative),
  };
}

/** The rung that fired last. */
function lastRungOf({ fired }: Incident): string | null {
  const rungs = Object.entries(fired)
    .filter(([key]) => key.startsWith('rung:'))
    .sort(([, a], [, b]) => b - a);
  return rungs[0]?.[0].slice('rung:'.length) ?? null;
}

/** A rung keeps its name (`rung:a-lead`), every other step loses the id it is about (`depart-limit`). */
const stepCode = (key: string): string => (/^(rung|question):/.test(key) ? key : (key.split(':')[0] ?? key));

/** An incident that a `cancel` opened has no alert that could be repeated, and still a device. */
function firstDeviceOf({ alerts, subject, raisedBy }: Incident): string | null {
  if (alerts[0]) return alerts[0].deviceId;
  if (subject.type === 'device') return subject.id;
  return raisedBy.kind === 'device' ? raisedBy.id : null;
}
