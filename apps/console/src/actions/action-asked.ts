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
    | 'agency-call'
    | 'emergency-decision'
    | 'entry-code'
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
  readonly demo: boolean;
  readonly onClose: () => void;
}
