import type { z } from 'zod';
import { DEVICE_ROUTES } from './routes/devices.js';
import { DRILL_ROUTES } from './routes/drills.js';
import { FAMILY_ROUTES } from './routes/family.js';
import { HELPER_ROUTES } from './routes/helper.js';
import { INCIDENT_ROUTES } from './routes/incidents.js';
import { LADDER_ROUTES } from './routes/ladders.js';
import { MACHINE_ROOM_ROUTES } from './routes/machine-room.js';
import { ME_ROUTES } from './routes/me.js';
import { PEOPLE_ROUTES } from './routes/people.js';
import { SILENCE_ROUTES } from './routes/silence.js';

export type { HttpMethod, Route } from './routes/route.js';

/**
 * Every route of the house, put together from its rooms. The api serves exactly these, and a test holds it to that.
 * A new route goes into the file of its room; no name may stand in two of them.
 */
export const ROUTES = {
  ...ME_ROUTES,
  ...INCIDENT_ROUTES,
  ...HELPER_ROUTES,
  ...FAMILY_ROUTES,
  ...DEVICE_ROUTES,
  ...DRILL_ROUTES,
  ...PEOPLE_ROUTES,
  ...SILENCE_ROUTES,
  ...LADDER_ROUTES,
  ...MACHINE_ROOM_ROUTES,
} as const;

export type RouteName = keyof typeof ROUTES;
type Part<N extends RouteName, Key extends 'body' | 'response'> = (typeof ROUTES)[N][Key];

/** What a client sends: defaults may be left out. */
export type BodyOf<N extends RouteName> = Part<N, 'body'> extends infer S extends z.ZodType ? z.input<S> : undefined;
/** What a client gets. */
export type AnswerOf<N extends RouteName> =
  Part<N, 'response'> extends infer S extends z.ZodType ? z.output<S> : string;

/** Fills the parameters of a route's path, so that no client glues one together. */
export const pathOf = (name: RouteName, parameters: Readonly<Record<string, string>> = {}): string =>
  ROUTES[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(parameters[key] ?? ''));
