import { z } from 'zod';
import { ALERT_KINDS, CERTAINTIES, DRILL_PURPOSES } from '@silverbell/vocabulary';
import { id, isoInstant, list, person } from './shared.js';

/** An exercise 演练: who opened it, for what, until when. */
export const drill = z.object({
  id,
  regionId: z.string(),
  purpose: z.enum(DRILL_PURPOSES),
  /** Empty: every home of the region. */
  homeIds: z.array(z.string()),
  deviceIds: z.array(z.string()),
  /** Empty: everybody the ranking finds; otherwise only these are asked to go. */
  helperIds: z.array(z.string()),
  openedBy: person,
  openedAt: isoInstant,
  until: isoInstant,
  endedAt: isoInstant.nullable(),
  open: z.boolean(),
});
export type Drill = z.infer<typeof drill>;
export const drillList = list(drill);

/** Without an end there is no drill. */
export const openDrillRequest = z.strictObject({
  regionId: id.optional(),
  homeIds: z.array(id).max(200).optional(),
  deviceIds: z.array(id).max(200).optional(),
  helperIds: z.array(id).max(200).optional(),
  until: isoInstant,
  purpose: z.enum(DRILL_PURPOSES).default('regular'),
});
export type OpenDrillRequest = z.input<typeof openDrillRequest>;

/** A simulated press: of a home, or of a device, which then hears marked receipts. */
export const drillPressRequest = z.strictObject({
  homeId: id.optional(),
  deviceId: id.optional(),
  kind: z.enum(ALERT_KINDS).default('sos'),
  certainty: z.enum(CERTAINTIES).default('observed'),
});
export type DrillPressRequest = z.input<typeof drillPressRequest>;
