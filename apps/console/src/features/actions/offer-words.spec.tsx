import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { Candidate } from '@silverbell/wire';
import { cleanup, screen } from '@testing-library/react';
import { en, zh } from '../../app/messages.js';
import type { ActionAsked } from '../../shared/action-asked.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { shown, withDialogs } from '../../shared/testing/shown.js';
import { ActionDialog } from './action-dialog.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const open = { state: 'open', id: 'o', overReason: null } as Candidate['offer'];
const candidate = (id: string, name: string, words: string, offer: Candidate['offer'] = null) =>
  ({ helper: { id, name }, words, offer }) as Candidate;
const items = [candidate('a', '王海涛', '一', open), candidate('b', '邓玲', '二'), candidate('c', '李文静', '三')];

function shows(asked: Omit<ActionAsked, 'incidentId'>) {
  const incident = incidentOf({ allowedActions: ['wave', 'offer'] });
  shown(
    <ActionDialog
      asked={{ ...asked, incidentId: incident.id }}
      incident={incident}
      timeZone="Asia/Shanghai"
      onAsk={jest.fn()}
      onClose={jest.fn()}
    />,
    { candidates: { items, barred: [] } },
  );
}

describe('the words of an offer, before it is sent (H20)', () => {
  it('are those of each who is asked', async () => {
    shows({ action: 'offer', helpers: [items[1]!.helper, items[2]!.helper] });
    expect(await screen.findByText('给邓玲的短信：“二”')).toBeTruthy();
    expect(screen.getByText('给李文静的短信：“三”')).toBeTruthy();
    expect(screen.queryByText(/王海涛/)).toBeNull();
  });

  it('of a wave are those of the first who was not asked yet', async () => {
    shows({ action: 'wave' });
    expect(await screen.findByText('给邓玲的短信：“二”')).toBeTruthy();
    expect(screen.getByText('其余各人的短信相同，只是分钟数不同。')).toBeTruthy();
  });
});
