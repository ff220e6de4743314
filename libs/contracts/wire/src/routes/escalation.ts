import type { z } from 'zod';
import type { ProblemSlug } from '@silverbell/vocabulary';
import { ENDPOINTS, type RouteName } from '../endpoints.js';
import {
  approveLaddersRequest,
  dryRunRequest,
  dryRunResponse,
  endLadderDraftRequest,
  ladderDraftDetail,
  proposeLaddersRequest,
  regionLadders,
} from '../http/index.js';
import type { Route } from './route.js';
import { LOOK, words, look } from './shape.js';

/** Ladders are edited by leads and administrators of the region, never by one person alone. */
const editLadders = <
  Name extends RouteName,
  Body extends z.ZodType,
  Response extends z.ZodType,
  const Problems extends readonly ProblemSlug[] = readonly [],
>(
  name: Name,
  body: Body,
  response: Response,
  problems?: Problems,
) =>
  ({
    ...ENDPOINTS[name],
    roles: ['lead', 'admin'],
    body,
    response,
    status: 200,
    tag: 'ladders',
    problems: ['ladder-draft-decided', ...(problems ?? [])],
  }) as const;

/** Ladders, changed by two people and after a dry run. */
export const ESCALATION_ROUTES = {
  regionLadders: look(
    'regionLadders',
    LOOK,
    'ladders',
    regionLadders,
    words('区划的上报阶梯、版本与草案', "A region's ladders, their versions and drafts"),
  ),
  proposeLadders: {
    ...editLadders('proposeLadders', proposeLaddersRequest, ladderDraftDetail, [
      'ladder-beyond-limits',
      'ladder-unchanged',
      'ladder-draft-exists',
    ]),
    status: 201,
    summary: words('提出修改上报阶梯', 'Propose another ladder; nothing changes yet'),
  },
  ladderDraft: look(
    'ladderDraft',
    LOOK,
    'ladders',
    ladderDraftDetail,
    words('一份草案及其经过', 'One draft with its history'),
  ),
  dryRunLadders: {
    ...editLadders('dryRunLadders', dryRunRequest, dryRunResponse),
    summary: words('试运行：修改前后谁会在何时被呼叫', 'Dry run: who would have been called when, before and after'),
  },
  approveLadders: {
    ...editLadders('approveLadders', approveLaddersRequest, ladderDraftDetail, [
      'ladder-own-draft',
      'ladder-dry-run-missing',
      'ladder-dry-run-stale',
      'ladder-effect-in-past',
      'ladder-effect-too-early',
    ]),
    summary: words('由另一人批准草案', 'Approve a draft of somebody else'),
  },
  rejectLadders: {
    ...editLadders('rejectLadders', endLadderDraftRequest, ladderDraftDetail, ['ladder-own-draft']),
    summary: words('驳回草案', 'Reject a draft of somebody else'),
  },
  withdrawLadders: {
    ...editLadders('withdrawLadders', endLadderDraftRequest, ladderDraftDetail, ['ladder-not-author']),
    summary: words('撤回自己的草案', "Withdraw one's own draft"),
  },
} as const satisfies Record<string, Route>;
