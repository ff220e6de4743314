import type { MetaResponse } from '@silverbell/wire';
import { useCommand, useSession, useWatched, type SessionUser } from '@silverbell/web-live';
import { DemoBanner, LanguageSwitch, LoginForm } from '@silverbell/web-ui';
import { useCallback, useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { House } from './house.js';
import { LoginAgain } from './login-again.js';
import { SessionWarning } from './session-warning.js';

interface SessionPageProps {
  readonly house: House;
  /** The name of the app, in the language on the screen. */
  readonly title: string;
  /** Who may use this page; anybody else reads that she may not. */
  readonly roles: readonly string[];
  readonly demoLogins: readonly string[];
  readonly className: string;
  /** The page of whoever is logged in; a new person gets a new page. */
  readonly children: (user: SessionUser, meta: MetaResponse | undefined) => ReactNode;
}

/** The frame of every page with a login: demo banner, title, and either the page or the way in. */
export function SessionPage({ house, title, roles, demoLogins, className, children }: SessionPageProps) {
  const { t } = useTranslation();
  const { user, ended, expired } = useSession(house.session);
  const meta = useMeta(house);
  // Before the effects of the page inside, which may have more to say in the title.
  useLayoutEffect(() => {
    document.title = title;
  }, [title, user]);
  // Whose session ran out finds everything where it was: she logs in again over it.
  const shown = user ?? expired;
  const allowed = shown !== null && roles.includes(shown.role);
  return (
    <div className={className}>
      <DemoBanner demo={meta?.demo === true} logins={demoLogins} />
      {allowed ? (
        <>
          <SessionWarning house={house} timeZone={meta?.timeZone} />
          {children(shown, meta)}
          <LoginAgain house={house} open={user === null} />
        </>
      ) : (
        <LoginPage
          house={house}
          title={title}
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
function useMeta({ api, clock }: House): MetaResponse | undefined {
  const [known, setKnown] = useState(false);
  const read = useCallback(async () => {
    const answer = await api.get<MetaResponse>('/meta');
    clock.learn(Date.parse(answer.serverTime), true);
    return answer;
  }, [api, clock]);
  const { value } = useWatched(read, known ? 60_000 : 5_000);
  useEffect(() => {
    if (value !== undefined) setKnown(true);
  }, [value]);
  return value;
}

function LoginPage({ house, title, note }: { house: House; title: string; note: string | undefined }) {
  const newKey = useCallback(() => house.api.newKey(), [house]);
  const { busy, problem, run } = useCommand(newKey);
  return (
    <main>
      <LoginForm
        title={title}
        busy={busy}
        problem={problem}
        note={note}
        onLogin={(username, password) => void run(username, () => house.login(username, password))}
      />
      <p className="sb-language-line">
        <LanguageSwitch />
      </p>
    </main>
  );
}
