import type * as codes from '../codes/care-meals.js';
import { label, type Labels } from '../label.js';

export const MEAL_BOOKING_STATE_LABELS: Labels<codes.MealBookingState> = {
  booked: label('已订餐', 'Booked'),
  attended: label('已取餐', 'Taken'),
  'not-fetched': label('未取餐', 'Not fetched'),
  refused: label('拒收或未动', 'Refused or untouched'),
  cancelled: label('已退订', 'Cancelled'),
};

export const MEAL_MEANS_LABELS: Labels<codes.MealMeans> = {
  card: label('刷卡', 'Card'),
  code: label('扫码', 'Code'),
  'name-list': label('名单', 'Name list'),
  'phone-digits': label('手机尾号', 'Digits of her telephone'),
  delivery: label('送餐签收', 'Delivered and signed for'),
};

export const MEAL_TAKER_LABELS: Labels<codes.MealTaker> = {
  senior: label('本人', 'She herself'),
  family: label('家属', 'Family'),
  neighbour: label('邻居', 'A neighbour'),
  helper: label('助老员', 'A helper'),
  other: label('他人', 'Another person'),
};
