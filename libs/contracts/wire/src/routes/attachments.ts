import type { AttachmentOwnerKind, Role } from '@silverbell/vocabulary';
import { ENDPOINTS } from '../endpoints.js';
import {
  addAttachmentRequest,
  attachmentList,
  attachmentMade,
  attachmentQuery,
  nothing,
  personPhotoQuery,
} from '../http/index.js';
import { CARE_ORDER_ROUTES } from './care-orders.js';
import { CARE_QUALITY_ROUTES } from './care-quality.js';
import { CARE_VISIT_ROUTES } from './care-visits.js';
import { DEVICE_ROUTES } from './devices.js';
import type { Route } from './route.js';
import { ACT, HELPER, INSTALL, KEEP, KEEP_FILES, look, words } from './shape.js';

/** Who may add a photo or scan to what; within one's own regions, orders and seniors, as everywhere. */
export const MAY_ATTACH: Readonly<Record<AttachmentOwnerKind, readonly Role[]>> = {
  device: INSTALL,
  assignment: HELPER,
  'service-order': ['helper', 'provider-manager', 'community-officer', 'township-officer'],
  'welfare-visit': CARE_VISIT_ROUTES.visitDone.roles,
  complaint: CARE_QUALITY_ROUTES.createComplaint.roles,
  senior: KEEP_FILES,
};

/** Who may look at it. A photo of an emergency is for those who act on it (H19). */
export const MAY_SEE_ATTACHMENT: Readonly<Record<AttachmentOwnerKind, readonly Role[]>> = {
  device: DEVICE_ROUTES.device.roles,
  assignment: ACT,
  'service-order': CARE_ORDER_ROUTES.serviceOrder.roles,
  'welfare-visit': CARE_VISIT_ROUTES.welfareVisit.roles,
  complaint: CARE_QUALITY_ROUTES.complaint.roles,
  // in an emergency it is read with her card, or on the way to her: `incidentPersonPhoto`, `assignmentPersonPhoto`
  senior: KEEP_FILES,
};

const allOf = (lists: Readonly<Record<AttachmentOwnerKind, readonly Role[]>>): readonly Role[] => [
  ...new Set(Object.values(lists).flat()),
];

/** Photos and scans (CR-10): sent to one address, listed where they belong, shown for a purpose that is on record. */
export const ATTACHMENT_ROUTES = {
  addAttachment: {
    ...ENDPOINTS.addAttachment,
    roles: allOf(MAY_ATTACH),
    body: addAttachmentRequest,
    multipart: true,
    response: attachmentMade,
    status: 201,
    idempotent: true,
    tag: 'people',
    summary: words('上传照片或扫描件', 'Send a photo or a scan: jpeg, png or pdf up to 5 MiB'),
    problems: [
      ...([
        'file-missing',
        'attachment-too-large',
        'attachment-kind',
        'attachment-broken',
        'attachments-full',
      ] as const),
      ...(['photo-consent-missing', 'not-found', 'busy'] as const),
    ],
  },
  attachment: {
    ...look('attachment', allOf(MAY_SEE_ATTACHMENT), 'people', nothing, words('查看照片或扫描件', 'A photo or a scan')),
    query: attachmentQuery,
    response: null,
    produces: 'application/octet-stream',
    problems: ['not-found'],
  },
  deviceAttachments: look(
    'deviceAttachments',
    MAY_SEE_ATTACHMENT.device,
    'devices',
    attachmentList,
    words('设备安装照片', 'Photos of the installation of a device'),
  ),
  incidentAttachments: look(
    'incidentAttachments',
    MAY_SEE_ATTACHMENT.assignment,
    'incidents',
    attachmentList,
    words('事件现场照片', 'Photos that helpers took at the scene'),
  ),
  orderAttachments: look(
    'orderAttachments',
    MAY_SEE_ATTACHMENT['service-order'],
    'care',
    attachmentList,
    words('工单照片与扫描件', 'Photos and scans of a service order'),
  ),
  visitAttachments: look(
    'visitAttachments',
    MAY_SEE_ATTACHMENT['welfare-visit'],
    'care',
    attachmentList,
    words('走访照片', 'Photos of a welfare visit'),
  ),
  complaintAttachments: look(
    'complaintAttachments',
    MAY_SEE_ATTACHMENT.complaint,
    'care',
    attachmentList,
    words('投诉材料', 'Photos and scans of a complaint'),
  ),
  removeSeniorPhoto: {
    ...ENDPOINTS.removeSeniorPhoto,
    roles: MAY_ATTACH.senior,
    body: null,
    response: nothing,
    status: 200,
    tag: 'people',
    summary: words('移除老人照片', 'Take the photo of a senior from her file'),
    problems: ['not-found'],
  },
  incidentPersonPhoto: {
    ...look(
      'incidentPersonPhoto',
      KEEP,
      'incidents',
      nothing,
      words('当事人照片', 'The photo of a person of the incident, for who may read her card'),
    ),
    query: personPhotoQuery,
    response: null,
    produces: 'application/octet-stream',
    problems: ['not-found'],
  },
  assignmentPersonPhoto: {
    ...look(
      'assignmentPersonPhoto',
      HELPER,
      'helper',
      nothing,
      words('任务对象照片', 'The photo of a person to whom the helper goes, as long as her task lasts'),
    ),
    query: personPhotoQuery,
    response: null,
    produces: 'application/octet-stream',
    problems: ['not-found'],
  },
} as const satisfies Record<string, Route>;
