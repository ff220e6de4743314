import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown } from '../../shared/testing/shown.js';
import { ProtocolCard } from './protocol-card.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const said = (question: string, answer: string) => ({
  ...{ card: 'press', cardVersion: 1, question, answer, at: '2026-11-28T06:00:10.000Z', by: null },
});
function shows(more: Parameters<typeof incidentOf>[0] = {}) {
  const incident = incidentOf({ allowedActions: ['protocol'], ...more });
  const onAsk = jest.fn();
  const { calls } = shown(<ProtocolCard incident={incident} onAsk={onAsk} />, { protocol: incident, incident });
  return { calls, onAsk };
}
const answersSent = (calls: jest.Mock) =>
  calls.mock.calls.flatMap(([name, sent]) => (name === 'protocol' ? [(sent as { body: object }).body] : []));
const card = () => screen.getByRole('region', { name: /协议卡/ });

describe('the protocol card', () => {
  it('asks where she is first, in the words as written, with its version', () => {
    shows();
    expect(card().id).toBe('protocol-card');
    expect(card().textContent).toContain('第 1 版');
    expect(screen.getAllByRole('group')[0]?.getAttribute('aria-label')).toBe('先确认地点：您在家里吗？在哪个房间？');
  });

  it('sends an answer with the version that was read out', async () => {
    const { calls } = shows();
    await userEvent.click(screen.getByRole('button', { name: /在家，卧室/ }));
    expect(answersSent(calls)).toEqual([{ card: 'press', version: 1, question: 'where', answer: 'bedroom' }]);
  });

  it('takes a digit for the question that is open, and none with a modifier', async () => {
    const { calls } = shows({ protocol: [said('where', 'bedroom')] });
    fireEvent.keyDown(card(), { key: '2', altKey: true });
    fireEvent.keyDown(card(), { key: '9' });
    fireEvent.keyDown(card(), { key: '2' });
    await waitFor(() => expect(answersSent(calls)).toHaveLength(1));
    expect(answersSent(calls)).toEqual([{ card: 'press', version: 1, question: 'who', answer: 'differs' }]);
  });

  it('shows what was answered, and opens the verdict without choosing one', async () => {
    const { onAsk, calls } = shows({ protocol: [said('where', 'bedroom'), said('what', 'fell')] });
    expect(screen.getByRole('button', { name: '摔倒' }).getAttribute('aria-pressed')).toBe('true');
    await userEvent.click(screen.getByRole('button', { name: '给出核实结论…' }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'verdict' }]]);
    expect(answersSent(calls)).toEqual([]);
  });

  it('leads to what is read to 120, and calls nobody by itself', async () => {
    const { onAsk } = shows({ protocol: [said('what', 'chest-pain')] });
    await userEvent.click(screen.getByRole('button', { name: '呼叫 120…' }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'read-out', service: '120' }]]);
  });

  it('forbids a call back once a silent alarm joined', () => {
    shows({ kinds: ['sos', 'panic'], silent: true });
    expect(card().textContent).toContain('不回拨');
    expect(screen.queryByText(/您在家里吗/)).toBeNull();
  });

  it('may be read by a colleague, who cannot answer', () => {
    shows({ allowedActions: ['note'] });
    const buttons = within(card()).getAllByRole<HTMLButtonElement>('button');
    expect(buttons.every(({ disabled }) => disabled)).toBe(true);
  });
});
