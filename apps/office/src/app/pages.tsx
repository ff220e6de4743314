import type { ParseKeys } from 'i18next';
import { lazy, type ComponentType } from 'react';
import { BellOutlined, InboxOutlined } from '@ant-design/icons';
import type { PageProps } from '../shared/page-props.js';

export interface OfficePage {
  /** Below `/office/`; what follows it in the address is the page's own. */
  readonly path: string;
  /** Key of its name in the menu; `null`: reached from elsewhere. */
  readonly label: ParseKeys<'office'> | null;
  readonly group: 'work' | 'people' | 'network' | 'rights';
  readonly Icon: ComponentType<{ readonly 'aria-hidden'?: boolean }>;
  readonly roles: readonly string[];
  readonly Page: ComponentType<PageProps>;
}

const viewing = ['admin', 'lead', 'operator', 'supervisor', 'auditor'];

const Devices = lazy(() => import('../features/devices/devices-page.js').then((all) => ({ default: all.DevicesPage })));
const Todo = lazy(() => import('../features/todo/todo-page.js').then((all) => ({ default: all.TodoPage })));

/**
 * Every page, in the order of the menu; a page is loaded when it is first opened. A new feature is a folder below `features`,
 * one line here and its messages in `messages.ts`.
 */
export const pages: readonly OfficePage[] = [
  { path: '', label: 'menu.todo', group: 'work', Icon: InboxOutlined, roles: viewing, Page: Todo },
  { path: 'devices', label: 'menu.devices', group: 'network', Icon: BellOutlined, roles: viewing, Page: Devices },
];

/** Whoever may open one page may come in. */
export const officeRoles: readonly string[] = [...new Set(pages.flatMap(({ roles }) => roles))];
