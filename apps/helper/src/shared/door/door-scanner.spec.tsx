import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../messages.js';
import { hasOnPhone } from '../testing/phone.js';

jest.unstable_mockModule('door-code-reader.wasm', () => ({ default: '' }), { virtual: true });
// Never reached: the phone of these tests reads QR codes itself.
jest.unstable_mockModule('barcode-detector/ponyfill', () => ({ BarcodeDetector: null, prepareZXingModule: null }));
const { DoorScanner } = await import('./door-scanner.js');

/** What the camera sees, picture by picture; the last one stays. */
let pictures: (string | null)[];
let looked: number;
let cameraIsOn: boolean;
let takeAway: () => void;

beforeAll(() => {
  startI18n('helper', { zh, en });
  HTMLMediaElement.prototype.play = () => Promise.resolve();
});
beforeEach(() => {
  [pictures, looked, cameraIsOn] = [[null], 0, false];
  const stream = { getTracks: () => [{ stop: () => void (cameraIsOn = false) }] };
  takeAway = hasOnPhone('mediaDevices', { getUserMedia: () => ((cameraIsOn = true), Promise.resolve(stream)) });
  class Native {
    static getSupportedFormats = () => Promise.resolve(['qr_code']);
    detect = () => {
      const seen = pictures[Math.min(looked, pictures.length - 1)] ?? null;
      looked += 1;
      return Promise.resolve(seen === null ? [] : [{ rawValue: seen }]);
    };
  }
  Object.assign(globalThis, { BarcodeDetector: Native });
});
afterEach(() => {
  cleanup();
  takeAway();
  Reflect.deleteProperty(globalThis, 'BarcodeDetector');
});

function scans() {
  const read: string[] = [];
  const onClose = jest.fn();
  const { unmount } = render(<DoorScanner onRead={(tag) => read.push(tag)} onClose={onClose} />);
  return { read, onClose, unmount };
}

describe('the camera at the door', () => {
  it('looks until it sees a code, gives that once without blanks, and goes off', async () => {
    pictures = [null, '  ', ' T-37 ', 'T-99'];
    const { read } = scans();
    expect(screen.getByRole('group', { name: '扫门牌码' })).toBeTruthy();
    await waitFor(() => expect(read).toEqual(['T-37']), { timeout: 5_000 });
    expect([looked, cameraIsOn]).toEqual([3, false]);
  });

  it('gives no more of a code than a door may have', async () => {
    pictures = ['x'.repeat(5_000)];
    const { read } = scans();
    await waitFor(() => expect(read.map(({ length }) => length)).toEqual([200]));
  });

  it('goes off when she closes it before a code was seen, and reads nothing later', async () => {
    const { read, onClose, unmount } = scans();
    await waitFor(() => expect(looked).toBeGreaterThan(0));
    expect(cameraIsOn).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: '关闭' }));
    expect(onClose).toHaveBeenCalledTimes(1);
    pictures = ['T-37'];
    unmount();
    await waitFor(() => expect(cameraIsOn).toBe(false));
    expect(read).toEqual([]);
  });

  it('says that the code can be typed where she does not allow the camera', async () => {
    takeAway();
    takeAway = hasOnPhone('mediaDevices', { getUserMedia: () => Promise.reject(new Error('not allowed')) });
    scans();
    expect((await screen.findByRole('alert')).textContent).toBe(zh.task.noCamera);
  });

  it('says the same where there is no camera at all', async () => {
    takeAway();
    scans();
    expect((await screen.findByRole('alert')).textContent).toBe(zh.task.noCamera);
    await act(async () => undefined);
    expect(looked).toBe(0);
  });
});
