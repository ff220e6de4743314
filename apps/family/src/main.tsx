import { startI18n } from '@silverbell/web-ui';
import { textSizes } from '@silverbell/web-ui/phone';
import '@silverbell/web-ui/tokens.css';
import '@silverbell/web-ui/phone.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { en, zh } from './shared/messages.js';

startI18n('family', { zh, en });
textSizes.show();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
