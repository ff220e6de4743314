import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { en, zh } from './messages.js';
import { shown, withDialogs } from '../shared/testing/shown.js';
import { HotkeyHelp } from './hotkey-help.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  withDialogs();
});
afterEach(cleanup);

describe('the help of the keyboard', () => {
  it('shows every key with what it does, and why it does nothing now', () => {
    const run = jest.fn();
    shown(
      <HotkeyHelp
        commands={[
          { id: 'note', keys: 'F9', press: 'F9', label: 'keys.note', off: null, run },
          { id: 'wave', keys: 'F7', press: 'F7', label: 'keys.wave', off: 'keys.off.noIncident', run },
          { id: 'release', keys: null, press: null, label: 'act.release', off: null, run },
        ]}
        onClose={jest.fn()}
      />,
    );
    const rows = screen.getAllByRole('row').map((row) => row.textContent);
    expect(rows).toContain('F9备注');
    expect(rows).toContain('F7派单（下一批）没有打开的事件');
    expect(rows.some((row) => row?.includes('放回'))).toBe(false);
    expect(rows).toContain('Ctrl+Enter在表单中确认');
  });
});
