import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { IncidentSummary } from '@silverbell/wire';
import { cleanup, renderHook } from '@testing-library/react';
import { clock } from '../shared/app-client.js';
import { summaryOf } from '../shared/testing/incidents.js';
import type { Desk } from './alarm.js';
import { en, zh } from './messages.js';
import { askForNotices, useSecondPath } from './second-path.js';

interface Shown {
  readonly title: string;
  readonly body: string;
  closed: boolean;
}
let shown: Shown[];
let asked: number;
class FakeNotification {
  static permission = 'granted';
  static requestPermission = () => Promise.resolve(void (asked += 1));
  readonly #one: Shown;
  constructor(title: string, { body }: { body: string }) {
    this.#one = { title, body, closed: false };
    shown.push(this.#one);
  }
  close(): void {
    this.#one.closed = true;
  }
}

const RAISED = Date.parse(summaryOf().raisedAt);
const bell = 'data:image/svg+xml,bell';
beforeAll(() => startI18n('console', { zh, en }));
beforeEach(() => {
  shown = [];
  asked = 0;
  FakeNotification.permission = 'granted';
  Object.assign(globalThis, { Notification: FakeNotification });
  document.head.innerHTML = `<link rel="icon" href="${bell}">`;
  at(0);
  looksAt(false);
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const at = (second: number) => jest.spyOn(clock, 'second').mockReturnValue(RAISED + second * 1_000);
const looksAt = (focused: boolean) => jest.spyOn(document, 'hasFocus').mockReturnValue(focused);
const icon = () => document.querySelector<HTMLLinkElement>('link')?.href ?? '';
const casesOf = (...all: Partial<IncidentSummary>[]) =>
  new Map(all.map((more, n) => [String(n), summaryOf({ id: String(n), ...more })]));
const FIRST: Desk = { me: 'me', isSecond: () => false };
const attended = { attention: { state: 'attended', by: { id: 'li', name: '李文静' }, since: '' } } as never;
function path(cases: ReadonlyMap<string, IncidentSummary>, desk = FIRST, onDuty = true) {
  const { rerender } = renderHook((given) => useSecondPath(given.cases, given.desk, onDuty), {
    initialProps: { cases, desk },
  });
  return { becomes: (next: ReadonlyMap<string, IncidentSummary>) => rerender({ cases: next, desk }) };
}

describe('the second path of the alarm', () => {
  it('is the title, the octagon and a notification, and all of them go when it is attended', () => {
    const { becomes } = path(casesOf({}));
    expect(document.title).toBe('（1）一级待受理');
    expect(icon()).toContain('b3001b');
    expect(shown).toMatchObject([{ title: '（1）一级待受理', closed: false }]);
    becomes(casesOf(attended));
    expect(document.title).toBe('银铃坐席台');
    expect(icon()).toBe(bell);
    expect(shown).toMatchObject([{ closed: true }]);
  });

  it('has no name and no address (H19)', () => {
    path(casesOf({}));
    expect(shown).toHaveLength(1);
    expect(JSON.stringify(shown)).not.toMatch(/周月娥|桃源村/);
  });

  it('notifies of each P1 once, and again of one that falls back', () => {
    const { becomes } = path(casesOf({}));
    becomes(casesOf({ signalCount: 2 }));
    expect(shown).toHaveLength(1);
    becomes(casesOf({}, {}));
    expect(shown).toHaveLength(2);
    becomes(casesOf(attended, {}));
    becomes(casesOf({}, {}));
    expect(shown).toHaveLength(3);
  });

  it('does not notify of a P2, off duty, without permission, or while the page is looked at', () => {
    path(casesOf({ severity: 2 }));
    expect([document.title, icon()]).toEqual(['（1）银铃坐席台', bell]);
    path(casesOf({}), FIRST, false);
    FakeNotification.permission = 'denied';
    path(casesOf({}));
    FakeNotification.permission = 'granted';
    looksAt(true);
    path(casesOf({}));
    expect(shown).toEqual([]);
  });

  it('notifies a second desk 15 s after the receipt', () => {
    const second: Desk = { me: 'me', isSecond: () => true };
    at(14);
    path(casesOf({}), second);
    expect(shown).toEqual([]);
    at(15);
    path(casesOf({}), second);
    expect(shown).toHaveLength(1);
  });

  it('asks for permission once, where the browser has not been told', () => {
    askForNotices();
    expect(asked).toBe(0);
    FakeNotification.permission = 'default';
    askForNotices();
    expect(asked).toBe(1);
  });
});
