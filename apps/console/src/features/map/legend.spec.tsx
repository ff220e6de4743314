import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { en, zh } from '../../app/messages.js';
import { Legend } from './legend.js';
import { helperWords } from './markers-of.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

describe('the legend of the map', () => {
  it('says no more of a helper than the map knows: neither a task nor duty', () => {
    render(<Legend />);
    const words = screen.getAllByRole('listitem').map((one) => one.textContent);
    expect(words.slice(3, 7)).toEqual(['助老员', '按驻地', '超 60 秒', '位置过期']);
  });

  it('calls a sign as the pointer does', () => {
    render(<Legend />);
    const t = i18next.getFixedT('zh-CN', 'console');
    for (const look of ['based', 'expired'] as const) {
      const how = helperWords('', look, 0, t).split(' · ')[1]!.split(' ')[0]!;
      expect(screen.getByText(how)).toBeTruthy();
    }
  });
});
