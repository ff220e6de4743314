import type {
  AccountId,
  AssignmentId,
  CallId,
  DeviceId,
  GeoPoint,
  HelperId,
  HomeId,
  IdSource,
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
  CallParty,
  CallResult,
  Condition,
  DeclineReason,
  DestinationChoice,
  Doubt,
  FalseAlarmCause,
  FollowUpResult,
  HoldReason,
  IncidentCategory,
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
  ShelveReason,
  TakeOverReason,
  UndoableAct,
  VerdictCode,
  WithdrawReason,
  WorryFlag,
} from '@silverbell/vocabulary';
import type { ConsequenceKind } from './consequence-kinds.js';
import type { Policy } from './ladder.js';
import type {
  Actor,
  Alternative,
  Channel,
  Incident,
  ListedName,
  OwnPlace,
  Practice,
  Subject,
  SubjectFacts,
} from './state.js';

/** A helper who may be asked, in the order in which she should be. */
export interface RankedHelper {
  readonly helperId: HelperId;
  readonly expectedArrivalS: number;
  /** Reason codes, shown to the operator. */
  readonly reasons: readonly string[];
  /** The one person to ask while verification runs: paired neighbour or station on duty. */
  readonly first: boolean;
  /** Of several places the one she is ranked for. */
  readonly to?: OwnPlace;
}

/** Read once, before anything is decided; every command carries it. */
export interface Context {
  readonly now: Instant;
  readonly newId: IdSource;
  readonly by: Actor;
  /** 22:00–06:00 in the region's zone. */
  readonly night: boolean;
  /** Ranked; `null` while they are not read: run says when it wants them ({@link CandidatesWanted}). */
  readonly candidates: readonly RankedHelper[] | null;
}

/** One normalised message of one device, or of a person on the telephone. */
export interface SignalFacts {
  readonly deviceId: DeviceId | null;
  readonly alertId: string | null;
  readonly kind: AlertKind;
  readonly phase: 'raise' | 'clear' | 'cancel' | 'note';
  /** `witnessed`: a person at the scene asks for help; nothing is left to be verified. */
  readonly certainty: 'observed' | 'likely' | 'possible' | 'unverified' | 'witnessed';
  readonly doubts: readonly Doubt[];
  readonly test: boolean;
  /** The raw frame, kept encrypted. */
  readonly rawId: string | null;
  /** The device behind the hub that said it. */
  readonly child?: string | null;
  /** When the message came here; it may have lain in a spool before it was decided. */
  readonly heardAt?: Instant;
  /** As the device counts its repetitions. */
  readonly attempt?: number;
  /** Kept for the record; decides nothing. */
  readonly deviceTime: string | null;
  /** Numbers that were turned away at the line since the last signal: more new ones than an address may bring in a minute. */
  readonly turnedAway?: { readonly count: number; readonly lastDeviceId: DeviceId };
  readonly batteryPct: number | null;
  readonly position: {
    readonly point: GeoPoint;
    readonly accuracyM: number | null;
    readonly fixAt: string | null;
    readonly source: string;
  } | null;
}

export interface Proof {
  readonly hospital?: string;
  readonly accompaniedBy?: string;
  readonly agencyReference?: string;
  readonly statedBy?: string;
  readonly namedPerson?: string;
  readonly riskExplained?: boolean;
  readonly ownWords?: string;
  readonly department?: string;
  readonly receiptNumber?: string;
  readonly policeNumber?: string;
  readonly otherIncidentId?: string;
  readonly serviceOrder?: string;
  readonly signalSeen?: boolean;
  readonly endTime?: string;
  readonly acceptedBy?: string;
  readonly reason?: string;
}

/** What the records outside this incident show, read when it is closed; a person cannot state it. */
export interface ShownElsewhere {
  /** The incident that took its signals over. */
  readonly mergedInto?: IncidentId;
  /** When one of its devices was last heard, by our clock. */
  readonly deviceHeardAt?: Instant;
  /** Its device belongs to a home now. */
  readonly deviceBound?: boolean;
}

interface In {
  readonly context: Context;
}

export type RaiseCommand = In & {
  readonly type: 'raise';
  readonly incidentId: IncidentId;
  readonly subject: Subject;
  readonly family: IncidentCategory;
  readonly regionId: RegionId;
  readonly facts: SubjectFacts;
  readonly signal: SignalFacts;
  readonly policy: Policy;
  readonly operatorOnDuty: boolean;
  /** Night, cold, heat, or open water near: a lost person cannot wait. */
  readonly harsh: boolean;
  readonly linkedTo: IncidentId | null;
  /** The way to call of these people is gone: the incident is of class G, whatever its signal. */
  readonly names?: readonly ListedName[];
  /** A drill. A test needs none: it is what a press inside a window is. */
  readonly practice?: Practice;
  readonly destination: {
    readonly choice: DestinationChoice;
    readonly point: GeoPoint;
    readonly reason: string;
    readonly alternative?: Alternative | null;
  } | null;
};

/** Presses of the same device and kind that came on the heels of one, when a device chatters: counted and answered, one step of the incident. */
export interface MorePresses {
  readonly count: number;
  /** New ones among them, each once: their device waits to hear that they were received. */
  readonly alertIds: readonly string[];
}

export type IncidentCommand =
  | RaiseCommand
  /** A further signal of the same subject and family. `repeat`: the same alert of the same device again. */
  | (In & {
      readonly type: 'join-signal';
      readonly signal: SignalFacts;
      readonly repeat: boolean;
      readonly more?: MorePresses;
    })
  /** By its owner again: renews the lease and appends nothing. */
  | (In & { readonly type: 'attend' })
  | (In & { readonly type: 'release'; readonly reason: ReleaseReason })
  | (In & { readonly type: 'take-over'; readonly reason: TakeOverReason })
  /** By its owner: this person may take it over. */
  | (In & { readonly type: 'hand-over'; readonly to: AccountId })
  /** This incident takes what the devices of another one said; that one is closed into it afterwards. */
  | (In & { readonly type: 'take-signals'; readonly from: Incident })
  | (In & { readonly type: 'give-verdict'; readonly verdict: VerdictCode; readonly cause: FalseAlarmCause | null })
  | (In & {
      readonly type: 'set-destination';
      readonly choice: DestinationChoice;
      readonly point: GeoPoint;
      readonly reason: string;
    })
  /** `helperIds` in the operator's order, or the next wave by rank. */
  | (In & {
      readonly type: 'make-offers';
      readonly helperIds: readonly HelperId[] | 'wave';
      readonly reason: string | null;
      /** The chosen stand at the door already. */
      readonly present?: boolean;
      /** A split offer: where each of the chosen goes; their candidates are ranked for it. */
      readonly places?: readonly { readonly helperId: HelperId; readonly place: Alternative }[];
    })
  /** The operator knows that this helper is at the door: she may see the code of the lock. */
  | (In & { readonly type: 'release-entry-code'; readonly assignmentId: AssignmentId })
  /** The code is about to be shown to her; written down first. */
  | (In & { readonly type: 'show-entry-code'; readonly assignmentId: AssignmentId })
  | (In & { readonly type: 'hold'; readonly reason: HoldReason })
  /** Class W only: out of the queue and silent for some hours, in a list of its own. */
  | (In & { readonly type: 'shelve'; readonly reason: ShelveReason; readonly hours: number })
  /** By the same person, within 10 s: what she just did is reversed. */
  | (In & { readonly type: 'undo'; readonly act: UndoableAct })
  /** A question of the card for this kind of incident was asked, and this is the answer. */
  | (In & {
      readonly type: 'answer-protocol';
      readonly card: string;
      readonly cardVersion: number;
      readonly question: string;
      readonly answer: string;
    })
  | (In & {
      readonly type: 'record-call';
      readonly callId: CallId | null;
      readonly party: CallParty;
      readonly result: CallResult | null;
      readonly recognisedBy: RecognisedBy | null;
    })
  | (In & {
      readonly type: 'record-agency-call';
      readonly service: AgencyService;
      readonly numberDialled: string;
      readonly told: TextId | null;
      readonly reference: string | null;
      readonly status: AgencyStatus;
    })
  | (In & {
      readonly type: 'decide-emergency';
      readonly service: AgencyService;
      readonly decision: 'call' | 'no-call';
      readonly reason: No120Reason | null;
    })
  /** A number of an incident of unregistered devices is registered now; `takenTo`: the incident its signals went to. */
  | (In & {
      readonly type: 'claim-device';
      readonly deviceId: DeviceId;
      readonly registeredAs: DeviceId;
      readonly homeId: HomeId | null;
      readonly takenTo: IncidentId | null;
    })
  /** A drill is over; in earnest nothing ends like this. `realId`: the case of the real alarm that beats it. */
  | (In & { readonly type: 'end-practice'; readonly reason: PracticeEnd; readonly realId: IncidentId | null })
  | (In & { readonly type: 'note'; readonly text: TextId; readonly fromFamily: boolean })
  | (In & {
      readonly type: 'close';
      readonly outcome: OutcomeCode;
      readonly note: TextId | null;
      readonly proof: Proof;
      readonly proofText: TextId | null;
      readonly shown?: ShownElsewhere;
      /** Of the outcome `deceased`: who of several people died. */
      readonly deceased?: SeniorId;
    })
  | (In & { readonly type: 'archive' })
  | (In & {
      readonly type: 'record-follow-up';
      readonly result: FollowUpResult;
      readonly satisfaction: Satisfaction | null;
      readonly note: TextId | null;
      /** YYYY-MM-DD where she lives, on the day of the call or visit. */
      readonly day: string;
    })
  | (In & { readonly type: 'accept'; readonly offerId: OfferId })
  | (In & { readonly type: 'decline'; readonly offerId: OfferId; readonly reason: DeclineReason })
  | (In & { readonly type: 'end-offer'; readonly offerId: OfferId; readonly reason: OfferOverReason })
  | (In & {
      readonly type: 'report-delivery';
      readonly offerId: OfferId;
      readonly channel: Channel;
      readonly delivered: boolean;
    })
  | (In & { readonly type: 'depart'; readonly assignmentId: AssignmentId })
  | (In & {
      readonly type: 'arrive';
      readonly assignmentId: AssignmentId;
      readonly proof: 'position' | 'door-tag' | 'unproven';
      readonly doorTagMatches: boolean | null;
    })
  | (In & {
      readonly type: 'report-scene';
      readonly assignmentId: AssignmentId;
      readonly code: SceneCode;
      /** With the code `entry`: how she got in. */
      readonly entry?: EntryWay;
    })
  /** A photo of hers is on file; sent late it is noted all the same. */
  | (In & { readonly type: 'add-photo'; readonly assignmentId: AssignmentId; readonly attachmentId: string })
  | (In & {
      readonly type: 'finish';
      readonly assignmentId: AssignmentId;
      readonly condition: Condition;
      readonly flags: readonly WorryFlag[];
      readonly note: TextId | null;
    })
  | (In & { readonly type: 'withdraw'; readonly assignmentId: AssignmentId; readonly reason: WithdrawReason })
  /** She was suspended: her open offer is over, and whatever she was doing here goes to another helper (H10). */
  | (In & { readonly type: 'stop-helper'; readonly helperId: HelperId })
  /** A fresh position of a helper on her way; moves her expected arrival. */
  | (In & { readonly type: 'report-progress'; readonly assignmentId: AssignmentId; readonly etaAt: Instant })
  /** A named person took the incident with a key press on the telephone. */
  | (In & { readonly type: 'take-charge'; readonly role: string; readonly personName: TextId | null })
  /** A notification failed for good: the channel gave up. `role`: of a ladder role, which one. */
  | (In & {
      readonly type: 'report-untold';
      readonly what: ConsequenceKind;
      readonly channel: 'device' | 'platform' | Channel;
      readonly recipient: string;
      readonly role: LadderRole | null;
    })
  /** More people whose way to call is gone, or is gone again. */
  | (In & { readonly type: 'list-names'; readonly names: readonly ListedName[] })
  /** The devices of these people are heard again; the last name ends an unattended incident. */
  | (In & { readonly type: 'hear-names'; readonly seniorIds: readonly SeniorId[] })
  /** An operator called or a helper visited her. */
  | (In & { readonly type: 'roll-call'; readonly seniorId: SeniorId; readonly how: RollCallHow })
  /** A deadline of {@link deadlinesOf} whose time has come. */
  | (In & { readonly type: 'fire'; readonly key: string; readonly dueAt: Instant });

export type CommandType = IncidentCommand['type'];
export type CommandOf<T extends CommandType> = Extract<IncidentCommand, { type: T }>;
export type OperatorId = AccountId;
