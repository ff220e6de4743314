import { createRequire } from 'node:module';
import { mergeConfig } from 'vite';
import { webApp } from '../../libs/web/web-app.vite.js';

const ofThisPage = createRequire(import.meta.url);
/** The program of the code reader, of the very version that `barcode-detector` was built for. */
const readerWasm = createRequire(ofThisPage.resolve('barcode-detector/ponyfill')).resolve(
  'zxing-wasm/reader/zxing_reader.wasm',
);

export default mergeConfig(webApp('helper'), {
  resolve: { alias: { 'door-code-reader.wasm?url': `${readerWasm}?url` } },
  build: {
    rollupOptions: {
      input: { index: 'index.html', 'service-worker': 'src/app/service-worker.ts' },
      output: {
        // Its address is its identity: a service worker under another name would be another one.
        entryFileNames: ({ name }: { name: string }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
      },
    },
  },
});
