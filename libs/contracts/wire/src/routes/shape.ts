import type { z } from 'zod';
import type { Label, Role } from '@silverbell/vocabulary';
import { ENDPOINTS, type RouteName } from '../endpoints.js';
import type { Route } from './route.js';

/** May act on a case. */
export const ACT: readonly Role[] = ['operator', 'lead'];
/** May look at one. */
export const LOOK: readonly Role[] = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
/** May keep what is on file of people and things. */
export const KEEP: readonly Role[] = ['operator', 'lead', 'admin'];
export const HELPER: readonly Role[] = ['helper'];
export const FAMILY: readonly Role[] = ['family'];
/** Answers for people: who may go, and who may know. */
export const ANSWERS: readonly Role[] = ['lead', 'admin'];
export const ANYBODY: readonly Role[] = ['admin', 'lead', 'operator', 'helper', 'family', 'supervisor', 'auditor'];

export const words = (zh: string, en: string): Label => ({ 'zh-CN': zh, en });

export const look = <Name extends RouteName, Response extends z.ZodType>(
  name: Name,
  roles: readonly Role[],
  tag: Route['tag'],
  response: Response,
  summary: Label,
) => ({ ...ENDPOINTS[name], roles, body: null, response, status: 200, tag, summary }) as const;
