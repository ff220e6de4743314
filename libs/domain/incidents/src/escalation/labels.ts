import {
  ALERT_KIND_LABELS,
  CLASS_LABELS,
  label,
  LADDER_ROLE_LABELS,
  RUNG_CONDITION_LABELS,
  type AlertKind,
  type IncidentClass,
  type Label,
  type LadderRole,
  type RungCondition,
} from '@silverbell/vocabulary';
import type { RungStep } from '../ladder.js';

/** Sentences about a ladder in both languages: what a region may not do, and what an edit changes. Codes are named by their labels. */
export const classLabel = (code: IncidentClass): Label =>
  label(`${code} 类·${CLASS_LABELS[code]['zh-CN']}`, `Class ${code} (${inSentence(CLASS_LABELS[code].en)})`);
const ladderRoleLabel = (role: LadderRole): Label =>
  label(LADDER_ROLE_LABELS[role]['zh-CN'], `the ${inSentence(LADDER_ROLE_LABELS[role].en)}`);
export const conditionLabel = (when: RungCondition): Label =>
  label(RUNG_CONDITION_LABELS[when]['zh-CN'], inSentence(RUNG_CONDITION_LABELS[when].en));

const inSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

export const kindLabel = (kind: AlertKind): Label =>
  label(ALERT_KIND_LABELS[kind]['zh-CN'], inSentence(ALERT_KIND_LABELS[kind].en));

/** 90 → 1 分 30 秒; what people write on a whiteboard. */
export function spanLabel(ms: number): Label {
  const total = Math.round(ms / 1_000);
  const [h, min, s] = [Math.floor(total / 3_600), Math.floor((total % 3_600) / 60), total % 60];
  const parts = [
    [h, '小时', 'h'],
    [min, '分', 'min'],
    [s, '秒', 's'],
  ] as const;
  const nonZero = parts.filter(([n]) => n > 0);
  const shown = nonZero.length > 0 ? nonZero : [parts[2]];
  return label(
    shown.map(([n, zh]) => `${String(n)} ${zh}`).join(' '),
    shown.map(([n, , en]) => `${String(n)} ${en}`).join(' '),
  );
}

/** What a rung does, as a person would say it. */
export function stepLabel(step: RungStep): Label {
  switch (step.do) {
    case 'ring-consoles':
      return label('坐席响铃', 'ring the consoles');
    case 'tell': {
      const role = ladderRoleLabel(step.role);
      return step.by === 'voice'
        ? label(`电话呼叫${role['zh-CN']}`, `call ${role.en}`)
        : label(`屏幕提示${role['zh-CN']}`, `show it to ${role.en}`);
    }
    case 'tell-contacts': {
      const zh = step.who === 'at-risk' ? '联系人' : '选择了每次告知的联系人';
      const en = step.who === 'at-risk' ? 'the contacts' : 'contacts who chose every press';
      return step.by === 'call' ? label(`电话通知${zh}`, `call ${en}`) : label(`短信告知${zh}`, `tell ${en} quietly`);
    }
    case 'ask':
      return label(`询问是否呼叫 ${step.service}`, `ask whether to call ${step.service}`);
    case 'call-home':
      return label(
        `致电家中（${step.kinds.map((kind) => kindLabel(kind)['zh-CN']).join('、')}）`,
        `call the home (${step.kinds.map((kind) => kindLabel(kind).en).join(', ')})`,
      );
    case 'locate':
      return label('请求设备定位', 'ask the device where it is');
    case 'offer-one':
      return label('向一人派单', 'one offer');
    case 'start-waves':
      return label('分批派单', 'offers in waves');
    case 'become':
      return label(`升为 ${step.class} 类`, `becomes ${step.class}`);
  }
}
