import type { Dice } from './prng.js';

export const COUNTY = '银铃县（虚构）';

/** Township, then its three villages. All invented; a reader who knows a place of this name knows another one. */
export const TOWNSHIPS = [
  { name: '清溪镇', level: '镇', villages: ['桃源村', '菱湖村', '柳荫村'] },
  { name: '白鹭镇', level: '镇', villages: ['稻香村', '杏花村', '荷塘村'] },
  { name: '松岭乡', level: '乡', villages: ['竹海村', '云谷村', '石泉村'] },
] as const;

export const LANES = [
  '槐花巷',
  '石桥巷',
  '月牙巷',
  '杨柳巷',
  '水井巷',
  '桂花巷',
  '青石巷',
  '枣树巷',
  '磨坊巷',
] as const;

const FAMILY_NAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'.split('');
const OLD_WOMEN = [
  '桂兰',
  '秀英',
  '玉珍',
  '淑芳',
  '凤英',
  '素珍',
  '春梅',
  '菊香',
  '美云',
  '秋莲',
  '巧珍',
  '银花',
  '月娥',
  '惠芬',
  '彩凤',
  '翠萍',
];
const OLD_MEN = [
  '德福',
  '国荣',
  '建民',
  '永年',
  '长根',
  '水生',
  '金山',
  '志高',
  '富贵',
  '根宝',
  '阿庆',
  '树林',
  '福生',
  '大为',
  '守田',
  '有才',
];
const WOMEN = ['晓燕', '丽娟', '敏', '雪梅', '文静', '海霞', '春燕', '红', '佳慧', '玲', '小兰', '静怡'];
const MEN = ['建军', '伟', '志强', '海涛', '明', '晓东', '立新', '勇', '俊杰', '小龙', '国平', '浩然'];

export const familyName = (dice: Dice): string => dice.pick(FAMILY_NAMES);

export function givenName(dice: Dice, gender: 'female' | 'male', old: boolean): string {
  if (old) return dice.pick(gender === 'female' ? OLD_WOMEN : OLD_MEN);
  return dice.pick(gender === 'female' ? WOMEN : MEN);
}

/** No network has an area code 000: these numbers reach no one. */
export const demoNumber = (block: number, n: number): string => `000-${block}${String(n).padStart(3, '0')}`;
