import type { AlertKind, ClassCode, LadderRole } from '../codes.js';
import type { RungCondition, RungStep } from '../ladder.js';

/** A sentence about a ladder in both languages of the house: what a region may not do, and what an edit changes. */
export interface Words {
  readonly 'zh-CN': string;
  readonly en: string;
}
export const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en });

/** The words of the wire for the same codes, which the domain cannot see; `test/architecture` holds them together. */
export const CLASS_NAMES: Readonly<Record<ClassCode, Words>> = {
  A: words('按铃（先核实）', 'Press, verify first'),
  B: words('人员有险（立即派单）', 'Person at risk, dispatch at once'),
  C: words('火情燃气', 'Fire and gas'),
  D: words('静默求助', 'Silent alarm'),
  E: words('走失', 'Lost person'),
  F: words('异常征兆', 'Soft signs'),
  G: words('呼救途径中断', 'The way to call is lost'),
  W: words('工作事项', 'Work item'),
};

export const LADDER_ROLE_NAMES: Readonly<Record<LadderRole, Words>> = {
  lead: words('班长', 'Lead operator'),
  overflow: words('备援中心', 'Overflow centre'),
  'village-cadre': words('村干部', 'Village cadre'),
  station: words('养老服务站', 'Service station'),
  'township-duty': words('乡镇值班', 'Township duty phone'),
  'county-duty': words('县级值班', 'County duty phone'),
  'fire-post': words('微型消防站', 'Village fire post'),
};

/** Kinds that a rung names; any other is shown by its code. */
export const KIND_NAMES: Readonly<Partial<Record<AlertKind, Words>>> = {
  smoke: words('烟雾', 'Smoke'),
  heat: words('高温火情', 'Heat'),
  gas: words('燃气泄漏', 'Gas'),
  'carbon-monoxide': words('一氧化碳', 'Carbon monoxide'),
  vital: words('体征异常', 'Vital sign'),
};

export const classWords = (code: ClassCode): Words =>
  words(`${code} 类·${CLASS_NAMES[code]['zh-CN']}`, `Class ${code} (${inSentence(CLASS_NAMES[code].en)})`);
export const ladderRoleWords = (role: LadderRole): Words =>
  words(LADDER_ROLE_NAMES[role]['zh-CN'], `the ${inSentence(LADDER_ROLE_NAMES[role].en)}`);

const inSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

export const CONDITION_WORDS: Readonly<Record<RungCondition, Words>> = {
  raised: words('立案即刻', 'at once'),
  unattended: words('无人受理', 'nobody attends'),
  'no-verdict': words('已受理未核实', 'attended, no verdict'),
  unaccepted: words('无人接单', 'nobody accepts'),
  'names-waiting': words('点名未完', 'names are waiting'),
};

export function kindWords(kind: AlertKind): Words {
  const name = KIND_NAMES[kind];
  return name === undefined ? words(kind, kind) : words(name['zh-CN'], inSentence(name.en));
}

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
      const role = ladderRoleWords(step.role);
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
