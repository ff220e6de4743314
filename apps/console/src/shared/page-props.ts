import type { SessionUser } from '@silverbell/web-live';

/** What every page of the console gets. */
export interface PageProps {
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
}
