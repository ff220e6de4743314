import type { SessionUser } from '@silverbell/web-live';
import type { ComponentType } from 'react';
import { LaddersPage } from './ladders/ladders-page.js';

export interface PageProps {
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
}

export interface Page {
  /** Below `/console/`; what follows it in the address is the page's own. */
  readonly path: string;
  /** Key of the word in the menu. */
  readonly word: string;
  readonly roles: readonly string[];
  readonly Page: ComponentType<PageProps>;
}

const looking = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];

/** The pages beside the board, in the order of the menu. */
export const pages: readonly Page[] = [{ path: 'ladders', word: 'menu.ladders', roles: looking, Page: LaddersPage }];
