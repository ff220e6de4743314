import type * as codes from '../codes/attachments.js';
import { label, type Labels } from '../label.js';

export const ATTACHMENT_KIND_LABELS: Labels<codes.AttachmentKind> = {
  jpeg: label('照片', 'Photo'),
  png: label('图片', 'Picture'),
  pdf: label('PDF 文件', 'PDF document'),
};

export const ATTACHMENT_OWNER_LABELS: Labels<codes.AttachmentOwnerKind> = {
  device: label('设备安装', 'Installation of a device'),
  assignment: label('助老员出动', 'Assignment of a helper'),
  'service-order': label('服务工单', 'Service order'),
  'welfare-visit': label('走访', 'Welfare visit'),
  complaint: label('投诉', 'Complaint'),
  senior: label('老人照片', 'Photo of a senior'),
};

export const ATTACHMENT_PURPOSE_LABELS: Labels<codes.AttachmentPurpose> = {
  signature: label('签名', 'Signature'),
};
