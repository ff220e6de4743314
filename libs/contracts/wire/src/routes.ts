import type { z } from 'zod';
import type { ProblemSlug } from '@silverbell/vocabulary';
import type { RouteName } from './endpoints.js';
import { ACCOUNT_ROUTES } from './routes/accounts.js';
import { ATTACHMENT_ROUTES } from './routes/attachments.js';
import { CARE_PROVIDER_ROUTES } from './routes/care-providers.js';
import { CARE_RECORD_ROUTES } from './routes/care-records.js';
import { CARE_ROUTES } from './routes/care.js';
import { CARE_ORDER_ROUTES } from './routes/care-orders.js';
import { CARE_VISIT_ROUTES } from './routes/care-visits.js';
import { CARE_QUALITY_ROUTES } from './routes/care-quality.js';
import { CARE_CALL_ROUTES } from './routes/care-calls.js';
import { CARE_MEAL_ROUTES } from './routes/care-meals.js';
import { CARE_SCORE_ROUTES } from './routes/care-scores.js';
import { CARE_WORK_ROUTES } from './routes/care-work.js';
import { DEVICE_ROUTES } from './routes/devices.js';
import { EXERCISE_ROUTES } from './routes/exercises.js';
import { EXPORT_ROUTES } from './routes/exports.js';
import { FACILITY_ROUTES } from './routes/facilities.js';
import { FAMILY_ROUTES } from './routes/family.js';
import { FAMILY_INVITATION_ROUTES } from './routes/family-invitations.js';
import { FILE_ROUTES } from './routes/files.js';
import { DISPATCH_ROUTES } from './routes/dispatch.js';
import { HANDOVER_ROUTES } from './routes/handover.js';
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
import { TASK_ROUTES } from './routes/tasks.js';
import { TELEPHONY_ROUTES } from './routes/telephony.js';

import type { Route } from './routes/route.js';

export type { Route } from './routes/route.js';

/** Named part by part, each as below: written out, the type of the whole is longer than a declaration file may hold. */
type Table = typeof AUTH_ROUTES &
  typeof ACCOUNT_ROUTES &
  typeof SERVICE_KEY_ROUTES &
  typeof INCIDENT_ROUTES &
  typeof DISPATCH_ROUTES &
  typeof FAMILY_ROUTES &
  typeof FAMILY_INVITATION_ROUTES &
  typeof DEVICE_ROUTES &
  typeof EXERCISE_ROUTES &
  typeof PEOPLE_ROUTES &
  typeof PRIVACY_ROUTES &
  typeof FILE_ROUTES &
  typeof MONITORING_ROUTES &
  typeof ESCALATION_ROUTES &
  typeof REGION_ROUTES &
  typeof FACILITY_ROUTES &
  typeof HELPER_REGISTRY_ROUTES &
  typeof ROTA_ROUTES &
  typeof REFERRAL_ROUTES &
  typeof HELPER_DUTY_ROUTES &
  typeof PLATFORM_HEALTH_ROUTES &
  typeof IMPORT_ROUTES &
  typeof EXPORT_ROUTES &
  typeof CARE_ROUTES &
  typeof CARE_RECORD_ROUTES &
  typeof TELEPHONY_ROUTES &
  typeof CARE_PROVIDER_ROUTES &
  typeof TASK_ROUTES &
  typeof HANDOVER_ROUTES &
  typeof CARE_ORDER_ROUTES &
  typeof CARE_VISIT_ROUTES &
  typeof CARE_QUALITY_ROUTES &
  typeof CARE_MEAL_ROUTES &
  typeof CARE_CALL_ROUTES &
  typeof CARE_SCORE_ROUTES &
  typeof CARE_WORK_ROUTES &
  typeof ATTACHMENT_ROUTES;

/**
 * Every route of the api, by feature. The api serves exactly these, and a test holds it to that. A new route goes into the file of its
 * feature; no name may stand in two of them.
 */
export const ROUTES: Table = {
  ...AUTH_ROUTES,
  ...ACCOUNT_ROUTES,
  ...SERVICE_KEY_ROUTES,
  ...INCIDENT_ROUTES,
  ...DISPATCH_ROUTES,
  ...FAMILY_ROUTES,
  ...FAMILY_INVITATION_ROUTES,
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
  ...CARE_ROUTES,
  ...CARE_RECORD_ROUTES,
  ...TELEPHONY_ROUTES,
  ...CARE_PROVIDER_ROUTES,
  ...TASK_ROUTES,
  ...HANDOVER_ROUTES,
  ...CARE_ORDER_ROUTES,
  ...CARE_VISIT_ROUTES,
  ...CARE_QUALITY_ROUTES,
  ...CARE_MEAL_ROUTES,
  ...CARE_CALL_ROUTES,
  ...CARE_SCORE_ROUTES,
  ...CARE_WORK_ROUTES,
  ...ATTACHMENT_ROUTES,
} as const satisfies Record<RouteName, Route>;

type Part<N extends RouteName, Key extends 'body' | 'response'> = Table[N][Key];

/** What a client sends: defaults may be left out. */
export type BodyOf<N extends RouteName> = Part<N, 'body'> extends infer S extends z.ZodType ? z.input<S> : undefined;
/** What a client gets. */
export type AnswerOf<N extends RouteName> =
  Part<N, 'response'> extends infer S extends z.ZodType ? z.output<S> : string;

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
