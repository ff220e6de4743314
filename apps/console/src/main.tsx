import { fetchSocketClient } from '@silverbell/web-live';
import { startI18n } from '@silverbell/web-ui';
import '@silverbell/web-ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/app.js';
import './app/console.css';
import { en, zh } from './app/messages.js';

fetchSocketClient();
startI18n('console', { zh, en });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <BrowserRouter basename="/console">
      <App />
    </BrowserRouter>
  </StrictMode>,
);
