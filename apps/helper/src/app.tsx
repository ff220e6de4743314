import { useCommand, useSession, useWatched } from '@silverbell/web-live';
import { DemoBanner, LanguageSwitch, LoginForm, useSay } from '@silverbell/web-ui';
import { useCallback, useEffect } from 'react';
import { Day } from './day.js';
import { api, clock, login, session, type Meta } from './house.js';

const demoLogins = ['helper-1 … helper-8'];

export function App() {
  const say = useSay();
  const { user, ended } = useSession(session);
  const readMeta = useCallback(async () => {
    const answer = await api.get<Meta>('/meta');
    clock.learn(Date.parse(answer.serverTime), true);
    return answer;
  }, []);
  const meta = useWatched(readMeta, 60_000);
  useEffect(() => {
    document.title = say('app.title');
  }, [say]);
  const allowed = user?.role === 'helper';
  return (
    <div className="page">
      <DemoBanner demo={meta.value?.demo === true} logins={demoLogins} />
      {user !== null && allowed ? (
        <Day key={user.id} user={user} meta={meta.value} />
      ) : (
        <LoginPage
          note={user !== null ? say('login.wrongRole') : ended === 'expired' ? say('login.expired') : undefined}
        />
      )}
    </div>
  );
}

function LoginPage({ note }: { note: string | undefined }) {
  const say = useSay();
  const { busy, problem, run } = useCommand(() => api.newKey());
  return (
    <main>
      <LoginForm
        title={say('app.title')}
        busy={busy}
        problem={problem}
        note={note}
        onLogin={(username, password) => void run(username, () => login(username, password))}
      />
      <p className="language-line">
        <LanguageSwitch />
      </p>
    </main>
  );
}
