import { ROUTES, type Route, type RouteName } from '@silverbell/wire';
import type { Account } from './sessions.js';

/** Whether the account may call a route somewhere. Who may write a file reads it in full; everybody else reads it masked. */
export function mayCall({ role }: Pick<Account, 'role'>, name: RouteName): boolean {
  const { roles }: Route = ROUTES[name];
  return roles === 'public' || roles.includes(role);
}
