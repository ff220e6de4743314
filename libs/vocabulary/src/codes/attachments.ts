/** What is taken as an attachment (CR-10). */
export const ATTACHMENT_KINDS = ['jpeg', 'png', 'pdf'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** What an attachment belongs to. */
export const ATTACHMENT_OWNER_KINDS = [
  'device',
  'assignment',
  'service-order',
  'welfare-visit',
  'complaint',
  'senior',
] as const;
export type AttachmentOwnerKind = (typeof ATTACHMENT_OWNER_KINDS)[number];

/** What an attachment of a service order is for, where it is no photo and no scan: what she signed on the worker's phone. */
export const ATTACHMENT_PURPOSES = ['signature'] as const;
export type AttachmentPurpose = (typeof ATTACHMENT_PURPOSES)[number];
