import { mergeConfig } from 'vite';
import { webApp } from '../../../libs/web/web-app.vite.js';

/** The queue by itself, for `npm run bench -- --suite screens`, which says where it is built to. It is no part of the console. */
export default mergeConfig(webApp('queue'), { root: import.meta.dirname });
