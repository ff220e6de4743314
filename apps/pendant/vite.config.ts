import { webApp } from '../../libs/web/web-app.vite.js';

export default webApp('pendant');
