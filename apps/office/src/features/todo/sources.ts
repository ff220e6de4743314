import { api } from '../../shared/app-client.js';

/** One kind of thing that may be due: how many of it there are, and the list behind the number. */
export interface Source {
  readonly what: 'testOverdue' | 'neverHeard';
  /** Commands on this route make it be counted again. */
  readonly route: string;
  readonly roles: readonly string[];
  readonly count: () => Promise<{ readonly n: number; readonly more: boolean }>;
  readonly at: string;
}

const LIMIT = 100;
const counted = (page: { readonly items: readonly unknown[]; readonly nextCursor?: string | null }) => ({
  n: page.items.length,
  more: (page.nextCursor ?? null) !== null,
});
const watching = ['admin', 'lead', 'operator', 'supervisor', 'auditor'];

export const SOURCES: readonly Source[] = [
  {
    what: 'testOverdue',
    route: 'devices',
    roles: watching,
    count: async () => counted(await api.call('devices', { query: { testOverdue: 'true', limit: LIMIT } })),
    at: '/devices?work=testOverdue',
  },
  {
    what: 'neverHeard',
    route: 'devices',
    roles: watching,
    count: async () => counted(await api.call('devices', { query: { neverHeard: 'true', limit: LIMIT } })),
    at: '/devices?work=neverHeard',
  },
];
