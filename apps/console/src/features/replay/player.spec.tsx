import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { TimelineEntry } from '@silverbell/wire';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { Player, type Playing } from './player.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

const T0 = Date.parse('2026-11-28T06:00:00Z');
const at = (s: number): string => new Date(T0 + s * 1_000).toISOString();
const entry = (type: string, s: number) => ({ seq: s, type, at: at(s), data: {} }) as unknown as TimelineEntry;
const timeline = [
  entry('raised', 0),
  entry('attended', 20),
  entry('arrived', 400),
  entry('closed', 600),
  entry('archived', 900),
];
const incident = incidentOf({ raisedAt: at(0), closedAt: at(600), timeline });

function Replayed() {
  const [playing, setPlaying] = useState<Playing>({ atMs: T0, playing: false, speed: 8 });
  return <Player incident={incident} playing={playing} onPlaying={setPlaying} timeZone="Asia/Shanghai" />;
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const slider = () => screen.getByRole('slider', { name: '时间' });
/** How far it is, in seconds since the first event. */
const second = () => (Number((slider() as HTMLInputElement).value) - T0) / 1_000;

describe('the player of a replay', () => {
  it('goes from event to event, both ways, and not beyond the first and the last', () => {
    render(<Replayed />);
    const after: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      press('下一个事项');
      after.push(second());
    }
    expect(after).toEqual([20, 400, 600, 600]);
    press('上一个事项');
    expect(second()).toBe(400);
    for (let n = 0; n < 3; n += 1) press('上一个事项');
    expect(second()).toBe(0);
  });

  it('follows the slider, whose value is said as the time of the county', () => {
    render(<Replayed />);
    fireEvent.change(slider(), { target: { value: String(T0 + 61_000) } });
    expect(slider().getAttribute('aria-valuetext')).toBe('14:01:01');
    expect(screen.getByText('01:01 / 10:00')).toBeTruthy();
  });

  it('plays by itself at its speed, stops at the end, and begins anew', () => {
    jest.useFakeTimers();
    render(<Replayed />);
    press('播放');
    act(() => void jest.advanceTimersByTime(10_000));
    expect(second()).toBe(80);
    press('30×');
    act(() => void jest.advanceTimersByTime(60_000));
    expect(second()).toBe(600);
    press('播放');
    expect(second()).toBe(0);
    press('暂停');
    act(() => void jest.advanceTimersByTime(10_000));
    expect(second()).toBe(0);
  });

  it('stands still when an event is chosen while it plays', () => {
    jest.useFakeTimers();
    render(<Replayed />);
    press('播放');
    press('下一个事项');
    act(() => void jest.advanceTimersByTime(5_000));
    expect(second()).toBe(20);
    expect(screen.getByRole('button', { name: '播放' })).toBeTruthy();
  });
});
