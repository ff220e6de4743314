import type { ServiceOrderState } from '@silverbell/vocabulary';
import type { OrderCommandType, OrderRole } from './order.js';

/** A row of a table of commands; the clock may do more than people in some. */
interface Row {
  readonly states: readonly ServiceOrderState[];
  readonly roles: readonly OrderRole[];
  readonly byClock?: readonly ServiceOrderState[];
}

const VOICES = ['senior', 'contact', 'follow-up'] as const;
/** Who takes down what she says, beside herself and her contact. */
const ON_HER_WORD = ['operator', 'community', 'township'] as const;
const ON_SITE = ['worker'] as const;

/** CR-30, line by line. */
export const ORDER_TABLE: Readonly<Record<OrderCommandType, Row>> = {
  assign: { states: ['planned', 'assigned'], roles: ['provider', 'clock', 'stand-in'] },
  decline: { states: ['assigned'], roles: ['provider', 'worker'] },
  /** A certificate ends, a worker is suspended or replaced (CR-31, CR-51). */
  return: { states: ['assigned'], roles: ['clock'] },
  /** The person moved (CR-22). */
  move: { states: ['planned', 'assigned'], roles: ['clock'] },
  'report-late': { states: ['planned', 'assigned'], roles: ['clock'] },
  miss: { states: ['planned', 'assigned'], roles: ['clock'] },
  start: { states: ['assigned', 'missed'], roles: ['worker'] },
  'no-entry': { states: ['assigned'], roles: ['worker'] },
  finish: { states: ['started'], roles: ['worker'] },
  interrupt: { states: ['started'], roles: ['worker', 'clock'] },
  alarm: { states: ['assigned', 'started'], roles: ['worker'] },
  confirm: { states: ['finished', 'confirmed-silent'], roles: [...VOICES, ...ON_HER_WORD, ...ON_SITE] },
  dispute: { states: ['finished', 'confirmed-silent'], roles: [...VOICES, ...ON_HER_WORD] },
  'confirm-silently': { states: ['finished'], roles: ['clock'] },
  settle: { states: ['disputed'], roles: ['township'] },
  review: { states: ['finished', 'confirmed', 'confirmed-silent'], roles: ['provider', 'township'] },
  rate: {
    states: ['finished', 'confirmed-silent', 'disputed', 'confirmed'],
    roles: ['senior', 'contact', ...ON_HER_WORD, ...ON_SITE],
  },
  quote: { states: ['planned', 'assigned'], roles: ['provider'] },
  'accept-quote': { states: ['planned', 'assigned'], roles: ['senior', 'contact', ...ON_HER_WORD, ...ON_SITE] },
  cancel: {
    states: ['planned', 'assigned'],
    roles: ['provider', 'senior', 'contact', 'operator', 'community', 'township', 'clock'],
  },
  void: {
    ...{ states: ['finished', 'confirmed'], roles: ['township', 'clock'] },
    // behind her last day nothing is paid, however the visit ended (CR-27)
    byClock: ['finished', 'confirmed', 'confirmed-silent', 'interrupted', 'disputed'],
  },
};

/** The states in which a role may give a command; of a role that may not there are none. */
export function statesFor(type: OrderCommandType, role: OrderRole): readonly ServiceOrderState[] {
  const { states, roles, byClock } = ORDER_TABLE[type];
  if (!roles.includes(role)) return [];
  return role === 'clock' && byClock !== undefined ? byClock : states;
}

/** The commands that a state takes from a role, for `allowedActions`. */
export const orderActions = (state: ServiceOrderState, role: OrderRole): readonly OrderCommandType[] =>
  (Object.keys(ORDER_TABLE) as OrderCommandType[]).filter((type) => statesFor(type, role).includes(state));
