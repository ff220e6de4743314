import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from './messages.js';
import { ThemeChoice } from './theme-choice.js';

beforeAll(() => startI18n('console', { zh, en }));
beforeEach(() => localStorage.clear());
afterEach(cleanup);

const choice = () => screen.getByRole<HTMLSelectElement>('combobox', { name: '日间夜间' });
const theme = () => document.documentElement.dataset['theme'];
const shows = (accountId: string) => render(<ThemeChoice accountId={accountId} />);

describe('light and night', () => {
  it('follow the system until one is chosen, and again when that is chosen', async () => {
    shows('a');
    expect([choice().value, theme()]).toEqual(['system', undefined]);
    await userEvent.selectOptions(choice(), '夜间');
    expect(theme()).toBe('night');
    await userEvent.selectOptions(choice(), '日间');
    expect(theme()).toBe('day');
    await userEvent.selectOptions(choice(), '跟随系统');
    expect(theme()).toBeUndefined();
  });

  it('are kept on this PC for one account, and are no choice of the next', async () => {
    shows('a');
    await userEvent.selectOptions(choice(), '夜间');
    cleanup();
    expect(theme()).toBeUndefined();
    shows('b');
    expect([choice().value, theme()]).toEqual(['system', undefined]);
    cleanup();
    shows('a');
    expect([choice().value, theme()]).toEqual(['night', 'night']);
  });

  it('follow what the same account chooses in another window', () => {
    shows('a');
    localStorage.setItem('silverbell.console.theme.a', 'night');
    act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'silverbell.console.theme.a' })));
    expect(theme()).toBe('night');
  });

  it('do as the system does when what was kept is no theme', () => {
    localStorage.setItem('silverbell.console.theme.a', 'pink');
    shows('a');
    expect([choice().value, theme()]).toEqual(['system', undefined]);
  });
});
