import type { VisitLevel, WelfareVisitState } from '@silverbell/vocabulary';
import { commandsIn, type CommandTable } from '../command-table.js';
import type { VisitCommandType, VisitRole } from './welfare-visit.js';

const OPEN = ['planned', 'empty'] as const;

/** The table of the README. */
export const VISIT_TABLE: CommandTable<VisitCommandType, WelfareVisitState, VisitRole> = {
  done: { states: [...OPEN, 'missed'], roles: ['owner'] },
  excuse: { states: OPEN, roles: ['owner', 'superior'] },
  miss: { states: [...OPEN, 'missed'], roles: ['owner'] },
  'ask-contact': { states: ['empty'], roles: ['owner'] },
  close: { states: OPEN, roles: ['clock'] },
  'no-news': { states: ['empty'], roles: ['clock'] },
  move: { states: OPEN, roles: ['clock'] },
  serve: { states: OPEN, roles: ['clock'] },
  cancel: { states: OPEN, roles: ['clock'] },
  'plan-again': { states: ['cancelled'], roles: ['clock'] },
};

/** Whose visit it is, and who stands above. */
export const VISIT_OFFICES: Readonly<
  Record<VisitLevel, { readonly owners: readonly string[]; readonly superiors: readonly string[] }>
> = {
  community: { owners: ['community-officer', 'village-cadre'], superiors: ['township-officer'] },
  township: { owners: ['township-officer'], superiors: ['county-officer'] },
  county: { owners: ['county-officer'], superiors: [] },
};

/** The commands that a state takes from a role, for `allowedActions`. */
export const visitActions = (state: WelfareVisitState, role: VisitRole): readonly VisitCommandType[] =>
  commandsIn(VISIT_TABLE, state, role);
