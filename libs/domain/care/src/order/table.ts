import type { ServiceOrderState } from '@silverbell/vocabulary';
import { commandsIn, type CommandTable } from '../command-table.js';
import type { OrderCommandType, OrderRole } from './order.js';

const VOICES = ['senior', 'contact', 'follow-up'] as const;
/** Who takes down what she says, beside herself and her contact. */
const ON_HER_WORD = ['operator', 'community', 'township'] as const;
const ON_SITE = ['worker'] as const;

/** CR-30, line by line. */
export const ORDER_TABLE: CommandTable<OrderCommandType, ServiceOrderState, OrderRole> = {
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
  void: { states: ['finished', 'confirmed'], roles: ['township', 'clock'] },
};

/** The commands that a state takes from a role, for `allowedActions`. */
export const orderActions = (state: ServiceOrderState, role: OrderRole): readonly OrderCommandType[] =>
  commandsIn(ORDER_TABLE, state, role);
