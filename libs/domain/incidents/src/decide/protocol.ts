import { type Refusal, refuse } from '@silverbell/kernel';
import type { CommandOf } from '../commands.js';
import { cardOf } from '../protocol.js';
import { record, type DecisionDraft } from './decision-draft.js';

/** Only what the card asks now can be answered: a page that stayed open over a change of the card is told so. */
export function answerProtocol(draft: DecisionDraft, command: CommandOf<'answer-protocol'>): Refusal | null {
  const { card, cardVersion, question, answer } = command;
  const now = cardOf(draft.incident);
  const choices = now?.questions.find(({ code }) => code === question)?.choices ?? [];
  if (now === null || now.id !== card || now.version !== cardVersion || !choices.some(({ code }) => code === answer))
    return refuse('protocol-changed');
  const known = draft.incident.protocol?.find((one) => one.card === card && one.question === question);
  if (known?.answer !== answer || known.cardVersion !== cardVersion)
    record(draft, { type: 'protocol-answered', card, cardVersion, question, answer });
  return null;
}
