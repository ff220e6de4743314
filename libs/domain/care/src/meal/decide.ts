import { assertNever, isRefusal, minutes, refuse, type Instant, type Refusal } from '@silverbell/kernel';
import type { EconomicClass, MealBookingState } from '@silverbell/vocabulary';
import { commandsIn, type CommandTable } from '../command-table.js';
import { DEFAULT_ORDER_LIMITS } from '../order/order.js';
import { evolve } from './evolve.js';
import type {
  MealActor,
  MealBooking,
  MealCommand,
  MealCommandType,
  MealEvent,
  MealPoint,
  MealRole,
} from './meal-booking.js';

/** The table of the README. */
export const MEAL_TABLE: CommandTable<MealCommandType, MealBookingState, MealRole> = {
  attend: { states: ['booked', 'not-fetched'], roles: ['point'] },
  /** Of a delivered one that was taken at the door: it was found untouched. */
  refuse: { states: ['booked', 'not-fetched', 'attended'], roles: ['point'] },
  cancel: { states: ['booked'], roles: ['point', 'desk', 'contact'] },
  close: { states: ['booked'], roles: ['clock'] },
};
/** Who may book for a person. */
export const MEAL_BOOKERS: readonly MealRole[] = ['point', 'desk', 'contact'];

export const mealActions = (state: MealBookingState, role: MealRole): readonly MealCommandType[] =>
  commandsIn(MEAL_TABLE, state, role);

export interface MealDecided {
  readonly events: readonly MealEvent[];
  readonly after: MealBooking;
}

/** A command, to facts or to a refusal (CR-59). Pure: the time comes with it. */
export function decide(
  booking: MealBooking,
  command: MealCommand,
  { now, by }: { readonly now: Instant; readonly by: MealActor },
): MealDecided | Refusal {
  const { states, roles } = MEAL_TABLE[command.type];
  if (!roles.includes(by.role)) return refuse('not-allowed', { role: by.role, action: command.type });
  if (!states.includes(booking.state)) return refuse('meal-state', { state: booking.state, action: command.type });
  const event = eventOf(booking, command, now, by);
  if (isRefusal(event)) return event;
  return { events: [event], after: evolve(booking, event) };
}

function eventOf(booking: MealBooking, command: MealCommand, now: Instant, by: MealActor): MealEvent | Refusal {
  switch (command.type) {
    case 'attend': {
      const { at, means, by: taker } = command;
      const tolerance = minutes(DEFAULT_ORDER_LIMITS.clockAheadMin);
      if (at > now + tolerance) return refuse('clock-skewed', { aheadS: Math.round((at - now) / 1_000) });
      if (at < booking.opensAt - EARLY || at > booking.closesAt + LATE)
        return refuse('meal-other-time', { on: booking.on });
      return { type: 'attended', at: now, by, taken: { at, means, by: taker, inPerson: taker === 'senior' } };
    }
    case 'refuse':
      if (booking.state === 'attended' && booking.taken?.means !== 'delivery')
        return refuse('meal-state', { state: booking.state, action: 'refuse' });
      return { type: 'refused', at: now, by, untouched: command.untouched || booking.state === 'attended' };
    case 'cancel':
      return now >= booking.closesAt
        ? refuse('meal-state', { state: booking.state, action: 'cancel' })
        : { type: 'cancelled', at: now, by };
    case 'close':
      return { type: 'not-fetched', at: now, by };
    default:
      return assertNever(command, 'command of a meal');
  }
}

/** Deliveries leave before the doors open, and come back after they close. */
const EARLY = minutes(120);
const LATE = minutes(240);

/** What the public adds for her class; an unknown class gets nothing. */
export function mealSubsidy(
  { priceFen, subsidies }: Pick<MealPoint, 'priceFen' | 'subsidies'>,
  of: EconomicClass,
): number {
  const subsidyFen = subsidies.find(({ economicClass }) => economicClass === of)?.fen ?? 0;
  return Math.min(priceFen, subsidyFen);
}
