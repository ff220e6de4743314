import type { Incident } from '@silverbell/wire';
import type { AgencyService, CallParty, EmergencyDecisionCode } from '@silverbell/vocabulary';

export interface ActionAsked {
  readonly action:
    | 'attend'
    | 'wave'
    | 'offer'
    | 'release'
    | 'take-over'
    | 'hand-over'
    | 'verdict'
    | 'destination'
    | 'hold'
    | 'call'
    | 'services'
    | 'agency-call'
    | 'emergency-decision'
    | 'entry-code'
    | 'shelve'
    | 'read-out'
    | 'call-back'
    | 'near-miss'
    | 'note'
    | 'close';
  readonly incidentId: string;
  readonly party?: CallParty;
  readonly number?: string;
  readonly service?: AgencyService;
  readonly decision?: EmergencyDecisionCode;
  readonly assignmentId?: string;
  readonly helpers?: readonly { readonly id: string; readonly name: string }[];
}

export interface FormProps {
  readonly asked: ActionAsked;
  readonly incident: Incident;
  readonly timeZone: string | undefined;
  /** Another act in the place of this one: what was written here stays as a draft. */
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly onClose: () => void;
}
