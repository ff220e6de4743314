import type { SessionUser } from '@silverbell/web-live';

/** What every page of the office gets. */
export interface PageProps {
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
}

/** Every role of an account; a server that names only the first of them is understood, too. */
export const rolesOf = (user: SessionUser): readonly string[] => user.roles?.map(({ role }) => role) ?? [user.role];
export const hasOneOf = (user: SessionUser, roles: readonly string[]): boolean =>
  rolesOf(user).some((role) => roles.includes(role));
