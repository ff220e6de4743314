import type { BodyOf, LoginResponse } from '@silverbell/wire';
import { asProblem } from '@silverbell/web-api-client';
import { Button, Form, ProblemMessage, TextField } from '@silverbell/web-ui';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storageOf, type AppClient } from './app-client.js';

export type OrganisationLoginPage = BodyOf<'beginOrganisationLogin'>['page'];

/** Lies in the tab that began the login, so that no other tab can finish it. */
const TICKET = 'silverbell.organisation-login';
const tab = () => storageOf('in-this-tab');

/** What the provider answered, in the address of this page; it is taken out of the address. `null`: she does not come from there. */
function takeAnswer(): { readonly ticket: string; readonly answer: string } | null {
  const { search, pathname } = window.location;
  const ticket = tab()?.getItem(TICKET) ?? null;
  if (ticket === null || !new URLSearchParams(search).has('state')) return null;
  tab()?.removeItem(TICKET);
  window.history.replaceState(null, '', pathname);
  return { ticket, answer: search };
}

interface OrganisationLoginProps {
  readonly client: AppClient;
  readonly page: OrganisationLoginPage;
}

/** The way in with the account of the organisation: there, back, and the code of a second factor where she has one. */
export function OrganisationLogin({ client, page }: OrganisationLoginProps) {
  const { t } = useTranslation();
  const [ticket, setTicket] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const go = useMutation({
    mutationFn: () => client.api.call('beginOrganisationLogin', { body: { page } }),
    onSuccess: (begun) => {
      tab()?.setItem(TICKET, begun.ticket);
      window.location.assign(begun.url);
    },
  });
  const finish = useMutation({
    mutationFn: (body: BodyOf<'finishOrganisationLogin'>) => client.api.call('finishOrganisationLogin', { body }),
    onSuccess: (came: { readonly login: LoginResponse | null; readonly ticket: string | null }) => {
      if (came.login !== null) client.enter(came.login);
      setTicket(came.ticket);
    },
  });
  const { mutate } = finish;
  useEffect(() => {
    const came = takeAnswer();
    if (came !== null) mutate(came);
  }, [mutate]);
  const failed = finish.error ?? go.error;
  const problem = failed === null ? null : asProblem(failed);
  const subject = problem?.fields.find(({ field }) => field === 'subject')?.message;
  return (
    <section className="sb-login">
      <ProblemMessage problem={problem} />
      {subject === undefined ? null : <p>{t('login.organisationSubject', { subject })}</p>}
      {ticket === null ? (
        <Button busy={go.isPending || finish.isPending} onClick={() => go.mutate()}>
          {t('login.organisation')}
        </Button>
      ) : (
        <Form name={t('login.organisation')} onSend={() => finish.mutate({ ticket, code: code.trim() })}>
          <TextField
            label={t('login.code')}
            hint={t('login.codeHint')}
            value={code}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            onValueChange={setCode}
          />
          <Button type="submit" tone="primary" busy={finish.isPending}>
            {t('login.submit')}
          </Button>
        </Form>
      )}
    </section>
  );
}
