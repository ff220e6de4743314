import type {
  AccountId,
  AssignmentId,
  CallId,
  DeviceId,
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
  AssignmentState,
  CallParty,
  CallResult,
  Condition,
  DestinationChoice,
  Doubt,
  FalseAlarmCause,
  HoldReason,
  IncidentCategory,
  IncidentClass,
  No120Reason,
  OfferOverReason,
  OutcomeCode,
  PracticeEnd,
  RecognisedBy,
  RollCallHow,
  RollCallState,
  SceneCode,
  Severity,
  ShelveReason,
  UndoableAct,
  VerdictCode,
  WithdrawReason,
  WorryFlag,
} from '@silverbell/vocabulary';
import type { Ladder, Policy } from './ladder.js';
import type { DeviceClaim, UnregisteredDevices } from './unregistered.js';

/** What an incident is about. A known device at a home resolves to the home: couples share an alarm. */
export type Subject =
  | { readonly type: 'home'; readonly id: HomeId }
  | { readonly type: 'device'; readonly id: DeviceId }
  | { readonly type: 'region'; readonly id: RegionId }
  | { readonly type: 'helper'; readonly id: HelperId }
  | { readonly type: 'caller'; readonly id: string }
  /** Every device of a region that is not registered and that nothing authenticated: anybody can invent them, so they are one subject. */
  | { readonly type: 'unregistered'; readonly id: RegionId }
  | { readonly type: 'platform'; readonly id: string };

/** The key of the row every command locks first. */
export const subjectKey = (subject: Subject): string => `${subject.type}:${subject.id}`;

/** Who did it. `system` is the ladder itself. */
export interface Actor {
  readonly kind: 'operator' | 'lead' | 'helper' | 'family' | 'device' | 'duty-person' | 'system';
  readonly id: string;
}

export interface Person {
  readonly id: AccountId;
}

/** One alert of one device; receipts go back to it. */
export interface AlertRef {
  readonly deviceId: DeviceId;
  readonly alertId: string;
  readonly kind: AlertKind;
  readonly at: Instant;
  readonly repeats: number;
  /** The device behind this hub that said it; absent: the device itself. */
  readonly child?: string | null;
  /** When its first and its last message came here; absent: when it was written down. */
  readonly heardAt?: Instant;
  readonly lastHeardAt?: Instant;
  /** The highest attempt the device counted; absent: it counts none. */
  readonly attempt?: number;
}

export type Attention =
  | { readonly state: 'waiting'; readonly since: Instant }
  | { readonly state: 'attended'; readonly by: AccountId; readonly since: Instant };

export interface Verdict {
  readonly code: VerdictCode;
  readonly cause: FalseAlarmCause | null;
  readonly at: Instant;
}

/** The other likely place while the operator has not asked; helpers near both are offered. */
export interface Alternative {
  readonly choice: DestinationChoice;
  readonly point: GeoPoint;
}

/** Where one of several helpers goes while the place is undecided. `chosen`: the operator named it for her. */
export interface OwnPlace extends Alternative {
  readonly chosen: boolean;
}

export interface Destination {
  readonly choice: DestinationChoice;
  readonly point: GeoPoint;
  readonly reason: string;
  readonly alternative: Alternative | null;
  readonly at: Instant;
}

export type Channel = 'socket' | 'sms' | 'voice';

export interface Offer {
  readonly id: OfferId;
  readonly helperId: HelperId;
  readonly wave: number;
  readonly state: 'open' | 'accepted' | 'declined' | 'over';
  readonly overReason: OfferOverReason | null;
  readonly madeAt: Instant;
  readonly lapsesAt: Instant;
  readonly expectedArrivalS: number;
  readonly reasons: readonly string[];
  /** The round of asking it belongs to; a new round may ask lapsed people again. */
  readonly round: number;
  /** Channels used so far, and those that reported delivery or failure. */
  readonly sentBy: readonly Channel[];
  readonly deliveredBy: readonly Channel[];
  readonly failedBy: readonly Channel[];
  readonly markedUndelivered: boolean;
  /** Of a split offer; without it she goes wherever the incident goes. */
  readonly to?: OwnPlace;
}

export interface Assignment {
  readonly id: AssignmentId;
  readonly offerId: OfferId;
  readonly helperId: HelperId;
  readonly role: AssignmentRole;
  readonly state: AssignmentState;
  readonly acceptedAt: Instant;
  /** As expected now; moves with where she is. */
  readonly etaAt: Instant;
  /** As promised when she accepted; absent in cases from before it was kept. */
  readonly promisedAt?: Instant;
  readonly atNight: boolean;
  readonly departedAt: Instant | null;
  readonly arrivedAt: Instant | null;
  readonly arrivalProof: 'position' | 'door-tag' | 'unproven' | null;
  /** The operator said that she may see the code of the lock; absent: not allowed. */
  readonly entryCodeReleasedAt?: Instant;
  /** When it was shown to her last. */
  readonly entryCodeShownAt?: Instant;
  readonly finishedAt: Instant | null;
  readonly condition: Condition | null;
  readonly flags: readonly WorryFlag[];
  readonly withdrawReason: WithdrawReason | 'not-needed' | 'closed' | 'suspended' | null;
  /** A limit was missed; stays primary until replaced. */
  readonly stalledAt: Instant | null;
}

export interface Search {
  /** When the present search began; `null` while no helper needs to be found. */
  readonly since: Instant | null;
  readonly wave: number;
  readonly lastWaveAt: Instant | null;
  /** The last wave found no candidate left. */
  readonly foundNobody: boolean;
  /** Best expected arrival among the people asked in this search, seconds. */
  readonly bestExpectedS: number | null;
  /** `one`: a single offer while verification runs; `waves`: until a helper comes. */
  readonly mode: 'none' | 'one' | 'waves';
  /** Round of asking; the last rung opens a new one, in which lapsed people may be asked again. */
  readonly round: number;
}

export interface CallRecord {
  readonly id: CallId;
  readonly party: CallParty;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly result: CallResult | null;
  readonly recognisedBy: RecognisedBy | null;
  readonly by: string;
}

export interface AgencyRecord {
  readonly service: AgencyService;
  readonly status: AgencyStatus;
  readonly at: Instant;
  readonly numberDialled: string;
  readonly reference: string | null;
}

export interface EmergencyQuestion {
  readonly service: AgencyService;
  readonly askedAt: Instant;
}

export interface EmergencyDecision {
  readonly service: AgencyService;
  readonly decision: 'call' | 'no-call';
  readonly reason: No120Reason | null;
  readonly at: Instant;
}

export interface OnHold {
  readonly reason: HoldReason;
  readonly until: Instant;
  readonly times: number;
}

/** A last act that its author may take back until then: `seq` is the event, the rest is what was true before it. */
export type Undoable = { readonly by: AccountId; readonly until: Instant; readonly seq: number } & (
  | { readonly act: Exclude<UndoableAct, 'verdict' | 'destination' | 'no-call' | 'roll-call'> }
  | { readonly act: 'verdict'; readonly before: Verdict }
  | { readonly act: 'destination'; readonly before: Destination }
  | { readonly act: 'no-call'; readonly service: AgencyService }
  | { readonly act: 'roll-call'; readonly seniorId: SeniorId }
);

/** What was asked from a protocol card, and answered; a later answer to the same question replaces the earlier one. */
export interface ProtocolAnswer {
  readonly card: string;
  readonly cardVersion: number;
  readonly question: string;
  readonly answer: string;
  readonly by: string;
  readonly at: Instant;
}

export interface Closure {
  readonly at: Instant;
  readonly by: string;
  readonly outcome: OutcomeCode;
}

/** What the decisions need to know of the people at the subject; stamped when raised, no names. */
export interface SubjectFacts {
  readonly homeId: HomeId | null;
  readonly seniorIds: readonly SeniorId[];
  /** A registered reason, or a person whose voice check cannot work. */
  readonly dispatchFirst: boolean;
  readonly dementia: boolean;
  readonly testWindow: boolean;
}

/**
 * Not in earnest (H13). `over`: closed then by itself, a test only when unattended. `helperIds` of a drill: only these are
 * asked to go; empty: any helper the ranking finds.
 */
export type Practice = { readonly over: Instant; readonly endedBy: PracticeEnd | null } & (
  | { readonly kind: 'test' }
  | { readonly kind: 'drill'; readonly drillId: string; readonly helperIds: readonly HelperId[] }
);

/** A senior who cannot call for help now, as the care records know her. */
export interface ListedName {
  readonly seniorId: SeniorId;
  readonly homeId: HomeId;
  /** 1: a machine keeps her alive · 2: no one else would notice · 3: all others. */
  readonly tier: 1 | 2 | 3;
  /** Codes, gravest first. */
  readonly risks: readonly string[];
  /** Of the person, not of her device. */
  readonly lastContactAt: Instant | null;
}

/** A line of the roll-call. Her way to call is back, or a person reached her; otherwise that is still to be done. */
export interface RollCallName extends ListedName {
  readonly state: RollCallState;
  readonly how: RollCallHow | null;
  readonly by: string | null;
  readonly at: Instant | null;
  /** Unanswered calls. */
  readonly tries: number;
}

/** The fold of its events. Five questions move independently: attention, verdict, destination, response, escalation. */
export interface Incident {
  readonly id: IncidentId;
  /** 0 before it is raised; then the number of its events. */
  readonly version: number;
  readonly subject: Subject;
  readonly family: IncidentCategory;
  readonly regionId: RegionId;
  readonly facts: SubjectFacts;
  /** `null`: in earnest. Whether it still counts is {@link practiceOf}. */
  readonly practice: Practice | null;
  readonly raisedAt: Instant;
  /** A press after a verdict asked the question again: the ladder and its clock run from here. Absent: never. */
  readonly reopenedAt?: Instant;
  readonly raisedBy: Actor;
  readonly lastSignalAt: Instant;
  readonly signalCount: number;
  readonly kinds: readonly AlertKind[];
  readonly doubts: readonly Doubt[];
  readonly alerts: readonly AlertRef[];
  readonly severity: Severity;
  readonly linkedTo: IncidentId | null;

  readonly class: IncidentClass;
  readonly classSince: Instant;
  readonly policy: Policy;
  /** Class C ever joined: no helper is told to enter. */
  readonly outsideOnly: boolean;
  /** Class D ever joined: device mute and dark, people at home not notified. */
  readonly silent: boolean;
  readonly operatorOnDutyAtRaise: boolean;
  /** Night, cold, heat, or open water near, when it was raised. */
  readonly harsh: boolean;
  /** Rungs and reminders that fired: id → when last. */
  readonly fired: Readonly<Record<string, Instant>>;
  /** Which contacts were told that it began; they are told how it ends. */
  readonly contactsTold: 'none' | 'every-press' | 'at-risk';
  /**
   * Set while a part of them was told in a way that waits for the end of their quiet hours: at these instants, and who was told aloud, whatever
   * the hour. Absent: everybody was told aloud.
   */
  readonly contactsToldQuietly?: { readonly at: readonly Instant[]; readonly aloud: Incident['contactsTold'] };
  readonly takenBy: { readonly personName: TextId | null; readonly role: string; readonly at: Instant } | null;

  readonly attention: Attention;
  /** Its owner named her who may take the incident over with her consent, until then. */
  readonly handOver?: { readonly to: AccountId; readonly until: Instant };
  /** Incidents that were closed into this one; their signals are listed among its own. */
  readonly tookFrom?: readonly IncidentId[];
  readonly firstAttendedAt: Instant | null;
  /** Renewed outside the event log; not part of the fold. `null` while waiting. */
  readonly leaseUntil: Instant | null;
  readonly lastActionAt: Instant;
  readonly lastProgressAt: Instant;
  /** What relatives wrote, as far as it is counted; absent: nothing yet. */
  readonly familyNotes?: readonly { readonly by: string; readonly at: Instant }[];

  readonly verdict: Verdict;
  readonly destination: Destination | null;
  readonly search: Search;
  readonly offers: readonly Offer[];
  readonly assignments: readonly Assignment[];
  readonly sceneReports: readonly {
    readonly assignmentId: AssignmentId;
    readonly code: SceneCode;
    readonly at: Instant;
  }[];

  readonly calls: readonly CallRecord[];
  readonly agency: readonly AgencyRecord[];
  readonly questions: readonly EmergencyQuestion[];
  readonly decisions: readonly EmergencyDecision[];
  readonly hold: OnHold | null;
  readonly holdTimes: number;
  /** Class W: set aside until then; nothing of it sounds or is due before. Absent: it is not. */
  readonly shelf?: { readonly reason: ShelveReason; readonly until: Instant; readonly by: AccountId };
  readonly undoable?: Undoable;
  readonly protocol?: readonly ProtocolAnswer[];

  /** Class G: everybody whose way to call is gone, in the order in which they are called. */
  readonly rollCall: readonly RollCallName[];

  /** Subject `unregistered` only: who called. */
  readonly unregistered?: UnregisteredDevices;
  /** Subject `device` only: it was bound to a home since it spoke last, and what it said went to the incident of that home. */
  readonly boundTo?: DeviceClaim | null;

  readonly closure: Closure | null;
  /** From its closing until the follow-up is recorded; `null`: none is owed. */
  readonly followUpDueAt: Instant | null;
  /** Once people were told that it is due, or tried. */
  readonly followUp?: FollowUp;
  readonly archivedAt: Instant | null;
}

export interface FollowUp {
  /** When it fell due and the task was shown. */
  readonly askedAt: Instant | null;
  /** YYYY-MM-DD of each try without an answer. */
  readonly triedOn: readonly string[];
  /** Three tries on two days without an answer: a visit instead (CR-53). */
  readonly visit: boolean;
}

export const ladderOf = (incident: Incident): Ladder => incident.policy.ladders[incident.class];
