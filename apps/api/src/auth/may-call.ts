import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import { hasRole } from './roles.js';
import type { Account } from './sessions.js';

/** Whether the account may call a route somewhere. Who may write a file reads it in full; everybody else reads it masked. */
export function mayCall(account: Pick<Account, 'roles'>, name: RouteName): boolean {
  const { roles }: Route = ROUTES[name];
  return roles === 'public' || hasRole(account, ...roles);
}
