import type * as codes from '../codes/tasks.js';
import { label, type Labels } from '../label.js';

export const TASK_KIND_LABELS: Labels<codes.TaskKind> = {
  confused: label('神志不清，请安排就医', 'Confused: see to a doctor'),
  'no-food': label('缺食', 'No food in the house'),
  'cold-or-hot': label('室温异常', 'The home is too cold or too hot'),
  'fire-risk': label('火患', 'Risk of fire'),
  'self-neglect': label('自我忽视', 'Self-neglect'),
  'abuse-suspected': label('疑似受虐（保密）', 'Abuse suspected (protected)'),
  'service-requested': label('转日常服务', 'A daytime service was asked for'),
  'frequent-presses': label('近来多次误按，请上门看看', 'Pressed often without need: visit her'),
  'chattering-device': label('设备频繁报警，请检修', 'A device keeps reporting: have it repaired'),
  'call-back': label('约定回电', 'A call back was promised'),
  'near-miss': label('险情上报', 'Near miss'),
  'protected-referral': label('上门服务发现疑似受虐（保密）', 'Abuse suspected at a visit (protected)'),
};

export const TASK_STATE_LABELS: Labels<codes.TaskState> = {
  open: label('待办', 'Open'),
  done: label('已办', 'Done'),
};
