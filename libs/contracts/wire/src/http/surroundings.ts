import { z } from 'zod';
import { id, isoInstant, shortText } from './shared.js';

/** What a page needs before anybody is logged in. */
export const metaResponse = z.object({
  /** Fictional people only; every page shows a banner. */
  demo: z.boolean(),
  version: z.string(),
  timeZone: z.string(),
  serverTime: isoInstant,
  /** MQTT over WebSocket, for the pendant in the browser. */
  mqttWsPort: z.number().int(),
  /** People may log in with the account of their organisation. */
  organisationLogin: z.boolean(),
  /** What may be drawn below the map, above the boundaries of `/basemap`. */
  map: z.object({
    /** Address of a PMTiles file on this host, which names its own origin. */
    file: z.string().nullable(),
    /** Tiles by `{z}`, `{x}`, `{y}`, drawn one above the other. */
    tiles: z
      .object({
        urls: z.array(z.string()),
        datum: z.enum(['wgs84', 'gcj02']),
        attribution: z.string(),
        /** 审图号 */
        approvalNo: z.string().nullable(),
      })
      .nullable(),
  }),
});
export type MetaResponse = z.infer<typeof metaResponse>;

/** GeoJSON, WGS-84. Empty outside the demo until a deployment brings its own. */
export const basemapResponse = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) });
export type BasemapResponse = z.infer<typeof basemapResponse>;

/**
 * What an SMS or voice gateway reports of a message we gave it, signed with the webhook secret. `about` comes back as it was sent;
 * what a key means follows from it. A gateway may add fields of its own.
 */
export const voiceHookRequest = z.looseObject({
  type: z.enum(['delivery', 'key-press']),
  id: z.string().min(1).max(300),
  about: z.looseObject({ incidentId: id, recipient: shortText, kind: shortText }),
  state: z.enum(['delivered', 'failed']).optional(),
  key: z
    .string()
    .regex(/^[0-9*#]$/)
    .optional(),
});
export type VoiceHookRequest = z.infer<typeof voiceHookRequest>;
/** What the provider says to the person who pressed. */
export const voiceHookResponse = z.object({ say: z.string() });
export type VoiceHookResponse = z.infer<typeof voiceHookResponse>;
