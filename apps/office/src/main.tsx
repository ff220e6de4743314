import { startI18n } from '@silverbell/web-ui';
import '@silverbell/web-ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { en, zh } from './app/messages.js';
import './app/office.css';

startI18n('office', { zh, en });
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
