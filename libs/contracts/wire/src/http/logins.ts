import { DEVICE_PROFILES, DEVICE_ROLES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { calendarDay } from './device-life.js';
import { freeText, id, shortText } from './shared.js';

/** One topic level, nothing that a broker or a log reads as more; the user name of its connection. */
export const deviceId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/);

/** As people copy it from a box: blanks around and between digits, full-width characters. */
const asWritten = (written: unknown): unknown =>
  typeof written === 'string'
    ? written
        .normalize('NFKC')
        .trim()
        .replace(/(?<=\d)\s+(?=\d)/g, '')
    : written;

/** Words of addresses that are no devices. */
const RESERVED = ['unknown', 'work'];

const installation = {
  /** Who wears it; absent: the home's. */
  seniorId: id.optional(),
  room: shortText.optional(),
  /** Stands in the home, whatever its position says; absent: unless it is worn. */
  fixed: z.boolean().optional(),
  modelId: id.optional(),
  /** The day on which its SIM card ends. */
  simUntil: calendarDay.optional(),
};

export const registerDeviceRequest = z
  .strictObject({
    /** Printed on it, or chosen; absent: we choose. Of a watch its number: 10 digits, or its IMEI; `watch:` is added where it is missing. */
    id: z
      .preprocess(
        asWritten,
        deviceId.refine((written) => !RESERVED.includes(written)),
      )
      .optional(),
    role: z.enum(DEVICE_ROLES),
    profile: z.enum(DEVICE_PROFILES).default('native'),
    /** Absent: it is not installed yet, and kept in the stock of `regionId`. */
    homeId: id.optional(),
    regionId: id.optional(),
    stage: z.enum(['bought', 'in-stock']).optional(),
    ...installation,
    /** Speaks through this hub, which calls it by this name or address; then it has no secret of its own. */
    behind: z.strictObject({ hubId: deviceId, name: shortText }).optional(),
  })
  .refine(({ homeId, regionId }) => (homeId === undefined) !== (regionId === undefined), {
    path: ['homeId'],
    message: 'homeId | regionId',
  })
  .refine(
    ({ homeId, seniorId, room, behind, stage }) =>
      homeId === undefined ? seniorId === undefined && room === undefined && behind === undefined : stage === undefined,
    { path: ['regionId'], message: 'regionId + stage' },
  );
export type RegisterDeviceRequest = z.input<typeof registerDeviceRequest>;

/** Of a device that called or was heard, and is of no home; its id stands in the address. */
export const claimDeviceRequest = z.strictObject({
  role: z.enum(DEVICE_ROLES),
  profile: z.enum(DEVICE_PROFILES).optional(),
  homeId: id,
  ...installation,
});
export type ClaimDeviceRequest = z.input<typeof claimDeviceRequest>;

/** The secret is shown here and never again. */
export const deviceLogin = z.object({
  deviceId: z.string(),
  /** `null`: it speaks through its hub. */
  secret: z.string().nullable(),
  /** MQTT: user name, and the topics below which it may publish and subscribe. */
  userName: z.string(),
  prefixes: z.array(z.string()),
});
export type DeviceLogin = z.infer<typeof deviceLogin>;

export const deviceChangeRequest = z.strictObject({ reason: freeText.optional() });
export type DeviceChangeRequest = z.infer<typeof deviceChangeRequest>;

/** What EMQX asks when a client connects; `docs.emqx.com`, "Use HTTP Service" of authentication. It may send more than this. */
export const brokerLoginRequest = z.looseObject({
  username: z.string().max(256).nullish(),
  password: z.string().max(1024).nullish(),
  clientid: z.string().max(256).nullish(),
  /** Where it connects from. */
  peerhost: z.string().max(64).nullish(),
  /** Of a client certificate that the broker has checked. */
  cert_common_name: z.string().max(256).nullish(),
});
export const brokerLoginAnswer = z.object({ result: z.enum(['allow', 'deny']), is_superuser: z.boolean() });

/** What EMQX asks before a publish or a subscription; "Use HTTP Service" of authorization. */
export const brokerActRequest = z.looseObject({
  username: z.string().max(256).nullish(),
  topic: z.string().max(1024),
  action: z.enum(['publish', 'subscribe']),
});
export const brokerActAnswer = z.object({ result: z.enum(['allow', 'deny']) });
