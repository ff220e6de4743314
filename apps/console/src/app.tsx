import { useCommand, useSession } from '@silverbell/web-live';
import { DemoBanner, LanguageSwitch, LoginForm, useSay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Board } from './board.js';
import { api, clock, login, queries, session, type Meta } from './house.js';

const deskRoles = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const demoLogins = ['operator', 'operator-2', 'lead', 'supervisor', 'auditor', 'admin'];

export function App() {
  const say = useSay();
  const { user, ended } = useSession(session);
  const meta = useQuery({
    queryKey: ['meta'],
    queryFn: async () => {
      const answer = await api.get<Meta>('/meta');
      clock.learn(Date.parse(answer.serverTime), true);
      return answer;
    },
    // Only until it is known once; afterwards the clock is kept by the answers' own dates.
    refetchInterval: (query) => (query.state.data === undefined ? 5_000 : 300_000),
  });
  useEffect(() => {
    document.title = say('app.title');
    // What one person read is not left in memory for the next one at this desk.
    if (user === null) queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'meta' });
  }, [say, user]);

  const allowed = user !== null && deskRoles.includes(user.role);
  return (
    <div className="console">
      <DemoBanner demo={meta.data?.demo === true} logins={demoLogins} />
      {allowed ? (
        <Board key={user.id} user={user} meta={meta.data} />
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
      <p className="login-language">
        <LanguageSwitch />
      </p>
    </main>
  );
}
