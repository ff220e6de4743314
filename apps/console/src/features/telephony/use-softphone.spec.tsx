import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { FakeSoftphone } from './fake.softphone.js';
import { useSoftphone } from './use-softphone.js';

afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

function used(extension: string | null) {
  const phones: FakeSoftphone[] = [];
  const start = jest.fn(() => {
    const phone = new FakeSoftphone();
    phones.push(phone);
    return Promise.resolve(phone);
  });
  const hook = renderHook(({ of }: { of: string | null }) => useSoftphone(of, start), {
    initialProps: { of: extension },
  });
  return { ...hook, phones, start, turnsTo: (of: string | null) => hook.rerender({ of }) };
}

describe('the phone of a desk', () => {
  it('is not even loaded while she is off duty or has no extension', () => {
    const { result, start } = used(null);
    expect(result.current).toEqual({ phone: null, state: null });
    expect(start).not.toHaveBeenCalled();
  });

  it('registers when duty begins, and leaves when it ends', async () => {
    const { result, phones, turnsTo } = used(null);
    turnsTo('801');
    await waitFor(() => expect(phones).toHaveLength(1));
    await waitFor(() => expect(result.current.phone).toBe(phones[0]));
    act(() => phones[0]?.accepts());
    expect(result.current.state).toEqual({ line: 'registered', leg: null });
    turnsTo(null);
    await waitFor(() => expect(result.current.state).toBeNull());
    expect(phones[0]?.stopped).toBe(true);
  });

  it('ends no call that goes on: it leaves when that is over', async () => {
    const { result, phones, turnsTo } = used('801');
    await waitFor(() => expect(result.current.phone).toBe(phones[0]));
    act(() => phones[0]?.rings());
    turnsTo(null);
    expect([phones[0]?.stopped, result.current.state?.leg?.state]).toEqual([false, 'ringing']);
    act(() => phones[0]?.callerHangsUp());
    await waitFor(() => expect(phones[0]?.stopped).toBe(true));
  });

  it('says that it is lost when its program cannot be loaded, and tries again', async () => {
    jest.useFakeTimers();
    const phone = new FakeSoftphone();
    const start = jest
      .fn<() => Promise<FakeSoftphone>>()
      .mockRejectedValueOnce(new Error('offline'))
      .mockResolvedValue(phone);
    const { result } = renderHook(() => useSoftphone('801', start));
    await act(() => jest.advanceTimersByTimeAsync(0));
    expect(result.current.state?.line).toBe('lost');
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    expect(result.current.phone).toBe(phone);
  });
});
