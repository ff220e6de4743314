import { startI18n } from '@silverbell/web-ui';
import '@silverbell/web-ui/tokens.css';
import '@silverbell/web-ui/phone.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import './pendant.css';
import { en, zh } from './messages.js';

startI18n('pendant', { zh, en });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
