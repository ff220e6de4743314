export { cleanFile, LARGEST_ATTACHMENT_BYTES } from './clean-file.js';
export type { CleanedFile } from './cleaned-file.js';
export { ATTACHMENT_LIMITS } from './limits.js';
export type { Attachment, AttachmentOwner, AttachmentStore, NewAttachment } from './port.js';
