import type { AssignmentId, DeviceId, HelperId, HomeId, OfferId, SeniorId } from '@silverbell/kernel';
import type { LadderRole, OfferOverReason, ReceiptStage, WorryFlag } from '@silverbell/vocabulary';

/**
 * Who must be told; written in the same transaction as the fact. Ids and codes only: words are made by the channel.
 * `drill`: of an exercise; the mark travels with the message, so that no channel has to look it up (H13).
 */
export type Consequence = ConsequenceBody & { readonly drill?: true };

type ConsequenceBody =
  | {
      readonly kind: 'receipt';
      readonly channel: 'device';
      readonly deviceId: DeviceId;
      readonly alertId: string;
      readonly stage: ReceiptStage;
      readonly again: boolean;
      readonly silent: boolean;
      readonly etaMinutes: number | null;
      readonly helperId: HelperId | null;
    }
  | {
      readonly kind: 'offer';
      readonly channel: 'socket' | 'sms' | 'voice';
      readonly helperId: HelperId;
      readonly offerId: OfferId;
    }
  | {
      readonly kind: 'offer-over';
      readonly channel: 'socket' | 'sms';
      readonly helperId: HelperId;
      readonly offerId: OfferId;
      readonly reason: OfferOverReason;
    }
  | {
      readonly kind: 'assignment-changed';
      readonly channel: 'socket' | 'sms' | 'voice';
      readonly helperId: HelperId;
      readonly assignmentId: AssignmentId;
      readonly what: string;
    }
  /** The people of the role in the incident's region are looked up when it is written. */
  | { readonly kind: 'role-call'; readonly channel: 'voice'; readonly role: LadderRole; readonly what: string }
  | {
      readonly kind: 'contact-message';
      readonly channel: 'sms' | 'voice';
      /** `ending-only`: those who chose to be told of nothing but the end. */
      readonly who: 'every-press' | 'at-risk' | 'ending-only';
      readonly what: string;
      /** Not to those whose quiet hours it is. */
      readonly mayWait?: true;
    }
  /** The device is asked something; `locate`: where are you? */
  | {
      readonly kind: 'device-command';
      readonly channel: 'device';
      readonly deviceId: DeviceId;
      readonly command: 'locate';
    }
  /** The home itself is called: people inside are told to go out. */
  | { readonly kind: 'home-call'; readonly channel: 'voice'; readonly homeId: HomeId; readonly what: string }
  /** Who keeps a key of the home is asked to bring it to the door, or told that it is not needed any more (H17). */
  | {
      readonly kind: 'key-holder-message';
      readonly channel: 'sms' | 'voice';
      readonly homeId: HomeId;
      readonly what: 'bring-key' | 'not-needed';
    }
  /** A helper may be in danger herself: she gets an incident of her own (H09). */
  | {
      readonly kind: 'helper-case';
      readonly channel: 'platform';
      readonly helperId: HelperId;
      readonly what: 'silent-on-scene' | 'asked-for-help';
    }
  /** A person died: her file says so, and what would go out to her or in her name ends (SR-42). */
  | {
      readonly kind: 'senior-deceased';
      readonly channel: 'platform';
      readonly seniorId: SeniorId;
      /** The account that closed the incident. */
      readonly by: string;
    }
  /** What a helper saw, or what was promised, becomes a task with an owner and a term. */
  | { readonly kind: 'task'; readonly channel: 'platform'; readonly task: IncidentTask };

/** The tasks that an incident opens by itself. */
export type IncidentTask = WorryFlag | 'service-requested' | 'frequent-presses' | 'chattering-device';

export type ConsequenceKind = Consequence['kind'];
