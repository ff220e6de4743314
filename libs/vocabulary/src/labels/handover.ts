import type * as codes from '../codes/handover.js';
import { label, type Labels } from '../label.js';

export const HANDOVER_ITEM_LABELS: Labels<codes.HandoverItemKind> = {
  incident: label('未办结', 'Open cases'),
  'call-back': label('答应过的回拨', 'Promised calls'),
  shelved: label('搁置', 'Shelved'),
  outage: label('失联', 'Outages'),
  'silent-devices': label('失联设备', 'Silent devices'),
};

export const HANDOVER_STATE_LABELS: Labels<codes.HandoverState> = {
  open: label('交接中', 'Under way'),
  signed: label('双方已签', 'Signed by both'),
  withdrawn: label('已撤回', 'Withdrawn'),
};
