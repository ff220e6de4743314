import { afterEach, describe, expect, it, jest } from '@jest/globals';

const prepared: { overrides: { locateFile: (path: string, prefix: string) => string } }[] = [];
class OurReader {
  constructor(readonly options: unknown) {}
}
jest.unstable_mockModule('door-code-reader.wasm', () => ({ default: '/helper/assets/reader.wasm' }), { virtual: true });
jest.unstable_mockModule('barcode-detector/ponyfill', () => ({
  BarcodeDetector: OurReader,
  prepareZXingModule: (one: (typeof prepared)[number]) => prepared.push(one),
}));
const { openReader } = await import('./code-reader.js');

/** A phone whose own reader knows these kinds of codes; `null`: it cannot even say. */
function phoneReads(formats: readonly string[] | null) {
  class Native {
    constructor(readonly options: unknown) {}
    static getSupportedFormats = () => (formats === null ? Promise.reject(new Error('no')) : Promise.resolve(formats));
  }
  Object.assign(globalThis, { BarcodeDetector: Native });
  return Native;
}
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'BarcodeDetector');
  prepared.length = 0;
});

describe('the reader of door codes', () => {
  it('is that of the phone where it reads QR codes, and nothing is loaded', async () => {
    const Native = phoneReads(['ean_13', 'qr_code']);
    const reader = await openReader();
    expect(reader).toBeInstanceOf(Native);
    expect(reader).toMatchObject({ options: { formats: ['qr_code'] } });
    expect(prepared).toEqual([]);
  });

  it.each([
    ['reads other codes only', ['ean_13']],
    ['cannot say what it reads', null],
  ])('is ours where that of the phone %s', async (_, formats) => {
    phoneReads(formats);
    expect(await openReader()).toBeInstanceOf(OurReader);
  });

  it('is ours where the phone has none, with its program from our own server', async () => {
    expect(await openReader()).toBeInstanceOf(OurReader);
    const [{ overrides } = { overrides: { locateFile: () => '' } }] = prepared;
    expect(overrides.locateFile('zxing_reader.wasm', 'https://elsewhere/')).toBe('/helper/assets/reader.wasm');
  });
});
