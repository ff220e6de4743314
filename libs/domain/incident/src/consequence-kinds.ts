import type { AssignmentId, DeviceId, HelperId, OfferId } from '@silverbell/kernel';
import type { LadderRole, OfferOverReason, ReceiptStage } from './codes.js';

/** Who must be told; written in the same transaction as the fact. Ids and codes only: words are made by the channel. */
export type Consequence =
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
      readonly who: 'every-press' | 'at-risk';
      readonly what: string;
    };

export type ConsequenceKind = Consequence['kind'];
