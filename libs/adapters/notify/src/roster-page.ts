/** The list on paper: for the day on which the platform, the line and the power are gone (H14). Shapes of the roster query. */
export interface PrintedRoster {
  readonly people: readonly {
    readonly region: string;
    readonly name: string;
    readonly ageYears: number | null;
    readonly phone: string | null;
    readonly address: string;
    readonly electricDevice: string | null;
    readonly livingAlone: boolean;
    readonly dementia: boolean;
    readonly verifyBy: string;
    readonly contacts: readonly { readonly name: string; readonly relation: string; readonly phone: string }[];
  }[];
  readonly seats: readonly {
    readonly region: string;
    readonly role: string;
    readonly name: string;
    readonly phone: string;
  }[];
}

/** `printedAt`: in words of the place. The demo says that it is one. */
export function rosterPage(roster: PrintedRoster, printedAt: string, demo: boolean): string {
  const regions = [...new Set(roster.people.map(({ region }) => region))];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>离线名册 Off-line roster</title>
<style>body{font:13px/1.4 sans-serif;margin:12mm}table{width:100%;border-collapse:collapse;margin-bottom:6mm}
th,td{border:1px solid #444;padding:3px 5px;text-align:left;vertical-align:top}tr{break-inside:avoid}h2{break-after:avoid}.tick{width:9mm}</style></head><body>
<h1>离线名册 Off-line roster</h1>
<p>${text(printedAt)} · 共 ${String(roster.people.length)} 人 people · 含个人信息，用后销毁 Personal data: destroy after use${demo ? ' · 演示数据，均为虚构 Demo data, all fictional' : ''}</p>
${regions
  .map((region) =>
    village(
      region,
      roster.people.filter((one) => one.region === region),
    ),
  )
  .join('\n')}
<h2>值班电话 Duty numbers</h2>
<table><tr><th>区域 Region</th><th>岗位 Seat</th><th>姓名 Name</th><th>电话 Phone</th></tr>
${roster.seats.map(({ region, role, name, phone }) => row([region, role, name, phone])).join('\n')}</table>
</body></html>
`;
}

type Person = PrintedRoster['people'][number];

const village = (region: string, people: readonly Person[]): string => `<h2>${text(region)}</h2>
<table><tr><th class="tick">✓</th><th>姓名 Name</th><th>风险 Risk</th><th>电话 Phone</th><th>地址 Address</th><th>联系人 Contacts</th></tr>
${people
  .map((one) =>
    row([
      '',
      one.ageYears === null ? one.name : `${one.name}（${String(one.ageYears)}）`,
      risksOf(one).join('；'),
      one.phone ?? '—',
      one.address,
      one.contacts.map(({ name, relation, phone }) => `${name}（${relation}）${phone}`).join('；') || '—',
    ]),
  )
  .join('\n')}</table>`;

const risksOf = (one: Person): string[] => [
  ...(one.electricDevice === null ? [] : [`依赖用电医疗设备 Electric medical device: ${one.electricDevice}`]),
  ...(one.livingAlone ? ['独居 Lives alone'] : []),
  ...(one.dementia ? ['认知障碍 Dementia'] : []),
  ...(one.verifyBy === 'voice' ? [] : ['无法语音沟通 Cannot be asked by voice']),
];

const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const text = (raw: string): string => raw.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
