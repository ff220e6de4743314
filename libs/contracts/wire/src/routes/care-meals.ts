import type { Role } from '@silverbell/vocabulary';
import {
  attendMealRequest,
  cancelMealRequest,
  changeMealPointRequest,
  createMealBookingRequest,
  createMealPointRequest,
  mealBookingOnWire,
  mealBookingPage,
  mealBookingQuery,
  mealPointOnWire,
  mealPointPage,
  mealPointQuery,
  refuseMealRequest,
} from '../http/index.js';
import { idempotentWrite } from './idempotent-write.js';
import type { Route } from './route.js';
import { look, words } from './shape.js';

/** Run the meal points. */
const POINT: readonly Role[] = ['community-officer', 'village-cadre', 'township-officer'];
const KEEP_POINTS: readonly Role[] = ['community-officer', 'township-officer', 'county-officer'];
const BOOK: readonly Role[] = [...POINT, 'operator', 'lead', 'family'];
const READ: readonly Role[] = [...BOOK, 'county-officer', 'supervisor'];

/** Meal points and booked meals (CR-59). */
export const CARE_MEAL_ROUTES = {
  mealPoints: {
    ...look('mealPoints', READ, 'care', mealPointPage, words('助餐点', 'Meal points')),
    query: mealPointQuery,
  },
  createMealPoint: {
    ...idempotentWrite(
      'createMealPoint',
      KEEP_POINTS,
      'care',
      createMealPointRequest,
      mealPointOnWire,
      words('新建助餐点', 'Make a meal point'),
      ['not-found', 'id-taken', 'feature-off', 'facility-unknown'],
    ),
    status: 201,
  },
  changeMealPoint: {
    ...idempotentWrite(
      'changeMealPoint',
      KEEP_POINTS,
      'care',
      changeMealPointRequest,
      mealPointOnWire,
      words('修改助餐点', 'Change a meal point'),
      ['stale-version', 'feature-off', 'facility-unknown'],
    ),
    ifMatch: true,
  },
  mealBookings: {
    ...look('mealBookings', READ, 'care', mealBookingPage, words('订餐列表', 'Booked meals')),
    query: mealBookingQuery,
  },
  createMealBooking: {
    ...idempotentWrite(
      'createMealBooking',
      BOOK,
      'care',
      createMealBookingRequest,
      mealBookingOnWire,
      words('订餐', 'Book a meal'),
      ['not-found', 'id-taken', 'feature-off', 'senior-not-served', 'booking-closed', 'meal-booked'],
    ),
    status: 201,
  },
  attendMeal: {
    ...idempotentWrite(
      'attendMeal',
      POINT,
      'care',
      attendMealRequest,
      mealBookingOnWire,
      words('取餐', 'A meal was taken'),
      [...(['stale-version', 'meal-state', 'feature-off', 'clock-skewed'] as const)],
    ),
    ifMatch: true,
  },
  refuseMeal: {
    ...idempotentWrite(
      'refuseMeal',
      POINT,
      'care',
      refuseMealRequest,
      mealBookingOnWire,
      words('拒收', 'A meal was refused'),
      [...(['stale-version', 'meal-state', 'feature-off'] as const)],
    ),
    ifMatch: true,
  },
  cancelMeal: {
    ...idempotentWrite(
      'cancelMeal',
      BOOK,
      'care',
      cancelMealRequest,
      mealBookingOnWire,
      words('退订', 'Cancel a meal'),
      [...(['stale-version', 'meal-state', 'feature-off'] as const)],
    ),
    ifMatch: true,
  },
} as const satisfies Record<string, Route>;
