import type { AccountId, HomeId, IncidentId, Instant, Refusal, RegionId, SeniorId } from '@silverbell/kernel';
import type { AttachmentKind, AttachmentOwnerKind, AttachmentPurpose } from '@silverbell/vocabulary';

/** What an attachment belongs to, and whose erasure, hold and period it follows. */
export interface AttachmentOwner {
  readonly kind: AttachmentOwnerKind;
  readonly id: string;
  readonly regionId: RegionId;
  readonly seniorId: SeniorId | null;
  readonly homeId: HomeId | null;
  readonly incidentId: IncidentId | null;
}

export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly bytes: number;
  /** `null`: it was uploaded, and not given to anything yet. */
  readonly owner: AttachmentOwner | null;
  /** `null`: a photo or a scan. */
  readonly purpose: AttachmentPurpose | null;
  readonly uploadedBy: AccountId;
  readonly at: Instant;
  /** When the photo was taken, as the camera or the phone says. */
  readonly takenAt: Instant | null;
  /** The same picture belongs to something else, too (CR-10). */
  readonly repeated: boolean;
}

export interface NewAttachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** As it is kept. */
  readonly content: Uint8Array;
  readonly owner: AttachmentOwner | null;
  readonly purpose: AttachmentPurpose | null;
  readonly uploadedBy: AccountId;
  readonly at: Instant;
  readonly takenAt: Instant | null;
  readonly key: string | null;
}

export interface AttachmentStore {
  /** The same picture of the same owner, and the same key, are answered with what is on file. */
  add(wanted: NewAttachment): Promise<{ readonly id: string } | Refusal>;
  byId(id: string): Promise<Attachment | null>;
  /** Oldest first. */
  of(owner: Pick<AttachmentOwner, 'kind' | 'id'>): Promise<readonly Attachment[]>;
  ofIncident(id: IncidentId): Promise<readonly Attachment[]>;
  /** `null`: it is gone. */
  content(id: string): Promise<Uint8Array | null>;
}
