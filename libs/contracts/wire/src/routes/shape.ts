import type { z } from 'zod';
import { ROLES, type Label, type Role } from '@silverbell/vocabulary';
import { ENDPOINTS, type RouteName } from '../endpoints.js';
import type { Route } from './route.js';

/** May act on an incident. */
export const ACT: readonly Role[] = ['operator', 'lead'];
/** May look at one. */
export const LOOK: readonly Role[] = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
/** May keep what is on file of people and things. */
export const KEEP: readonly Role[] = ['operator', 'lead', 'admin'];
export const HELPER: readonly Role[] = ['helper'];
export const FAMILY: readonly Role[] = ['family'];
/** Answers for people: who may go, and who may know. */
export const ANSWERS: readonly Role[] = ['lead', 'admin'];
export const ANYBODY: readonly Role[] = ROLES;

/** Keep regions, settings, duty seats and emergency numbers. */
export const KEEP_PLACES: readonly Role[] = ['admin', 'county-officer'];
/** Keep facilities and helpers. */
export const KEEP_FACILITIES: readonly Role[] = [...KEEP_PLACES, 'township-officer'];
/** Keep the files of homes and seniors, with contacts, consents and keys. */
export const KEEP_FILES: readonly Role[] = [...KEEP_FACILITIES, 'community-officer'];
/** Bind and test devices. */
export const INSTALL: readonly Role[] = [...KEEP_FILES, 'installer'];
const WATCH: readonly Role[] = ['lead', 'operator', 'supervisor'];
/** Read what the same people keep; numbers are masked. */
export const READ_PLACES: readonly Role[] = [...KEEP_PLACES, ...WATCH];
export const READ_FACILITIES: readonly Role[] = [...KEEP_FACILITIES, ...WATCH];
export const READ_FILES: readonly Role[] = [...KEEP_FILES, ...WATCH];
export const READ_DEVICES: readonly Role[] = [...INSTALL, ...WATCH];
/** See who is in conflict with whom, and who is protected. */
export const SEE_CONFLICTS: readonly Role[] = ['lead', 'protection-officer'];
/** Keep accounts, their roles and their sessions. */
export const KEEP_ACCOUNTS: readonly Role[] = ['security-admin'];

export const words = (zh: string, en: string): Label => ({ 'zh-CN': zh, en });

export const look = <Name extends RouteName, Response extends z.ZodType>(
  name: Name,
  roles: readonly Role[],
  tag: Route['tag'],
  response: Response,
  summary: Label,
) => ({ ...ENDPOINTS[name], roles, body: null, response, status: 200, tag, summary }) as const;
