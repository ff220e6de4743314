import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, screen } from '@testing-library/react';
import { shown } from '../shared/testing/shown.js';
import { en, zh } from './messages.js';
import { NavBar } from './nav-bar.js';
import { pages } from './pages.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

describe('the links to the pages', () => {
  it('count what waits and what was promised, and no zero', () => {
    shown(<NavBar pages={pages} waiting={3} callBacks={2} coverage={false} />);
    expect(screen.getByRole('link', { name: /^事件/ }).textContent).toBe('事件3 待受理');
    expect(screen.getByRole('link', { name: /^待办/ }).textContent).toBe('待办回拨 2');
    cleanup();
    shown(<NavBar pages={pages} waiting={0} callBacks={0} coverage={false} />);
    expect(screen.getByRole('link', { name: /^待办/ }).textContent).toBe('待办');
  });
});
