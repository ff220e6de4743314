import type {
  AccountId,
  AssignmentId,
  CallId,
  DeviceId,
  EventId,
  GeoPoint,
  HelperId,
  HomeId,
  IncidentId,
  Instant,
  OfferId,
  RegionId,
  SeniorId,
  TextId,
} from '@silverbell/kernel';
import type {
  AgencyService,
  AgencyStatus,
  AlertKind,
  AssignmentRole,
  CallParty,
  CallResult,
  Condition,
  DeclineReason,
  DestinationChoice,
  FalseAlarmCause,
  FollowUpResult,
  HoldReason,
  IncidentCategory,
  IncidentClass,
  LadderRole,
  No120Reason,
  OfferOverReason,
  OutcomeCode,
  PracticeEnd,
  RecognisedBy,
  ReleaseReason,
  RollCallHow,
  Satisfaction,
  EntryWay,
  SceneCode,
  Severity,
  ShelveReason,
  TakeOverReason,
  UndoableAct,
  VerdictCode,
  WithdrawReason,
  WorryFlag,
} from '@silverbell/vocabulary';
import type { MorePresses, SignalFacts } from './commands.js';
import type { ConsequenceKind } from './consequence-kinds.js';
import type { Policy, RungStep } from './ladder.js';
import type {
  Actor,
  AlertRef,
  Alternative,
  Channel,
  Incident,
  ListedName,
  OwnPlace,
  Practice,
  Subject,
  SubjectFacts,
} from './state.js';

/** What happened, in the carers' words. Ids and codes only: free text is behind a {@link TextId}. */
export type Fact =
  | {
      readonly type: 'raised';
      readonly incidentId: IncidentId;
      readonly subject: Subject;
      readonly family: IncidentCategory;
      readonly regionId: RegionId;
      readonly facts: SubjectFacts;
      readonly signal: SignalFacts;
      readonly class: IncidentClass;
      readonly severity: Severity;
      readonly policy: Policy;
      readonly operatorOnDuty: boolean;
      readonly harsh: boolean;
      readonly linkedTo: IncidentId | null;
      readonly practice?: Practice;
    }
  | { readonly type: 'signal-joined'; readonly signal: SignalFacts; readonly more?: MorePresses }
  | { readonly type: 'signal-repeated'; readonly signal: SignalFacts; readonly more?: MorePresses }
  | {
      readonly type: 'class-changed';
      readonly from: IncidentClass;
      readonly to: IncidentClass;
      readonly severity: Severity;
      readonly reason: string;
    }
  | { readonly type: 'attended'; readonly by: AccountId }
  | { readonly type: 'lease-lapsed'; readonly by: AccountId }
  | { readonly type: 'released'; readonly by: AccountId; readonly reason: ReleaseReason }
  | {
      readonly type: 'taken-over';
      readonly from: AccountId | null;
      readonly by: AccountId;
      readonly reason: TakeOverReason;
    }
  /** The owner agrees that this person takes the incident over. */
  | { readonly type: 'handed-over'; readonly by: AccountId; readonly to: AccountId; readonly until: Instant }
  /** Another incident is closed into this one: what its devices said belongs here from now on. */
  | {
      readonly type: 'signals-taken-over';
      readonly from: IncidentId;
      readonly kinds: readonly AlertKind[];
      readonly alerts: readonly AlertRef[];
      readonly signalCount: number;
      readonly outsideOnly: boolean;
      readonly silent: boolean;
      /** Who was told that the other began is told how this one ends. */
      readonly contactsTold: Incident['contactsTold'];
    }
  | {
      readonly type: 'verdict-given';
      readonly verdict: VerdictCode;
      readonly cause: FalseAlarmCause | null;
      /** The question is open again, and the ladder runs from its beginning. */
      readonly reopens?: true;
    }
  | {
      readonly type: 'destination-set';
      readonly choice: DestinationChoice;
      readonly point: GeoPoint;
      readonly reason: string;
      readonly alternative?: Alternative | null;
    }
  | { readonly type: 'search-started'; readonly mode: 'one' | 'waves'; readonly reason: string }
  | { readonly type: 'search-ended'; readonly reason: string }
  | { readonly type: 'search-reopened'; readonly round: number }
  | { readonly type: 'wave-started'; readonly wave: number; readonly asked: number; readonly reason: string }
  | { readonly type: 'nobody-found'; readonly wave: number }
  | {
      readonly type: 'offered';
      readonly offerId: OfferId;
      readonly helperId: HelperId;
      readonly wave: number;
      readonly expectedArrivalS: number;
      readonly reasons: readonly string[];
      readonly lapsesAt: Instant;
      readonly channels: readonly Channel[];
      readonly to?: OwnPlace;
    }
  | {
      readonly type: 'offer-sent-again';
      readonly offerId: OfferId;
      readonly helperId: HelperId;
      readonly channel: Channel;
    }
  | { readonly type: 'offer-delivered'; readonly offerId: OfferId; readonly channel: Channel }
  | { readonly type: 'offer-failed'; readonly offerId: OfferId; readonly channel: Channel }
  | { readonly type: 'offer-undelivered'; readonly offerId: OfferId; readonly helperId: HelperId }
  | {
      readonly type: 'offer-accepted';
      readonly offerId: OfferId;
      readonly helperId: HelperId;
      readonly assignmentId: AssignmentId;
      readonly role: AssignmentRole;
      readonly etaAt: Instant;
      readonly night: boolean;
    }
  | {
      readonly type: 'offer-declined';
      readonly offerId: OfferId;
      readonly helperId: HelperId;
      readonly reason: DeclineReason;
    }
  | {
      readonly type: 'offer-ended';
      readonly offerId: OfferId;
      readonly helperId: HelperId;
      readonly reason: OfferOverReason;
    }
  | {
      readonly type: 'role-changed';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly from: AssignmentRole;
      readonly to: AssignmentRole;
      readonly reason: string;
    }
  | { readonly type: 'departed'; readonly assignmentId: AssignmentId; readonly helperId: HelperId }
  | {
      readonly type: 'expected-arrival-moved';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly etaAt: Instant;
    }
  | {
      readonly type: 'arrival-proven';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly proof: 'position' | 'door-tag';
    }
  | { readonly type: 'entry-code-released'; readonly assignmentId: AssignmentId; readonly helperId: HelperId }
  | { readonly type: 'entry-code-shown'; readonly assignmentId: AssignmentId; readonly helperId: HelperId }
  | {
      readonly type: 'arrived';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly proof: 'position' | 'door-tag' | 'unproven';
    }
  | {
      readonly type: 'scene-reported';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly code: SceneCode;
      /** With the code `entry`: how she got in. */
      readonly entry?: EntryWay;
    }
  /** She sent a photo of the scene; it is kept beside the incident. */
  | {
      readonly type: 'photographed';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly attachmentId: string;
    }
  | {
      readonly type: 'finished';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly condition: Condition;
      readonly flags: readonly WorryFlag[];
      readonly note: TextId | null;
    }
  | {
      readonly type: 'withdrawn';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly reason: WithdrawReason | 'not-needed' | 'closed' | 'suspended';
    }
  | {
      readonly type: 'stalled';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly limit: 'departure' | 'arrival';
    }
  | {
      readonly type: 'helper-reminded';
      readonly assignmentId: AssignmentId;
      readonly helperId: HelperId;
      readonly about: 'departure' | 'check-in' | 'silent';
    }
  | {
      readonly type: 'rung-fired';
      readonly rung: string;
      readonly dueAt: Instant;
      readonly steps: readonly RungStep[];
      /** What contacts are told quietly waits for the end of their quiet hours; absent: it does not. */
      readonly contactsMayWait?: true;
    }
  | { readonly type: 'owner-reminded'; readonly by: AccountId | null; readonly about: string; readonly dueAt: Instant }
  | { readonly type: 'senior-waiting'; readonly dueAt: Instant }
  | { readonly type: 'step-skipped'; readonly step: string; readonly reason: string; readonly dueAt: Instant }
  | {
      readonly type: 'untold';
      readonly what: ConsequenceKind;
      readonly channel: 'device' | 'platform' | Channel;
      readonly recipient: string;
      readonly role: LadderRole | null;
    }
  | { readonly type: 'charge-taken'; readonly role: string; readonly personName: TextId | null }
  | { readonly type: 'held'; readonly reason: HoldReason; readonly until: Instant }
  | { readonly type: 'hold-ended' }
  | { readonly type: 'shelved'; readonly by: AccountId; readonly reason: ShelveReason; readonly until: Instant }
  | { readonly type: 'shelf-ended'; readonly reason: 'time' | 'signal' | 'taken-up' | 'undone' }
  /** `undoes`: the number of the event that counts as not done. */
  | { readonly type: 'undone'; readonly act: UndoableAct; readonly undoes: number }
  | {
      readonly type: 'protocol-answered';
      readonly card: string;
      readonly cardVersion: number;
      readonly question: string;
      readonly answer: string;
    }
  | { readonly type: 'call-started'; readonly callId: CallId; readonly party: CallParty }
  | {
      readonly type: 'call-recorded';
      readonly callId: CallId;
      readonly party: CallParty;
      readonly result: CallResult;
      readonly recognisedBy: RecognisedBy | null;
    }
  | {
      readonly type: 'agency-recorded';
      readonly service: AgencyService;
      readonly numberDialled: string;
      readonly told: TextId | null;
      readonly reference: string | null;
      readonly status: AgencyStatus;
    }
  | { readonly type: 'emergency-asked'; readonly service: AgencyService }
  | {
      readonly type: 'emergency-decided';
      readonly service: AgencyService;
      readonly decision: 'call' | 'no-call';
      readonly reason: No120Reason | null;
    }
  | { readonly type: 'noted'; readonly text: TextId; readonly fromFamily: boolean }
  | {
      readonly type: 'closed';
      readonly outcome: OutcomeCode;
      readonly note: TextId | null;
      readonly proofText: TextId | null;
      readonly proofFields: readonly string[];
      readonly followUpDueAt: Instant | null;
      /** Of the outcome `deceased`: whose file says so from now on. */
      readonly deceased?: SeniorId;
    }
  | {
      readonly type: 'device-claimed';
      readonly deviceId: DeviceId;
      readonly registeredAs: DeviceId;
      readonly homeId: HomeId | null;
      readonly takenTo: IncidentId | null;
    }
  | { readonly type: 'practice-ended'; readonly reason: PracticeEnd; readonly realId: IncidentId | null }
  | { readonly type: 'names-listed'; readonly names: readonly ListedName[] }
  | { readonly type: 'names-heard'; readonly seniorIds: readonly SeniorId[] }
  | { readonly type: 'roll-called'; readonly seniorId: SeniorId; readonly how: RollCallHow }
  /** Once: from then on it is a task that people see until it is recorded (CR-53). */
  | { readonly type: 'follow-up-reminded'; readonly dueAt: Instant }
  | {
      readonly type: 'follow-up-recorded';
      readonly result: FollowUpResult;
      readonly satisfaction: Satisfaction | null;
      readonly note: TextId | null;
      /** YYYY-MM-DD where she lives. */
      readonly day: string;
      /** Telephoning is over: a visit is due. */
      readonly visit: boolean;
    }
  | { readonly type: 'archived' };

export type FactType = Fact['type'];

/** A fact with who and when; appended, never edited. */
export type IncidentEvent = Fact & {
  readonly id: EventId;
  readonly seq: number;
  readonly at: Instant;
  readonly actor: Actor;
};
export type EventOf<T extends FactType> = Extract<IncidentEvent, { type: T }>;
