import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { useDesk, useMapWindow } from './map-window.js';

/** Browsers have it; the document of a test does not. */
class Channel {
  static readonly all = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor(readonly name: string) {
    Channel.all.add(this);
  }
  postMessage(data: unknown): void {
    // a page that is gone says nothing any more
    if (!Channel.all.has(this)) return;
    for (const one of Channel.all) if (one !== this && one.name === this.name) one.onmessage?.({ data });
  }
  close(): void {
    Channel.all.delete(this);
  }
}

beforeEach(() => {
  jest.useFakeTimers();
  globalThis.BroadcastChannel = Channel as unknown as typeof BroadcastChannel;
});
afterEach(() => {
  cleanup();
  Channel.all.clear();
  jest.useRealTimers();
});

describe('a second window with the map', () => {
  const desk = (selectedId: string | null, onSelect = jest.fn()) =>
    renderHook(({ id }) => useMapWindow('me', id, onSelect), { initialProps: { id: selectedId } });

  it('takes the map from the desk while it is open, and gives it back when it is closed', () => {
    const { result } = desk(null);
    expect(result.current.away).toBe(false);
    const other = renderHook(() => useDesk('me'));
    expect(result.current.away).toBe(true);
    act(() => other.unmount());
    expect(result.current.away).toBe(false);
  });

  it('shows the case that is open at the desk, and opens there what is pressed in it', () => {
    const onSelect = jest.fn();
    const at = desk('a', onSelect);
    const other = renderHook(() => useDesk('me'));
    expect(other.result.current.selectedId).toBe('a');
    act(() => at.rerender({ id: 'b' }));
    expect(other.result.current.selectedId).toBe('b');
    act(() => other.result.current.select('c'));
    expect(onSelect.mock.calls.at(-1)).toEqual(['c']);
  });

  it('is missed after 6 s when it crashed without a word', () => {
    const { result } = desk(null);
    renderHook(() => useDesk('me'));
    act(() => {
      jest.advanceTimersByTime(5_000);
    });
    expect(result.current.away).toBe(true);
    for (const one of [...Channel.all].slice(1)) Channel.all.delete(one);
    act(() => {
      jest.advanceTimersByTime(6_000);
    });
    expect(result.current.away).toBe(false);
  });

  it('is nothing to a colleague at the same browser', () => {
    const { result } = desk(null);
    renderHook(() => useDesk('somebody-else'));
    expect(result.current.away).toBe(false);
  });
});
