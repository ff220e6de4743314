import type { DeviceProfile, DeviceRole, HelperKind } from '@silverbell/vocabulary';

/** Every word that offices write for a code, lower case; the code itself is one of them. */
const words = <Code extends string>(table: Readonly<Record<Code, string>>): ReadonlyMap<string, Code> =>
  new Map(
    (Object.entries(table) as [Code, string][]).flatMap(([code, written]) =>
      [code, ...written.split(' ')].map((word) => [word.toLowerCase(), code] as const),
    ),
  );

export const GENDER_WORDS = words({ female: '女 女性 f', male: '男 男性 m', unknown: '未知 不详' });

export const CARE_CATEGORY_WORDS = words({
  'left-behind': '留守 留守老人',
  'living-alone': '独居 独居老人',
  disabled: '失能 失能老人 半失能 失能半失能',
  'lost-only-child': '失独 计划生育特殊家庭 计生特殊家庭 失独老人',
  'empty-nest': '空巢 空巢老人',
});

export const ECONOMIC_CLASS_WORDS = words({
  'three-noes': '三无 三无人员 三无老人',
  subsistence: '低保 低保户 低保对象 城乡低保',
  'near-subsistence': '低保边缘 低保边缘户 低边 低保边缘家庭',
  destitute: '特困 特困人员 五保 五保户 特困供养 分散特困',
  other: '其他 一般 普通 一般户',
});

export const HEARING_WORDS = words({
  good: '好 正常 良好',
  'hard-of-hearing': '重听 听力下降 听力差 耳背 弱',
  deaf: '聋 失聪 听力丧失',
  unknown: '未知',
});

export const VERIFY_WORDS = words({
  voice: '语音 电话 通话',
  text: '文字 短信',
  signal: '信号 灯光',
  visit: '上门 入户',
});

export const HAZARD_WORDS = words({
  dog: '犬 狗 养狗 有犬',
  'gas-bottle': '液化气瓶 煤气罐 液化气 煤气瓶',
  stairs: '楼梯 台阶 陡楼梯',
  'coal-stove': '煤炉 炉子 煤火',
  'open-well': '井 水井 敞口井',
  'narrow-lane': '窄巷 巷道窄 路窄',
  infection: '传染 传染病',
  violence: '暴力 攻击',
});

export const POSITION_SOURCE_WORDS = words({
  surveyed: '实测 实地测量 入户采集',
  'map-click': '地图点选 地图 手工标注',
  geocoded: '地址解析 地理编码',
  device: '设备',
  unknown: '未知 其他',
});

export const HELPER_KIND_WORDS = words<HelperKind | 'social-worker'>({
  aide: '助老员 助老专员 养老专干',
  'grid-worker': '网格员 网格长',
  neighbour: '邻居 结对邻居',
  volunteer: '志愿者 义工',
  carer: '护理员 养老护理员 护工',
  'village-doctor': '村医 乡村医生 家庭医生',
  'social-worker': '社工 社会工作者',
});

export const TRANSPORT_WORDS = words({
  walk: '步行 走路',
  bicycle: '自行车 单车',
  'e-bike': '电动车 电瓶车 电动自行车 摩托车',
  car: '汽车 开车 轿车 小汽车',
});

export const LANGUAGE_WORDS: ReadonlyMap<string, string> = new Map([
  ...['普通话', '汉语', '国语', '中文'].map((word) => [word, 'zh'] as const),
  ...[
    ['粤语', 'yue'],
    ['闽南语', 'nan'],
    ['吴语', 'wuu'],
    ['客家话', 'hak'],
    ['蒙古语', 'mn'],
    ['蒙语', 'mn'],
  ].map(([word = '', code = '']) => [word, code] as const),
  ...[
    ['藏语', 'bo'],
    ['维吾尔语', 'ug'],
    ['壮语', 'za'],
    ['朝鲜语', 'ko'],
    ['英语', 'en'],
  ].map(([word = '', code = '']) => [word, code] as const),
]);

export const DEVICE_ROLE_WORDS = words<DeviceRole>({
  'sos-button': 'sos按钮 紧急按钮 一键呼叫 固定呼叫器 呼叫按钮 sos 床头呼叫器',
  pendant: '呼叫器 挂件 吊坠 手环 随身呼叫器 胸牌',
  watch: '手表 定位手表 智能手表 腕表',
  'fall-sensor': '跌倒传感器 跌倒雷达 跌倒检测 跌倒监测',
  smoke: '烟感 烟雾报警器 烟雾传感器 烟雾',
  heat: '温感 感温探测器',
  gas: '燃气 燃气报警器 可燃气体 煤气报警器',
  'carbon-monoxide': '一氧化碳 一氧化碳报警器',
  water: '水浸 水浸传感器 水表 智能水表',
  motion: '人体感应 红外 人体传感器 红外感应 活动传感器',
  door: '门磁 门窗传感器',
  bed: '床垫 床带 智能床垫 离床监测',
  temperature: '温度 温湿度 温湿度计 温度传感器',
  'pull-cord': '拉绳 拉绳报警器 拉绳开关',
  hub: '网关 主机 家庭网关',
});

export const DEVICE_PROFILE_WORDS = words<DeviceProfile>({
  native: '自有协议 原生 mqtt',
  zigbee2mqtt: 'zigbee',
  homeassistant: 'homeassistant',
  watch: '手表 手表协议 gps手表',
});

/** 县 is level 2 whatever a region calls it; a name that is not listed needs its number. */
export const LEVEL_WORDS: ReadonlyMap<string, number> = new Map([
  ...['市', '盟', '州', '自治州', '地级市', 'city'].map((word) => [word, 1] as const),
  ...['县', '区', '旗', '县级市', '自治县', '市辖区', '区县', 'county', 'district'].map((word) => [word, 2] as const),
  ...['乡镇', '乡', '镇', '街道', '乡镇街道', '苏木', 'town', 'township', 'street'].map((word) => [word, 3] as const),
  ...['村', '社区', '行政村', '居委会', '村社区', '嘎查', 'village', 'community'].map((word) => [word, 4] as const),
]);
