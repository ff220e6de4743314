import type { Incident } from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { markOf } from './mark.js';
import { account, senior, type Names } from './names.js';

type Listed = AnswerOf<'followUps'>['items'][number];

const kindOf = ({ followUp }: Incident): Listed['kind'] => (followUp?.visit === true ? 'visit' : 'call');

/** One task of the list; nothing of an incident that owes none. */
export function followUpOf(incident: Incident, number: number, names: Names): readonly Listed[] {
  const { id, facts, closure, followUpDueAt } = incident;
  if (closure === null || followUpDueAt === null) return [];
  const mark = markOf(incident);
  const { homeId } = facts;
  return [
    {
      ...{ id, incidentId: id, number: String(number), version: incident.version, kind: kindOf(incident) },
      ...{ dueAt: toIso(followUpDueAt), closedAt: toIso(closure.at), class: incident.class, outcome: closure.outcome },
      regionId: incident.regionId,
      home: homeId === null ? null : { id: homeId, label: `${mark}${names.homes.get(homeId) ?? homeId}` },
      seniors: facts.seniorIds.map((one) => ({ id: one, name: `${mark}${senior(names, one).name}` })),
      owner: account(names, closure.by),
      triedOn: [...(incident.followUp?.triedOn ?? [])],
    },
  ];
}

export const recordedOf = (incident: Incident): AnswerOf<'recordFollowUp'> => ({
  ...{ id: incident.id, version: incident.version, archived: incident.archivedAt !== null },
  kind: incident.followUpDueAt === null ? null : kindOf(incident),
  triedOn: [...(incident.followUp?.triedOn ?? [])],
});
