import type { SessionUser } from '@silverbell/web-live';
import type { ParseKeys } from 'i18next';
import type { ComponentType } from 'react';
import { DevicesPage } from './devices/devices-page.js';
import { DrillsPage } from './drills/drills-page.js';
import { HelpersPage } from './standing/helper-page.js';
import { LaddersPage } from './ladders/ladders-page.js';
import { OutagesPage } from './outages/outages-page.js';
import { PlatformHealthPage } from './platform-health/platform-health-page.js';
import { RosterPage } from './roster/roster-page.js';
import { SeniorsPage } from './seniors/seniors-page.js';

export interface PageProps {
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
}

export interface Page {
  /** Below `/console/`; what follows it in the address is the page's own. */
  readonly path: string;
  /** Key of the word in the menu; `null`: reached from elsewhere. */
  readonly word: ParseKeys<'console'> | null;
  readonly roles: readonly string[];
  readonly Page: ComponentType<PageProps>;
}

const looking = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const answering = ['lead', 'admin'];

/** The pages beside the board, in the order of the menu. */
export const pages: readonly Page[] = [
  { path: 'outages', word: 'menu.outages', roles: looking, Page: OutagesPage },
  { path: 'devices', word: 'menu.devices', roles: looking, Page: DevicesPage },
  { path: 'seniors', word: 'menu.seniors', roles: looking, Page: SeniorsPage },
  { path: 'roster', word: 'menu.roster', roles: answering, Page: RosterPage },
  { path: 'drills', word: 'menu.drills', roles: looking, Page: DrillsPage },
  { path: 'ladders', word: 'menu.ladders', roles: looking, Page: LaddersPage },
  { path: 'platform-health', word: 'menu.health', roles: looking, Page: PlatformHealthPage },
  { path: 'helpers', word: null, roles: answering, Page: HelpersPage },
];
