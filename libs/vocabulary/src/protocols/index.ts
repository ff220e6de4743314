import type { AlertKind } from '../codes/signals.js';
import type { ProtocolCard, ProtocolCards, ProtocolQuestion } from './card.js';
import { FIRE, GAS, LOST, SILENT, WORK } from './danger.js';
import { PRESS, SOFT_SIGNS } from './press.js';

export type { ProtocolCard, ProtocolChoice, ProtocolQuestion } from './card.js';

/** Every version of every card. What forbids a call or an entry stands before what only asks. */
export const PROTOCOL_CARDS: ProtocolCards = [SILENT, GAS, FIRE, LOST, PRESS, SOFT_SIGNS, WORK];

/** The newest version of the first card that is about one of these kinds. */
export function protocolCardFor(kinds: readonly AlertKind[]): ProtocolCard | null {
  const first = PROTOCOL_CARDS.find((card) => card.kinds.some((kind) => kinds.includes(kind)));
  if (first === undefined) return null;
  return PROTOCOL_CARDS.filter(({ id }) => id === first.id).reduce((a, b) => (b.version > a.version ? b : a));
}

/** The question as it was worded in that version; `null`: of a newer server. */
export const protocolQuestionOf = (card: string, version: number, question: string): ProtocolQuestion | null =>
  PROTOCOL_CARDS.find((one) => one.id === card && one.version === version)?.questions.find(
    ({ code }) => code === question,
  ) ?? null;
