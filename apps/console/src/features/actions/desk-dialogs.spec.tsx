import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown, withDialogs } from '../../shared/testing/shown.js';
import type { ActionAsked } from '../../shared/action-asked.js';
import { ActionDialog } from './action-dialog.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

function shows(action: ActionAsked['action'], more: Parameters<typeof incidentOf>[0] = {}) {
  const incident = incidentOf({ id: `of-${action}`, ...more });
  const onClose = jest.fn();
  const { calls } = shown(
    <ActionDialog
      asked={{ action, incidentId: incident.id }}
      incident={incident}
      timeZone="Asia/Shanghai"
      onAsk={jest.fn()}
      onClose={onClose}
    />,
    { shelve: incident, openTask: {}, verdict: incident, incident },
  );
  const sent = (name: string) => calls.mock.calls.flatMap(([route, input]) => (route === name ? [input] : []));
  return { onClose, sent };
}
const choose = (field: string, option: string) =>
  userEvent.selectOptions(screen.getByRole('combobox', { name: field }), option);

describe('a dialog of the desk', () => {
  it.each(['shelve', 'near-miss', 'call-back', 'verdict', 'hold', 'note', 'close'] as const)(
    '%s names the person and the place it is about (H20)',
    (action) => {
      shows(action);
      expect(screen.getByRole('dialog').textContent).toContain('周月娥');
      expect(screen.getByRole('dialog').textContent).toContain('桃源村五组');
    },
  );

  it('holds for a reason that says how long it lasts at most', async () => {
    const { sent } = shows('hold');
    await choose('理由', '等120（最多 5 分钟）');
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    expect(sent('hold')).toMatchObject([{ body: { reason: 'waiting-120' } }]);
  });

  it('shelves with a reason and an end, and sends nothing without a reason', async () => {
    const { sent } = shows('shelve');
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    expect(sent('shelve')).toEqual([]);
    await choose('理由', '已报修');
    await choose('搁置多久', '8 小时');
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    expect(sent('shelve')).toMatchObject([{ body: { reason: 'repair-ordered', hours: 8 } }]);
  });

  it('reports a near miss of this case, without a name when that is wanted', async () => {
    const { sent, onClose } = shows('near-miss');
    await userEvent.type(screen.getByRole('textbox'), '两位同名老人，差点派错');
    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    expect(sent('openTask')).toMatchObject([
      { body: { kind: 'near-miss', incidentId: 'of-near-miss', anonymous: true, note: '两位同名老人，差点派错' } },
    ]);
    expect(onClose).toHaveBeenCalled();
  });

  it('promises a call for a time, about this case', async () => {
    const { sent } = shows('call-back');
    await userEvent.type(screen.getByRole('textbox'), '问膝盖还疼不疼');
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    expect(sent('openTask')).toMatchObject([{ body: { kind: 'call-back', note: '问膝盖还疼不疼' } }]);
  });

  it('preselects no verdict', () => {
    shows('verdict');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '核实结论' }).value).toBe('');
  });
});
