import type { AlertKind, ClassCode, LadderRole } from '../codes.js';
import type { RungCondition, RungStep } from '../ladder.js';

/** A sentence about a ladder in both languages of the house: what a region may not do, and what an edit changes. */
export interface Words {
  readonly 'zh-CN': string;
  readonly en: string;
}
export const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });

export const CLASS_WORDS: Readonly<Record<ClassCode, Words>> = {
  A: words('A 类（按铃，先核实）', 'Class A (a press, verify first)'),
  B: words('B 类（人有危险，立即派人）', 'Class B (person at risk, dispatch at once)'),
  C: words('C 类（火灾、燃气）', 'Class C (fire and gas)'),
  D: words('D 类（静默求助）', 'Class D (silent)'),
  E: words('E 类（走失）', 'Class E (lost)'),
  F: words('F 类（弱信号）', 'Class F (soft signs)'),
  G: words('G 类（失去呼救途径）', 'Class G (the way to call is lost)'),
  W: words('W 类（日常处理）', 'Class W (work)'),
};

export const LADDER_ROLE_WORDS: Readonly<Record<LadderRole, Words>> = {
  lead: words('班长', 'the lead'),
  overflow: words('备援中心', 'the overflow centre'),
  'village-cadre': words('村干部', 'the village cadre'),
  station: words('驿站', 'the station'),
  'township-duty': words('乡镇值班', 'the township duty phone'),
  'county-duty': words('县值班', 'the county duty phone'),
  'fire-post': words('微型消防站', 'the fire post'),
};

export const CONDITION_WORDS: Readonly<Record<RungCondition, Words>> = {
  raised: words('立案即刻', 'at once'),
  unattended: words('无人受理', 'nobody attends'),
  'no-verdict': words('已受理未核实', 'attended, no verdict'),
  unaccepted: words('无人接单', 'nobody accepts'),
  'names-waiting': words('点名未完', 'names are waiting'),
};

const KIND_WORDS: Readonly<Partial<Record<AlertKind, Words>>> = {
  smoke: words('烟雾', 'smoke'),
  heat: words('高温火警', 'heat'),
  gas: words('燃气', 'gas'),
  'carbon-monoxide': words('一氧化碳', 'carbon monoxide'),
  vital: words('体征', 'vital'),
};
export const kindWords = (kind: AlertKind): Words => KIND_WORDS[kind] ?? words(kind, kind);

/** 90 → 1 分 30 秒; what people write on a whiteboard. */
export function spanWords(ms: number): Words {
  const total = Math.round(ms / 1_000);
  const [h, min, s] = [Math.floor(total / 3_600), Math.floor((total % 3_600) / 60), total % 60];
  const parts = [
    [h, '小时', 'h'],
    [min, '分', 'min'],
    [s, '秒', 's'],
  ] as const;
  const said = parts.filter(([n]) => n > 0);
  const shown = said.length > 0 ? said : [parts[2]];
  return words(
    shown.map(([n, zh]) => `${String(n)} ${zh}`).join(' '),
    shown.map(([n, , en]) => `${String(n)} ${en}`).join(' '),
  );
}

/** What a rung does, as a person would say it. */
export function stepWords(step: RungStep): Words {
  switch (step.do) {
    case 'ring-consoles':
      return words('坐席响铃', 'ring the consoles');
    case 'tell': {
      const role = LADDER_ROLE_WORDS[step.role];
      return step.by === 'voice'
        ? words(`电话呼叫${role['zh-CN']}`, `call ${role.en}`)
        : words(`屏幕提示${role['zh-CN']}`, `show it to ${role.en}`);
    }
    case 'tell-contacts': {
      const zh = step.who === 'at-risk' ? '联系人' : '选择了每次告知的联系人';
      const en = step.who === 'at-risk' ? 'the contacts' : 'contacts who chose every press';
      return step.by === 'call' ? words(`电话通知${zh}`, `call ${en}`) : words(`短信告知${zh}`, `tell ${en} quietly`);
    }
    case 'ask':
      return words(`询问是否呼叫 ${step.service}`, `ask whether to call ${step.service}`);
    case 'call-home':
      return words(
        `致电家中（${step.kinds.map((kind) => kindWords(kind)['zh-CN']).join('、')}）`,
        `call the home (${step.kinds.map((kind) => kindWords(kind).en).join(', ')})`,
      );
    case 'locate':
      return words('请求设备定位', 'ask the device where it is');
    case 'offer-one':
      return words('向一人派单', 'one offer');
    case 'start-waves':
      return words('分批派单', 'offers in waves');
    case 'become':
      return words(`升为 ${step.class} 类`, `becomes ${step.class}`);
  }
}
