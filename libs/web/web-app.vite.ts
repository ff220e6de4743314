import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type UserConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';

const api = process.env['SILVERBELL_API'] ?? 'http://127.0.0.1:8080';

/** How every web app is built: served below its own name, with the api behind the same origin while it is developed. */
export const webApp = (name: string): UserConfig =>
  defineConfig({
    base: `/${name}/`,
    // A compressed copy beside each file, which the api sends to browsers that take it; the page itself may carry a nonce.
    plugins: [
      react(),
      compression({ algorithms: ['gzip', 'brotliCompress'], include: /\.(?:js|css|svg|webmanifest|wasm)$/ }),
    ],
    // Workspace packages are read as source: one build, no stale dist in between.
    resolve: { conditions: ['@silverbell/source', ...defaultClientConditions] },
    build: {
      chunkSizeWarningLimit: 2_500,
      outDir: 'dist',
      emptyOutDir: true,
      // The last browser of Windows 7 (CR-79): scripts and style sheets are written down to it.
      target: 'chrome109',
      sourcemap: false,
      modulePreload: { polyfill: false },
    },
    server: { proxy: { '/api': api, '/socket.io': { target: api, ws: true } } },
  });
