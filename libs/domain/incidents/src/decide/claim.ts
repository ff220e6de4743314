import type { CommandOf } from '../commands.js';
import { liveAssignments } from '../questions.js';
import { everyDeviceClaimed } from '../unregistered.js';
import { sendEverybodyHome } from './closing.js';
import { record, type DecisionDraft } from './decision-draft.js';

/** A listed number was registered; its signals stand in its own incident. The last one ends an unattended incident. */
export function claimDevice(draft: DecisionDraft, command: CommandOf<'claim-device'>): void {
  const { deviceId, registeredAs, homeId, takenTo } = command;
  const listed = draft.incident.unregistered?.listed.find((one) => one.deviceId === deviceId);
  if (listed === undefined || listed.claimed?.registeredAs === registeredAs) return;
  record(draft, { type: 'device-claimed', deviceId, registeredAs, homeId, takenTo });
  const { incident } = draft;
  if (!everyDeviceClaimed(incident) || incident.attention.state === 'attended' || liveAssignments(incident).length > 0)
    return;
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
