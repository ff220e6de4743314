import { COUNTY, dice, familyName, givenName, LANES, TOWNSHIPS, type Dice } from '@silverbell/demo';
import { checkCharacterOf } from '@silverbell/usecases';

export interface CountyOptions {
  readonly seniors: number;
  readonly helpers: number;
  readonly devices: number;
  readonly seed: number;
}

/** One sheet of an office: a title over all columns, headings, rows. */
export interface OfficeSheet {
  readonly name: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: Iterable<readonly (string | number | null)[]>;
}
/** By kind of import. */
export type OfficeFiles = Readonly<Record<'regions' | 'facilities' | 'people' | 'helpers' | 'devices', OfficeSheet>>;

interface Village {
  readonly town: string;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
}

/** Where no county of this name lies. */
const MIDDLE = { lat: 30.2, lng: 119.1 };
/** One row in so many has a fault that is mended on the way, or a fault that is not; the second come on top of the seniors asked for. */
const QUIRK = 0.06;
const SPOILT_ONE_IN = 200;

const place = (dice: Dice, around: { lat: number; lng: number }, spread: number): { lat: number; lng: number } => ({
  lat: round(around.lat + (dice.next() - 0.5) * spread),
  lng: round(around.lng + (dice.next() - 0.5) * spread),
});
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
const two = (n: number): string => String(n).padStart(2, '0');
const fullWidth = (text: string): string =>
  text.replace(/[0-9]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
/** No network has an area code 000. */
const phone = (block: number, n: number): string => `000${String(block)}${String(n).padStart(7, '0')}`;

/** Fictional files with the habits and faults of real ones. The same seed writes the same files. */
export function officeFiles({ seniors, helpers, devices, seed }: CountyOptions): OfficeFiles {
  const throws = dice(seed);
  const villages: Village[] = TOWNSHIPS.flatMap(({ name: town, villages: names }, t) =>
    names.map((name, v) => ({
      town,
      name,
      ...place(throws, { lat: MIDDLE.lat + (t - 1) * 0.08, lng: MIDDLE.lng + (v - 1) * 0.1 }, 0.02),
    })),
  );
  const people = [...peopleOf(throws, villages, seniors)];
  return {
    regions: regions(villages),
    facilities: facilities(throws, villages),
    people: {
      name: '老年人',
      title: `${COUNTY}60周岁以上老年人花名册`,
      headings: [
        '序号',
        '姓名',
        '身份证号',
        '性别',
        '出生日期',
        '乡镇',
        '村',
        '家庭住址',
        '经度',
        '纬度',
        '联系电话',
        '类别',
        '经济状况',
        '听力',
        '紧急联系人',
        '与老人关系',
        '紧急联系电话',
        '备注',
      ],
      rows: people.map(({ cells }, n) => [n + 1, ...cells]),
    },
    helpers: helperSheet(throws, villages, helpers),
    devices: deviceSheet(
      throws,
      people.filter(({ isSpoilt }) => !isSpoilt),
      devices,
    ),
  };
}

function regions(villages: readonly Village[]): OfficeSheet {
  const towns = TOWNSHIPS.map(({ name, level }, t) => [
    name,
    COUNTY,
    level,
    3,
    round(MIDDLE.lng),
    round(MIDDLE.lat + (t - 1) * 0.08),
  ]);
  // Villages first: offices sort by name, and the town stands below.
  const rows = [
    ...villages.map(({ name, town, lat, lng }) => [name, town, '村', 4, lng, lat]),
    ...towns.map(([name, , ...rest]) => [name ?? null, null, ...rest]),
  ];
  return {
    name: '区划',
    title: `${COUNTY}行政区划`,
    headings: ['区划名称', '上级区划', '级别', '级别序号', '经度', '纬度'],
    rows,
  };
}

function facilities(throws: Dice, villages: readonly Village[]): OfficeSheet {
  const rows = villages.map((village) => {
    const { lat, lng } = place(throws, village, 0.01);
    return [
      `${village.name}幸福院`,
      '幸福院',
      village.town,
      village.name,
      `${village.name}村委会旁`,
      `${String(lng)},${String(lat)}`,
      throws.int(10, 40),
    ];
  });
  return {
    name: '设施',
    title: `${COUNTY}养老服务设施一览表`,
    headings: ['设施名称', '设施类型', '乡镇', '村', '地址', '坐标', '床位数'],
    rows,
  };
}

interface Person {
  readonly cells: readonly (string | number | null)[];
  readonly name: string;
  readonly idNumber: string;
  readonly isSpoilt: boolean;
}

function* peopleOf(throws: Dice, villages: readonly Village[], count: number): Generator<Person> {
  const used = new Set<string>();
  let home: { village: Village; address: string; at: { lat: number; lng: number } } | null = null;
  for (let n = 0; n < count; n += 1) {
    const shares: boolean = home !== null && n % 5 === 4;
    if (!shares || home === null) {
      const village = throws.pick(villages);
      home = { village, address: `${throws.pick(LANES)}${String(n + 1)}号`, at: place(throws, village, 0.02) };
    }
    const person = personAt(throws, n, home, used);
    yield person;
    if (n % SPOILT_ONE_IN === SPOILT_ONE_IN - 1) yield spoilt(throws, personAt(throws, count + n, home, used));
  }
}

function personAt(
  throws: Dice,
  n: number,
  { village, address, at }: { village: Village; address: string; at: { lat: number; lng: number } },
  used: Set<string>,
): Person {
  const gender = throws.chance(0.55) ? 'female' : 'male';
  const name = familyName(throws) + givenName(throws, gender, true);
  let idNumber: string;
  let birth: string;
  do {
    birth = `${String(throws.int(1931, 1966))}${two(throws.int(1, 12))}${two(throws.int(1, 28))}`;
    // 3499: no county has this code, so that no person has the number.
    const first = `3499${two(throws.int(1, 99))}${birth}${two(throws.int(0, 99))}${String(throws.int(0, 4) * 2 + (gender === 'male' ? 1 : 0))}`;
    idNumber = first + checkCharacterOf(first);
  } while (used.has(idNumber));
  used.add(idNumber);
  const date = throws.pick([
    `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
    `${birth.slice(0, 4)}年${String(Number(birth.slice(4, 6)))}月${String(Number(birth.slice(6)))}日`,
    `${birth.slice(0, 4)}.${String(Number(birth.slice(4, 6)))}.${String(Number(birth.slice(6)))}`,
    birth,
  ]);
  const quirk = throws.chance(QUIRK) ? throws.int(0, 4) : -1;
  const hasContact = throws.chance(0.7);
  return {
    ...{ name, idNumber, isSpoilt: false },
    cells: [
      quirk === 0 ? ` ${name}　` : quirk === 1 && name.length === 2 ? name.split('').join('　') : name,
      quirk === 2 ? fullWidth(idNumber) : quirk === 3 ? idNumber.toLowerCase() : idNumber,
      gender === 'female' ? '女' : '男',
      ...[date, village.town, quirk === 4 ? null : village.name, address],
      ...(throws.chance(0.9) ? [at.lng, at.lat] : [null, null]),
      quirk === 2 ? fullWidth(phone(1, n)) : phone(1, n),
      throws.pick(['独居', '空巢', '留守、独居', '失能', null, null]),
      throws.pick(['低保', '特困', '一般', '一般', null]),
      throws.pick(['正常', '正常', '重听', null]),
      ...(hasContact
        ? [familyName(throws) + givenName(throws, 'male', false), throws.pick(['儿子', '女儿', '侄子']), phone(2, n)]
        : [null, null, null]),
      null,
    ],
  };
}

/** A row that cannot be imported as it stands. */
function spoilt(throws: Dice, person: Person): Person {
  const cells = [...person.cells];
  const kind = throws.int(0, 2);
  if (kind === 0) cells[1] = person.idNumber.slice(0, 6) + person.idNumber.slice(8, 17);
  if (kind === 1) cells[0] = `${person.name}、${familyName(throws)}${givenName(throws, 'male', true)}`;
  if (kind === 2) cells[1] = person.idNumber.slice(0, 17) + (person.idNumber.endsWith('0') ? '1' : '0');
  return { ...person, cells, isSpoilt: true };
}

function helperSheet(throws: Dice, villages: readonly Village[], count: number): OfficeSheet {
  const rows = Array.from({ length: count }, (_, n) => {
    const village = villages[n % villages.length] as Village;
    const gender = throws.chance(0.6) ? 'female' : 'male';
    const { lat, lng } = place(throws, village, 0.02);
    return [
      familyName(throws) + givenName(throws, gender, false),
      throws.pick(['助老员', '网格员', '志愿者', '护理员', '村医', '社工']),
      ...[phone(3, n), `${String(throws.int(1968, 2000))}/${String(throws.int(1, 12))}/${String(throws.int(1, 28))}`],
      ...[village.town, village.name, lng, lat, throws.chance(0.6) ? '是' : '否', throws.chance(0.5) ? '是' : '否'],
      ...[throws.pick(['电动车', '汽车', '步行']), '2028-12-31'],
    ];
  });
  return {
    ...{ name: '助老员', title: `${COUNTY}助老员名单`, rows },
    headings: [
      '姓名',
      '人员类别',
      '联系电话',
      '出生日期',
      '乡镇',
      '村',
      '经度',
      '纬度',
      '夜间可出动',
      '能否搀扶搬抬',
      '交通工具',
      '健康证有效期',
    ],
  };
}

function deviceSheet(throws: Dice, people: readonly Person[], count: number): OfficeSheet {
  const rows = Array.from({ length: count }, (_, n) => {
    const person = people[Math.floor((n * people.length) / Math.max(1, count))];
    return [
      `SB-${String(n + 1).padStart(5, '0')}`,
      throws.pick(['呼叫器', '呼叫器', '呼叫器', 'SOS按钮']),
      person?.name ?? null,
      person?.idNumber ?? null,
      throws.pick(['卧室', '客厅', null]),
    ];
  });
  return {
    name: '设备',
    title: `${COUNTY}呼叫设备台账`,
    headings: ['设备编号', '设备类型', '老人姓名', '身份证号', '安装位置'],
    rows,
  };
}
