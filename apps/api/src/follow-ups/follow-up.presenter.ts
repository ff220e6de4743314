import type { CareFollowUpOnFile } from '@silverbell/adapter-postgres';
import type { Incident } from '@silverbell/incidents';
import { toIso } from '@silverbell/kernel';
import type { AnswerOf } from '@silverbell/wire';
import { shownName } from '../care/shown-name.js';
import { markOf } from '../incidents/presenters/mark.js';
import { account, senior, type Names } from '../incidents/presenters/names.js';

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
      ...{ id, about: 'incident', incidentId: id, orderId: null, complaintId: null },
      ...{ number: String(number), version: incident.version, kind: kindOf(incident) },
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

/** Her name in full for those who ask her, masked for who only looks on (CR-07). */
export const careFollowUpOf = (
  { followUp, seniorName, home, regionId, since }: CareFollowUpOnFile,
  asks: boolean,
): Listed => ({
  ...{ id: followUp.id, about: followUp.about, incidentId: null, orderId: followUp.orderId },
  ...{ complaintId: followUp.complaintId, number: null, version: followUp.version, kind: followUp.kind },
  ...{ dueAt: toIso(followUp.dueAt), closedAt: toIso(since), class: null, outcome: null, regionId, home, owner: null },
  seniors: [{ id: followUp.seniorId, name: shownName(seniorName, [{ role: asks ? 'owner' : 'reader' }]) }],
  triedOn: [...followUp.triedOn],
});

export const careRecordedOf = ({ followUp }: CareFollowUpOnFile): AnswerOf<'recordFollowUp'> => ({
  ...{ id: followUp.id, version: followUp.version, archived: followUp.state === 'done' },
  ...{ kind: followUp.state === 'done' ? null : followUp.kind, triedOn: [...followUp.triedOn] },
});
