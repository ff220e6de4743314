import type { z } from 'zod';
import type { ProblemSlug } from '@silverbell/vocabulary';
import type { RouteName } from './endpoints.js';
import { ACCOUNT_ROUTES } from './routes/accounts.js';
import { DEVICE_ROUTES } from './routes/devices.js';
import { EXERCISE_ROUTES } from './routes/exercises.js';
import { EXPORT_ROUTES } from './routes/exports.js';
import { FACILITY_ROUTES } from './routes/facilities.js';
import { FAMILY_ROUTES } from './routes/family.js';
import { FILE_ROUTES } from './routes/files.js';
import { DISPATCH_ROUTES } from './routes/dispatch.js';
import { HELPER_DUTY_ROUTES } from './routes/helper-duty.js';
import { HELPER_REGISTRY_ROUTES } from './routes/helper-registry.js';
import { IMPORT_ROUTES } from './routes/imports.js';
import { INCIDENT_ROUTES } from './routes/incidents.js';
import { ESCALATION_ROUTES } from './routes/escalation.js';
import { PLATFORM_HEALTH_ROUTES } from './routes/platform-health.js';
import { AUTH_ROUTES } from './routes/auth.js';
import { PEOPLE_ROUTES } from './routes/people.js';
import { PRIVACY_ROUTES } from './routes/privacy.js';
import { REFERRAL_ROUTES } from './routes/referrals.js';
import { REGION_ROUTES } from './routes/regions.js';
import { ROTA_ROUTES } from './routes/rota.js';
import { SERVICE_KEY_ROUTES } from './routes/service-keys.js';
import { MONITORING_ROUTES } from './routes/monitoring.js';

import type { Route } from './routes/route.js';

export type { Route } from './routes/route.js';

/**
 * Every route of the api, by feature. The api serves exactly these, and a test holds it to that. A new route goes into the file of its
 * feature; no name may stand in two of them.
 */
export const ROUTES = {
  ...AUTH_ROUTES,
  ...ACCOUNT_ROUTES,
  ...SERVICE_KEY_ROUTES,
  ...INCIDENT_ROUTES,
  ...DISPATCH_ROUTES,
  ...FAMILY_ROUTES,
  ...DEVICE_ROUTES,
  ...EXERCISE_ROUTES,
  ...PEOPLE_ROUTES,
  ...PRIVACY_ROUTES,
  ...FILE_ROUTES,
  ...MONITORING_ROUTES,
  ...ESCALATION_ROUTES,
  ...REGION_ROUTES,
  ...FACILITY_ROUTES,
  ...HELPER_REGISTRY_ROUTES,
  ...ROTA_ROUTES,
  ...REFERRAL_ROUTES,
  ...HELPER_DUTY_ROUTES,
  ...PLATFORM_HEALTH_ROUTES,
  ...IMPORT_ROUTES,
  ...EXPORT_ROUTES,
} as const satisfies Record<RouteName, Route>;

type Part<N extends RouteName, Key extends 'body' | 'response'> = (typeof ROUTES)[N][Key];

/** What a client sends: defaults may be left out. */
export type BodyOf<N extends RouteName> = Part<N, 'body'> extends infer S extends z.ZodType ? z.input<S> : undefined;
/** What a client gets. */
export type AnswerOf<N extends RouteName> =
  Part<N, 'response'> extends infer S extends z.ZodType ? z.output<S> : string;

type Table = typeof ROUTES;

/** What a client asks with in the address: defaults may be left out. A route without a query takes none. */
export type QueryOf<N extends RouteName> = Table[N] extends { query: infer S extends z.ZodObject }
  ? { readonly [K in keyof z.input<S>]: K extends keyof z.output<S> ? z.output<S>[K] : never }
  : undefined;

/** Routes that answer with text (a page to be printed, metrics) instead of JSON. */
export type TextRoute = { [N in RouteName]: Table[N]['response'] extends null ? N : never }[RouteName];
export type JsonRoute = Exclude<RouteName, TextRoute>;

/** Refusals that any route may answer with. */
export const EVERY_ROUTE_PROBLEMS = ['unavailable', 'internal', 'too-many-requests'] as const;
export const BODY_PROBLEMS = ['invalid-request', 'not-json', 'too-large'] as const;
export const LOGIN_PROBLEMS = ['not-logged-in', 'not-allowed'] as const;

type OwnProblems<Entry> = Entry extends { problems: infer P extends readonly ProblemSlug[] } ? P[number] : never;
/** The slugs a route may refuse with; the OpenAPI document lists the same. */
export type ProblemOf<N extends RouteName> =
  | (typeof EVERY_ROUTE_PROBLEMS)[number]
  | (Table[N]['body'] extends z.ZodType ? (typeof BODY_PROBLEMS)[number] : never)
  | (Table[N]['roles'] extends 'public' ? never : (typeof LOGIN_PROBLEMS)[number])
  | (Table[N]['path'] extends `${string}{id}${string}` ? 'not-found' : never)
  | (Table[N] extends { idempotent: true } ? 'idempotency-key-reused' : never)
  | OwnProblems<Table[N]>;
