import { mergeConfig } from 'vite';
import { webApp } from '../../libs/web/web-app.vite.js';

/** The api replaces the word by a fresh nonce in every answer: antd writes its styles while it runs, and only styles with the nonce count. */
export default mergeConfig(webApp('office'), { html: { cspNonce: 'STYLE_NONCE' } });
