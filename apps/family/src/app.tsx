import { SessionPage } from '@silverbell/web-session';
import { Following } from './following.js';
import { house } from './house.js';

export function App() {
  return (
    <SessionPage house={house} roles={['family']} demoLogins={['family-1']} className="page">
      {(user, meta) => <Following key={user.id} user={user} timeZone={meta?.timeZone} />}
    </SessionPage>
  );
}
