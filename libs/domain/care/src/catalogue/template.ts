import type { CatalogueItem } from './catalogue.js';

type ItemRow = readonly [
  code: string,
  name: string,
  aid: CatalogueItem['aid'],
  unit: CatalogueItem['unit'],
  priceFen: number,
  content: string,
  more?: Partial<CatalogueItem>,
];

/** SR-22, SR-23, CR-15: 22 items on the eight aids and comfort. Prices are examples, each region writes its own. */
const ITEM_ROWS: readonly ItemRow[] = [
  ['meal-hall', '堂食', 'meals', 'meal', 800, '在老年食堂或助餐点用餐'],
  ['meal-delivery', '送餐', 'meals', 'meal', 1_000, '把饭菜送到家中'],
  ['cooking', '上门做饭', 'meals', 'hour', 2_000, '按老人口味和忌口在家做饭，收拾厨房'],
  ['escort-doctor', '陪诊', 'medical', 'hour', 2_500, '陪同就诊、挂号、取药，向家属说明医嘱'],
  ['medicine', '代取药', 'medical', 'time', 1_000, '凭处方代取药品，当面核对'],
  ['health-check', '健康监测', 'medical', 'time', 1_000, '测血压、血糖、体温并记录'],
  ['cleaning', '居室清洁', 'cleaning', 'hour', 2_000, '打扫居室、厨房、卫生间'],
  ['laundry', '洗涤衣被', 'cleaning', 'hour', 2_000, '洗晒衣物和床单被套'],
  ['haircut', '理发', 'cleaning', 'time', 1_500, '上门理发、剃须、修剪指甲'],
  ['mending', '缝纫修补', 'cleaning', 'hour', 2_000, '缝补衣物被褥'],
  [
    ...(['bath-home', '上门助浴', 'bathing', 'time', 8_000, '在家擦浴或洗浴，浴前测血压'] as const),
    { twoPeople: true, certificate: 'carer', classes: ['semi-disabled', 'disabled'] },
  ],
  [
    ...(['bath-station', '站点助浴', 'bathing', 'time', 5_000, '在助浴点洗浴，浴前测血压'] as const),
    { certificate: 'carer' },
  ],
  ['shopping', '代购', 'shopping', 'time', 1_000, '代买生活用品，票据当面核对'],
  ['water-gas', '送水换煤气', 'shopping', 'time', 1_500, '送水、更换燃气瓶并检查接口'],
  ['activity', '陪同活动', 'recreation', 'hour', 2_000, '陪同参加文体活动'],
  ['urgent-aid', '紧急援助', 'urgent', 'time', 0, '按铃后的上门处置'],
  ['urgent-repair', '应急维修', 'urgent', 'time', 3_000, '水、电、门锁应急维修', { subsidised: false }],
  ['outing', '陪同外出', 'mobility', 'hour', 2_000, '陪同外出办事、散步'],
  ['transport', '接送', 'mobility', 'time', 3_000, '接送就医或办事', { subsidised: false }],
  ['talk-visit', '陪聊巡访', 'comfort', 'hour', 2_000, '上门陪聊，查看居住安全'],
  ['counselling', '心理疏导', 'comfort', 'hour', 5_000, '由社工或心理咨询师疏导', { subsidised: false }],
  ['care-call', '关爱电话', 'comfort', 'time', 0, '定期电话问候'],
];

export const CATALOGUE_TEMPLATE: readonly CatalogueItem[] = ITEM_ROWS.map(
  ([code, name, aid, unit, priceFen, content, more = {}]) => ({
    ...{ code, name, aid, unit, priceFen, content, standard: '按服务规范操作，老人确认' },
    ...{ classes: [], subsidised: true, twoPeople: false, certificate: null, ...more },
  }),
);
