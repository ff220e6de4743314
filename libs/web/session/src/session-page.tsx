import type { MetaResponse } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { useSession, type SessionUser } from '@silverbell/web-live';
import { DemoBanner, LanguageSwitch, LoginForm } from '@silverbell/web-ui';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppClient } from './app-client.js';
import { FirstLogin } from './first-login.js';
import { LoginAgain } from './login-again.js';
import { OrganisationLogin, type OrganisationLoginPage } from './organisation-login.js';
import { useLogin } from './use-login.js';
import { SessionWarning } from './session-warning.js';

interface SessionPageProps {
  readonly client: AppClient;
  /** The name of the app, in the language on the screen. */
  readonly title: string;
  /** Who may use this page; anybody else reads that she may not. */
  readonly roles: readonly string[];
  readonly demoLogins: readonly string[];
  readonly className: string | undefined;
  /** Draws the link of the second factor as a code to scan; absent: it is typed. */
  readonly drawCode?: (uri: string) => ReactNode;
  /** This page shows the login of the organisation, where one is set up. */
  readonly organisationLogin?: OrganisationLoginPage;
  /** Below the login, for those who have no account yet. */
  readonly otherWayIn?: ReactNode;
  /** The page of the logged-in user; a new person gets a new page. */
  readonly children: (user: SessionUser, meta: MetaResponse | undefined) => ReactNode;
}

/** The frame of every page with a login: demo banner, title, and either the page or the way in. */
export function SessionPage(props: SessionPageProps) {
  return (
    <QueryClientProvider client={props.client.queries}>
      <Frame {...props} />
    </QueryClientProvider>
  );
}

function Frame({
  client,
  title,
  roles,
  demoLogins,
  className,
  drawCode,
  organisationLogin,
  otherWayIn,
  children,
}: SessionPageProps) {
  const { t } = useTranslation();
  const { user, ended, expired, unfinished } = useSession(client.session);
  const meta = useMeta(client);
  // Before the effects of the page inside, which may have more to say in the title.
  useLayoutEffect(() => {
    document.title = title;
  }, [title, user]);
  // Whose session ran out finds everything where it was: she logs in again over it.
  const shown = user ?? expired;
  const allowed = shown !== null && (shown.roles ?? [shown]).some(({ role }) => roles.includes(role));
  return (
    <div className={className}>
      <DemoBanner demo={meta?.demo === true} logins={demoLogins} />
      {allowed ? (
        <>
          <SessionWarning client={client} timeZone={meta?.timeZone} />
          {unfinished[0] === undefined ? (
            children(shown, meta)
          ) : (
            <FirstLogin client={client} step={unfinished[0]} drawCode={drawCode} />
          )}
          <LoginAgain client={client} open={user === null} />
        </>
      ) : (
        <LoginPage
          client={client}
          title={title}
          organisationLogin={meta?.organisationLogin === true ? organisationLogin : undefined}
          otherWayIn={otherWayIn}
          note={
            user !== null
              ? t('login.wrongRole')
              : ended === 'expired' || ended === 'revoked'
                ? t(`login.${ended}`)
                : undefined
          }
        />
      )}
    </div>
  );
}

/** Asked often only until it is known once; afterwards the clock is kept by the answers' own dates. */
function useMeta({ api, clock }: AppClient): MetaResponse | undefined {
  const meta = useQuery({
    ...routeQuery(api, 'meta', {}),
    queryFn: async () => {
      const answer = await api.call('meta', {});
      clock.learn(Date.parse(answer.serverTime), true);
      return answer;
    },
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data === undefined ? 5_000 : 60_000),
    refetchOnWindowFocus: true,
  });
  return meta.data;
}

interface LoginPageProps {
  readonly client: AppClient;
  readonly title: string;
  readonly note: string | undefined;
  readonly organisationLogin: OrganisationLoginPage | undefined;
  readonly otherWayIn: ReactNode;
}

function LoginPage({ client, title, note, organisationLogin, otherWayIn }: LoginPageProps) {
  const { login, isPending, problem } = useLogin(client);
  return (
    <main>
      <LoginForm
        title={title}
        busy={isPending}
        problem={problem}
        note={note}
        onLogin={(username, password, code) => login({ username, password, code })}
      />
      {organisationLogin === undefined ? null : <OrganisationLogin client={client} page={organisationLogin} />}
      {otherWayIn}
      <p className="sb-language-line">
        <LanguageSwitch />
      </p>
    </main>
  );
}
