import type * as codes from '../codes/care-follow-ups.js';
import { label, type Labels } from '../label.js';

export const FOLLOW_UP_SUBJECT_LABELS: Labels<codes.FollowUpSubject> = {
  incident: label('事件', 'Incident'),
  order: label('上门服务', 'Visit'),
  complaint: label('投诉答复', 'Answer to a complaint'),
};
