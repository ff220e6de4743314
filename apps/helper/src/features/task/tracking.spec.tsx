import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, renderHook } from '@testing-library/react';
import { FakeGeolocation, hasOnPhone, pageIs } from '../../shared/testing/phone.js';
import { logsInAs, pageWithServer, type Asked } from '../../shared/testing/server.js';
import { useTracking } from './tracking.js';

// Once for all: the clock of the page only ever goes forward.
beforeAll(() => void jest.useFakeTimers());
afterAll(() => void jest.useRealTimers());

let gps: FakeGeolocation;
let takeAway: () => void;
beforeEach(() => {
  logsInAs('wang');
  gps = new FakeGeolocation();
  takeAway = hasOnPhone('geolocation', gps);
  pageIs('visible');
});
afterEach(() => {
  cleanup();
  takeAway();
});

const seconds = (n: number) => act(() => jest.advanceTimersByTimeAsync(n * 1_000));
const accepting = (): readonly Asked[] => pageWithServer({ 'PUT /me/position': ok, 'POST /me/position': ok });
const ok = () => ({ body: {} });
const latsOf = (asked: readonly Asked[]) => asked.map(({ body }) => (body as { lat: number }).lat);
const tracks = (active = true) => renderHook(({ on }) => useTracking(on), { initialProps: { on: active } });
const moves = async (lat: number): Promise<void> => {
  await act(async () => gps.isAt(lat, 119.03));
  await seconds(0);
};

describe('where a helper is', () => {
  it('is sent as soon as it is known, then every 10 s what is newest, and no fix twice', async () => {
    const asked = accepting();
    const { result } = tracks();
    await moves(30.1);
    expect(latsOf(asked)).toEqual([30.1]);
    expect(asked[0]?.body).toMatchObject({ lng: 119.03, accuracyM: 8 });
    await seconds(3);
    await moves(30.2);
    await moves(30.3);
    await seconds(8);
    expect(latsOf(asked)).toEqual([30.1, 30.3]);
    await seconds(30);
    expect(latsOf(asked)).toEqual([30.1, 30.3]);
    expect(result.current).toMatchObject({ refused: false, last: { lat: 30.3 } });
    expect(result.current.sentAt).not.toBeNull();
  });

  it('is not sent while the page is hidden, and is again when she looks at it', async () => {
    const asked = accepting();
    tracks();
    await moves(30.1);
    pageIs('hidden');
    await seconds(1);
    await moves(30.2);
    await seconds(30);
    expect(latsOf(asked)).toEqual([30.1]);
    pageIs('visible');
    await seconds(10);
    expect(latsOf(asked)).toEqual([30.1, 30.2]);
  });

  it('is neither read nor sent when nothing is to be tracked, from that moment on', async () => {
    const asked = accepting();
    const { rerender } = tracks();
    await moves(30.1);
    rerender({ on: false });
    expect(gps.watched).toBe(0);
    await moves(30.2);
    await seconds(60);
    expect(latsOf(asked)).toEqual([30.1]);
  });

  it('is said to be refused when she does not allow it, until she does', async () => {
    accepting();
    const { result } = tracks();
    await act(async () => gps.isNotAllowed());
    expect(result.current).toMatchObject({ refused: true, sentAt: null });
    await moves(30.1);
    expect(result.current.refused).toBe(false);
  });

  it('is sent again when it did not get through', async () => {
    const lost = pageWithServer({ 'PUT /me/position': () => 'no network', 'POST /me/position': () => 'no network' });
    const { result } = tracks();
    await moves(30.1);
    expect([lost.length, result.current.sentAt]).toEqual([1, null]);
    const asked = accepting();
    await seconds(10);
    expect(latsOf(asked)).toEqual([30.1]);
  });

  it('is given for an arrival without waiting while it is young, and asked for when it is old', async () => {
    accepting();
    const { result } = tracks();
    const now = () => act(() => result.current.fix());
    await moves(30.1);
    gps.getCurrentPosition = (found) =>
      found({ coords: { latitude: 31, longitude: 119, accuracy: 5 }, timestamp: Date.now() } as GeolocationPosition);
    expect((await now())?.lat).toBe(30.1);
    await seconds(25);
    expect((await now())?.lat).toBe(31);
  });

  it('stays unknown on a phone that cannot tell it, and nothing breaks', async () => {
    takeAway();
    const { result } = tracks();
    expect(await act(() => result.current.fix())).toBeNull();
    expect(result.current).toMatchObject({ refused: false, last: null });
  });
});
