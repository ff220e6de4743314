import type { ParseKeys } from 'i18next';
import type { ComponentType } from 'react';
import type { PageProps } from '../shared/page-props.js';
import { DevicesPage } from '../features/devices/devices-page.js';
import { DrillsPage } from '../features/drills/drills-page.js';
import { HandoverPage } from '../features/handover/handover-page.js';
import { HelpersPage } from '../features/helper-status/helper-page.js';
import { LaddersPage } from '../features/ladders/ladders-page.js';
import { OutagesPage } from '../features/outages/outages-page.js';
import { PlatformHealthPage } from '../features/platform-health/platform-health-page.js';
import { RosterPage } from '../features/roster/roster-page.js';
import { TasksPage } from '../features/tasks/tasks-page.js';
import { SeniorsPage } from '../features/seniors/seniors-page.js';

export interface Page {
  /** Below `/console/`; what follows it in the address is the page's own. */
  readonly path: string;
  /** Key of its name in the navigation bar; `null`: reached from elsewhere. */
  readonly label: ParseKeys<'console'> | null;
  readonly roles: readonly string[];
  readonly Page: ComponentType<PageProps>;
}

const viewing = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const answering = ['lead', 'admin'];

/** The pages beside the dispatch page, in the order of the navigation bar. */
export const pages: readonly Page[] = [
  { path: 'outages', label: 'menu.outages', roles: viewing, Page: OutagesPage },
  { path: 'tasks', label: 'menu.tasks', roles: ['operator', 'lead', 'supervisor'], Page: TasksPage },
  { path: 'devices', label: 'menu.devices', roles: viewing, Page: DevicesPage },
  { path: 'seniors', label: 'menu.seniors', roles: viewing, Page: SeniorsPage },
  { path: 'roster', label: 'menu.roster', roles: answering, Page: RosterPage },
  { path: 'drills', label: 'menu.drills', roles: viewing, Page: DrillsPage },
  { path: 'handover', label: 'menu.handover', roles: ['operator', 'lead'], Page: HandoverPage },
  { path: 'ladders', label: 'menu.ladders', roles: viewing, Page: LaddersPage },
  { path: 'platform-health', label: 'menu.health', roles: viewing, Page: PlatformHealthPage },
  { path: 'helpers', label: null, roles: answering, Page: HelpersPage },
];
