import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS } from '../codes/signals.js';
import { PROTOCOL_CARDS, protocolCardFor, protocolQuestionOf } from './index.js';

describe('protocol cards', () => {
  it.each(ALERT_KINDS)('there is one for %s', (kind) => {
    expect(protocolCardFor([kind])?.kinds).toContain(kind);
  });

  it('name each version of a card, each question and each answer once', () => {
    const names = PROTOCOL_CARDS.flatMap((card) => [
      `${card.id}@${String(card.version)}`,
      ...card.questions.flatMap((question) => [
        `${card.id}@${String(card.version)} ${question.code}`,
        ...question.choices.map(({ code }) => `${card.id}@${String(card.version)} ${question.code} ${code}`),
      ]),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('have at most nine answers to a question: one digit each', () => {
    for (const { questions } of PROTOCOL_CARDS)
      for (const { choices } of questions) expect(choices.length).toBeLessThanOrEqual(9);
  });

  it('ask where she is before anything else when she can be spoken to', () => {
    expect(protocolCardFor(['sos'])?.questions[0]?.code).toBe('where');
  });

  it('keep silent when a panic button joins a press, and never send a helper into gas', () => {
    expect(protocolCardFor(['sos', 'panic'])?.id).toBe('silent');
    expect(protocolCardFor(['fall', 'gas'])?.rule['zh-CN']).toContain('不进门');
  });

  it('are found again in the version that was read out', () => {
    expect(protocolQuestionOf('press', 1, 'where')?.choices).toHaveLength(5);
    expect(protocolQuestionOf('press', 99, 'where')).toBeNull();
  });
});
