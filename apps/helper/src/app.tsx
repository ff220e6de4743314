import { SessionPage } from '@silverbell/web-session';
import { Day } from './day.js';
import { house } from './house.js';

export function App() {
  return (
    <SessionPage house={house} roles={['helper']} demoLogins={['helper-1 … helper-8']} className="page">
      {(user, meta) => <Day key={user.id} user={user} meta={meta} />}
    </SessionPage>
  );
}
