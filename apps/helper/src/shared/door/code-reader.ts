import { BarcodeDetector as Ponyfill, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasm from 'door-code-reader.wasm?url';

export interface CodeReader {
  detect(image: HTMLVideoElement | ImageData): Promise<readonly { readonly rawValue: string }[]>;
}

interface Native {
  new (options: { readonly formats: readonly string[] }): CodeReader;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The reader of the telephone where it reads QR codes, else ours; its program comes from our own server, never from elsewhere. */
export async function openReader(): Promise<CodeReader> {
  const native = (globalThis as { BarcodeDetector?: Native }).BarcodeDetector;
  const reads = native === undefined ? [] : await native.getSupportedFormats().catch(() => []);
  if (native !== undefined && reads.includes('qr_code')) return new native({ formats: ['qr_code'] });
  await prepareZXingModule({
    overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
    fireImmediately: true,
  });
  return new Ponyfill({ formats: ['qr_code'] });
}
