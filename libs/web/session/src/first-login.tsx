import { useRouteMutation } from '@silverbell/web-api-client';
import type { LoginStep } from '@silverbell/web-live';
import { Button, Form, ProblemMessage, TextField } from '@silverbell/web-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppClient } from './app-client.js';

interface FirstLoginProps {
  readonly client: AppClient;
  readonly step: LoginStep;
  readonly drawCode: ((uri: string) => ReactNode) | undefined;
}

/** What a login asks of its owner before it opens anything: a password of her own, then a second factor. */
export function FirstLogin({ client, step, drawCode }: FirstLoginProps) {
  const { t } = useTranslation();
  return (
    <main>
      <section className="sb-login sb-first-login">
        <h1>{t(step === 'password' ? 'firstLogin.passwordTitle' : 'firstLogin.totpTitle')}</h1>
        {step === 'password' ? <OwnPassword client={client} /> : <SecondFactor client={client} drawCode={drawCode} />}
        <Button tone="quiet" onClick={() => client.session.end('left')}>
          {t('common.logout')}
        </Button>
      </section>
    </main>
  );
}

const SHORTEST = 12;

function OwnPassword({ client }: { readonly client: AppClient }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const change = useRouteMutation(client.api, 'changePassword', { onSuccess: () => client.keeper.goOn() });
  const short = asked && next.length < SHORTEST;
  const differ = asked && next !== again;
  const send = (): void => {
    setAsked(true);
    if (next.length >= SHORTEST && next === again) change.mutate({ body: { current, next } });
  };
  return (
    <Form name={t('firstLogin.passwordTitle')} onSend={send}>
      <p>{t('firstLogin.passwordWhy')}</p>
      <TextField
        label={t('firstLogin.current')}
        type="password"
        autoComplete="current-password"
        value={current}
        autoFocus
        onValueChange={setCurrent}
      />
      <TextField
        label={t('firstLogin.next')}
        type="password"
        autoComplete="new-password"
        value={next}
        error={short ? t('firstLogin.short') : undefined}
        onValueChange={setNext}
      />
      <TextField
        label={t('firstLogin.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        error={differ ? t('firstLogin.differ') : undefined}
        onValueChange={setAgain}
      />
      <ProblemMessage problem={change.error} />
      <Button type="submit" tone="primary" busy={change.isPending}>
        {t('firstLogin.setPassword')}
      </Button>
    </Form>
  );
}

interface Factor {
  readonly secret: string;
  readonly uri: string;
  readonly recoveryCodes: readonly string[];
}

function SecondFactor({ client, drawCode }: Omit<FirstLoginProps, 'step'>) {
  const { t } = useTranslation();
  const [factor, setFactor] = useState<Factor | null>(null);
  const [code, setCode] = useState('');
  const begin = useRouteMutation(client.api, 'beginTotp', { onSuccess: setFactor });
  const confirm = useRouteMutation(client.api, 'confirmTotp', { onSuccess: () => client.keeper.goOn() });
  if (factor === null)
    return (
      <>
        <p>{t('firstLogin.totpWhy')}</p>
        <ProblemMessage problem={begin.error} />
        <Button tone="primary" autoFocus busy={begin.isPending} onClick={() => begin.mutate({ body: {} })}>
          {t('firstLogin.begin')}
        </Button>
      </>
    );
  return (
    <Form name={t('firstLogin.totpTitle')} onSend={() => confirm.mutate({ body: { code: code.trim() } })}>
      <p>{t('firstLogin.totpWhy')}</p>
      {drawCode?.(factor.uri)}
      <dl>
        <dt>{t('firstLogin.secret')}</dt>
        <dd>
          <code>{factor.secret}</code>
        </dd>
        <dt>{t('firstLogin.recovery')}</dt>
        <dd>
          <p className="sb-hint">{t('firstLogin.recoveryWhy')}</p>
          <ul aria-label={t('firstLogin.recovery')} className="sb-codes">
            {factor.recoveryCodes.map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <TextField
        label={t('login.code')}
        value={code}
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        onValueChange={setCode}
      />
      <ProblemMessage problem={confirm.error} />
      <Button type="submit" tone="primary" busy={confirm.isPending}>
        {t('firstLogin.confirm')}
      </Button>
    </Form>
  );
}
