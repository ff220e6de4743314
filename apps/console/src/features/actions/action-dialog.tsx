import * as labels from '@silverbell/vocabulary';
import type { FormProps } from '../../shared/action-asked.js';
import { AgencyCallDialog } from './agency-call-dialog.js';
import { CallDialog } from './call-dialog.js';
import { CloseDialog } from './close-dialog.js';
import { DestinationDialog } from './destination-dialog.js';
import { EmergencyDecisionDialog } from './emergency-decision-dialog.js';
import { EntryCodeDialog } from './entry-code-dialog.js';
import { HandOverDialog } from './hand-over-dialog.js';
import { NoteDialog } from './note-dialog.js';
import { OffersDialog } from './offers-dialog.js';
import { ReadOutDialog } from './read-out-dialog.js';
import { ReasonDialog } from './reason-dialog.js';
import { ServicesDialog } from './services-dialog.js';
import { ShelveDialog } from './shelve-dialog.js';
import { TaskDialog } from './task-dialog.js';
import { VerdictDialog } from './verdict-dialog.js';
import { WaveDialog } from './wave-dialog.js';

export function ActionDialog(props: FormProps) {
  switch (props.asked.action) {
    case 'attend':
      return null;
    case 'wave':
      return <WaveDialog {...props} />;
    case 'offer':
      return <OffersDialog {...props} />;
    case 'release':
      return <ReasonDialog {...props} route="release" codes={labels.RELEASE_REASON_LABELS} />;
    case 'take-over':
      return <ReasonDialog {...props} route="takeOver" codes={labels.TAKE_OVER_REASON_LABELS} />;
    case 'hand-over':
      return <HandOverDialog {...props} />;
    case 'hold':
      return (
        <ReasonDialog {...props} route="hold" codes={labels.HOLD_REASON_LABELS} capMinutes={labels.HOLD_CAP_MINUTES} />
      );
    case 'verdict':
      return <VerdictDialog {...props} />;
    case 'destination':
      return <DestinationDialog {...props} />;
    case 'call':
      return <CallDialog {...props} />;
    case 'services':
      return <ServicesDialog {...props} />;
    case 'agency-call':
      return <AgencyCallDialog {...props} />;
    case 'emergency-decision':
      return <EmergencyDecisionDialog {...props} />;
    case 'entry-code':
      return <EntryCodeDialog {...props} />;
    case 'shelve':
      return <ShelveDialog {...props} />;
    case 'read-out':
      return <ReadOutDialog {...props} />;
    case 'call-back':
    case 'near-miss':
      return <TaskDialog {...props} kind={props.asked.action} />;
    case 'note':
      return <NoteDialog {...props} />;
    case 'close':
      return <CloseDialog {...props} />;
  }
}
