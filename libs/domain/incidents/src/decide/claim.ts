import type { CommandOf } from '../commands.js';
import { liveAssignments } from '../questions.js';
import { everyDeviceClaimed } from '../unregistered.js';
import { sendEverybodyHome } from './closing.js';
import { record, type DecisionDraft } from './decision-draft.js';

/**
 * A listed number was registered, or a device without a home was bound to one; its signals stand in the incident of its home. The last
 * one ends an unattended incident.
 */
export function claimDevice(draft: DecisionDraft, command: CommandOf<'claim-device'>): void {
  const { deviceId, registeredAs, homeId, takenTo } = command;
  const { subject, unregistered, boundTo } = draft.incident;
  const listed = unregistered?.listed.find((one) => one.deviceId === deviceId);
  const isToClaim =
    subject.type === 'device'
      ? subject.id === deviceId && boundTo?.homeId !== homeId
      : listed !== undefined && listed.claimed?.registeredAs !== registeredAs;
  if (!isToClaim) return;
  record(draft, { type: 'device-claimed', deviceId, registeredAs, homeId, takenTo });
  const { incident } = draft;
  const isLeft = incident.unregistered !== undefined && !everyDeviceClaimed(incident);
  if (isLeft || incident.attention.state === 'attended' || liveAssignments(incident).length > 0) return;
  sendEverybodyHome(draft);
  record(draft, {
    type: 'closed',
    outcome: 'device-claimed',
    note: null,
    proofText: null,
    proofFields: [],
    followUpDueAt: null,
  });
}
