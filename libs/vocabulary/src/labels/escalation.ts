import type * as codes from '../codes/escalation.js';
import { label, type Labels } from '../label.js';

export const LADDER_ROLE_LABELS: Labels<codes.LadderRole> = {
  lead: label('班长', 'Lead operator'),
  overflow: label('备援中心', 'Overflow centre'),
  'village-cadre': label('村干部', 'Village cadre'),
  station: label('养老服务站', 'Service station'),
  'township-duty': label('乡镇值班', 'Township duty phone'),
  'county-duty': label('县级值班', 'County duty phone'),
  'fire-post': label('微型消防站', 'Village fire post'),
};

export const RUNG_CONDITION_LABELS: Labels<codes.RungCondition> = {
  raised: label('立案即刻', 'At once'),
  unattended: label('无人受理', 'Nobody attends'),
  'no-verdict': label('已受理未核实', 'Attended, no verdict'),
  unaccepted: label('无人接单', 'Nobody accepts'),
  'names-waiting': label('点名未完', 'Names are waiting'),
};
