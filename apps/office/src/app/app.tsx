import { SessionPage } from '@silverbell/web-session';
import { language } from '@silverbell/web-ui';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { client } from '../shared/app-client.js';
import { QrCode } from '../shared/qr-code.js';
import { Layout } from './layout.js';
import { officeRoles } from './pages.js';
import { themeFor } from './theme.js';

const demoLogins = ['admin', 'lead', 'supervisor', 'auditor', 'operator', 'township-1', 'provider-1'];
const wantsDark = window.matchMedia('(prefers-color-scheme: dark)');
const onScheme = (told: () => void): (() => void) => {
  wantsDark.addEventListener('change', told);
  return () => wantsDark.removeEventListener('change', told);
};
/** The one nonce of this answer of the server; the browser hides the attribute and keeps the property. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

/** A data router, because only that one can stop before a form with unsaved changes is left. */
const router = createBrowserRouter([{ path: '*', element: <Office /> }], { basename: '/office' });

export function App() {
  return <RouterProvider router={router} />;
}

function Office() {
  const { t } = useTranslation('office');
  const dark = useSyncExternalStore(onScheme, () => wantsDark.matches);
  const chinese = language() === 'zh-CN';
  dayjs.locale(chinese ? 'zh-cn' : 'en');
  return (
    <ConfigProvider
      locale={chinese ? zhCN : enUS}
      theme={themeFor(dark)}
      csp={nonce === undefined ? {} : { nonce }}
      wave={{ disabled: true }}
      // What stands in the browser's own dialog is above everything else on the page.
      getPopupContainer={(from) => from?.closest('dialog') ?? document.body}
      button={{ autoInsertSpace: false }}
    >
      <SessionPage
        client={client}
        title={t('app.title')}
        roles={officeRoles}
        demoLogins={demoLogins}
        className="office"
        organisationLogin="office"
        drawCode={(uri) => <QrCode text={uri} label={t('app.scan')} />}
      >
        {(one, meta) => <Layout key={one.id} user={one} meta={meta} />}
      </SessionPage>
    </ConfigProvider>
  );
}
