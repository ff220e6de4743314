import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { fromIso, instant, type Instant } from '@silverbell/kernel';
import { z } from 'zod';
import { isCommonPassword, isWeakSecret } from '../passwords/guessable.js';
import { isAddressOrNetwork } from '../network/trusted-proxies.js';

/** In demo mode every process knows it; outside demo mode it is refused by name. */
export const DEMO_SECRET = 'silverbell-demo-secret-known-to-everybody';
const SHORTEST_SECRET = 16;
/** 2026-10-14T08:00+08:00 (CR-01). */
const DEMO_CARE_CLOCK = instant(Date.UTC(2026, 9, 14));

/** Shown when new data begins with a secret that can be guessed; data of before starts with it, and the health page warns. */
export const refusalOfNewSecret = (secret: string): string | null => (isWeakSecret(secret) ? WEAK_SECRET : null);
const WEAK_SECRET =
  'SILVERBELL_SECRET is too easy to guess for new data: unset it, so that `npm start -- --empty` makes one, or take the words of `openssl rand -hex 32`.';

export interface Settings {
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly mqttWsPort: number;
  /** The embedded broker over TLS; `null`: not configured. */
  readonly mqttTls: MqttTlsSettings | null;
  /** Where watches call, over bare TCP; `null`: nowhere. */
  readonly watchPort: number | null;
  readonly bind: string;
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks. */
  readonly trustedProxies: readonly string[];
  /** Opens figures and documents to machines elsewhere; `null`: this machine alone reads them. */
  readonly metricsToken: string | null;
  readonly dataDir: string;
  /** `null`: the station's embedded database. */
  readonly databaseUrl: string | null;
  /** `null`: the broker embedded in the engine. */
  readonly mqttUrl: string | null;
  /** How devices get into the outside broker: written into mosquitto's dynamic security, or by the operator of the broker. */
  readonly mqttAccess: 'by-hand' | 'dynamic-security';
  /** What an outside broker that asks us about every login proves itself with; `null`: no broker may ask. */
  readonly mqttHookSecret: string | null;
  /** Everything secret is derived from it; never empty. */
  readonly secret: string;
  readonly timeZone: string;
  readonly logLevel: LogLevel;
  readonly mode: 'demo' | 'live';
  /** Internal: where the engine answers about its health; `null` when not set. */
  readonly enginePort: number | null;
  readonly quietDemo: boolean;
  /** Internal: shown once by `--empty`, stored only as a hash. */
  readonly adminPasswordOnce: string | null;
  /** Whether administrators must have a second factor. */
  readonly totp: 'on' | 'off';
  /** The provider of the organisation's own logins; `null`: people log in with a password of ours. */
  readonly oidc: OidcSettings | null;
  /** Providers of SMS and voice calls; `null`: messages are recorded and nobody is rung. */
  readonly smsWebhookUrl: string | null;
  readonly voiceWebhookUrl: string | null;
  /** Where the exchange takes commands: a cloud call centre, or `fake`, which rings no telephone; `null`: operators dial themselves. */
  readonly telephonyUrl: string | null;
  /** Where calls belong whose number is on no file; `null`: the topmost region. */
  readonly telephonyRegion: string | null;
  /** Of local numbers. */
  readonly telephonyAreaCode: string | null;
  /** A desk phone that works while the exchange is down. */
  readonly telephonyBackupNumber: string | null;
  /** The telephone in the browser of a desk; `null`: every desk has a telephone of its own. */
  readonly softphone: SoftphoneSettings | null;
  /** Signs what we send to the providers, and proves what they send to us. */
  readonly webhookSecret: string | null;
  /** The outside monitor that notices silence; `null`: no outside monitor. */
  readonly deadManUrl: string | null;
  readonly deadManIntervalS: number;
  /** Where the clock of daytime care begins in demo mode; `null`: care goes by the real time. */
  readonly demoCareClock: Instant | null;
  /** Streets below the map, in a PMTiles file; `null`: none of the deployment's own. */
  readonly mapFile: string | null;
  /** Tiles of an outside or intranet server below the map; `null`: none. */
  readonly mapTiles: MapTilesSettings | null;
}

/** Where the browsers of the desks register as SIP telephones. */
export interface SoftphoneSettings {
  /** SIP over WebSocket (RFC 7118). */
  readonly url: string;
  /** Extensions are addresses of it: `sip:801@domain`. */
  readonly domain: string;
  /** Shared with the SIP server, which recognises by it the credentials that we issue; never shown to a page. */
  readonly secret: string;
  /** Relays the sound of a browser that does not reach the SIP server's media by itself; `null`: every browser does. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
}

/** Tiles by XYZ or WMTS, drawn one above the other (the ground, then its names). */
export interface MapTilesSettings {
  /** Addresses with `{z}`, `{x}` and `{y}`, one to three. */
  readonly urls: readonly string[];
  /** What the tiles are drawn in. */
  readonly datum: 'wgs84' | 'gcj02';
  readonly attribution: string;
  /** 审图号; `null`: the licence of these tiles asks for none. */
  readonly approvalNo: string | null;
}

/** OpenID Connect. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** `null`: a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** Where browsers reach our pages; the provider sends them back to `/console/` and `/office/` of it. */
  readonly origin: string;
}

/** Files in PEM. */
export interface MqttTlsSettings {
  readonly port: number;
  readonly certFile: string;
  readonly keyFile: string;
  /** A certificate of this authority, with the device's id as common name, is as good as its password; `null`: passwords only. */
  readonly clientCaFile: string | null;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((n) => n <= 65_535);
const PORT = 'must be a port number between 0 and 65535';
const url = (schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)));
/** Reached from this machine alone. */
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;
const isLoopback = (host: string): boolean => LOOPBACK.test(host.replace(/^\[|\]$/g, ''));
const securedUrl = url(['http', 'https']).refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopback(hostname);
});
const sipUrl = url(['ws', 'wss']).refine((text) => {
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  return (protocol === 'wss:' || isLoopback(hostname)) && username + password + search + hash === '';
});
const SECURED_URL = 'must begin with https:// (http:// only for an address of this machine)';
const turnAddresses = z
  .string()
  .transform((text) => text.split(/\s+/).filter((one) => one !== ''))
  .refine((urls) => urls.length >= 1 && urls.length <= 3)
  .refine((urls) => urls.every((one) => /^turns?:[A-Za-z0-9.-]{1,253}(:\d{1,5})?(\?transport=(udp|tcp))?$/.test(one)));
const tileAddresses = z
  .string()
  .transform((text) => text.split(/\s+/))
  .refine(
    (urls) =>
      urls.length <= 3 &&
      urls.every(
        (one) =>
          ['{z}', '{x}', '{y}'].every((part) => one.includes(part)) &&
          URL.canParse(one) &&
          ['http:', 'https:'].includes(new URL(one).protocol),
      ),
  );
const pingInterval = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .refine((n) => n >= 1 && n <= 3_600);
const readable = z.string().refine((file) => existsSync(file));
const careClock = z.string().transform((text, context): Instant => {
  const at = fromIso(text);
  if (at !== null) return at;
  context.addIssue('no instant');
  return z.NEVER;
});
const flag = z.enum(['0', '1', 'true', 'false', '']).transform((text) => text === '1' || text === 'true');
const proxies = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
  .refine((list) => list.every(isAddressOrNetwork));
const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** Every name the environment may use, what it must look like, and the sentence when it does not. */
const NAMES = {
  SILVERBELL_HTTP_PORT: [port, PORT],
  SILVERBELL_MQTT_PORT: [port, PORT],
  SILVERBELL_MQTT_WS_PORT: [port, PORT],
  SILVERBELL_MQTT_TLS_PORT: [port, PORT],
  SILVERBELL_MQTT_TLS_CERT: [readable, 'must name a file in PEM that this process may read'],
  SILVERBELL_MQTT_TLS_KEY: [readable, 'must name a file in PEM that this process may read'],
  SILVERBELL_MQTT_TLS_CLIENT_CA: [readable, 'must name a file in PEM that this process may read'],
  SILVERBELL_WATCH_PORT: [port, PORT],
  SILVERBELL_BIND: [z.string().min(1), 'must be the address to listen on, for example 127.0.0.1 or 0.0.0.0'],
  SILVERBELL_TRUSTED_PROXIES: [
    proxies,
    'must list addresses or networks with commas between them, for example 10.0.0.5, 172.16.0.0/12',
  ],
  SILVERBELL_METRICS_TOKEN: [z.string().min(SHORTEST_SECRET), `must have at least ${SHORTEST_SECRET} characters`],
  SILVERBELL_DATA_DIR: [z.string().min(1), 'must be a folder'],
  DATABASE_URL: [url(['postgres', 'postgresql']), 'must begin with postgres:// or postgresql://'],
  MQTT_URL: [url(['mqtt', 'mqtts', 'ws', 'wss']), 'must begin with mqtt://, mqtts://, ws:// or wss://'],
  SILVERBELL_MQTT_ACCESS: [z.enum(['by-hand', 'dynamic-security']), 'must be by-hand or dynamic-security'],
  SILVERBELL_MQTT_HOOK_SECRET: [z.string().min(SHORTEST_SECRET), `must have at least ${SHORTEST_SECRET} characters`],
  SILVERBELL_SECRET: [z.string().min(SHORTEST_SECRET), `must have at least ${SHORTEST_SECRET} characters`],
  SILVERBELL_TIME_ZONE: [z.string().refine(isTimeZone), 'must be an IANA time zone, for example Asia/Shanghai'],
  SILVERBELL_LOG_LEVEL: [z.enum(LOG_LEVELS), `must be one of ${LOG_LEVELS.join(', ')}`],
  SILVERBELL_MODE: [z.enum(['demo', 'live']), 'must be demo or live'],
  SILVERBELL_ENGINE_PORT: [port, PORT],
  SILVERBELL_QUIET_DEMO: [flag, 'must be 1 or 0'],
  SILVERBELL_ADMIN_PASSWORD_ONCE: [
    z
      .string()
      .min(12)
      .max(200)
      .refine((password) => !isCommonPassword(password)),
    'must have 12 to 200 characters and not be one that everybody tries first',
  ],
  SILVERBELL_TOTP: [z.enum(['on', 'off']), 'must be on or off'],
  SILVERBELL_OIDC_ISSUER: [securedUrl, SECURED_URL],
  SILVERBELL_OIDC_CLIENT_ID: [z.string().min(1).max(200), 'must be the id that the provider gave to this platform'],
  SILVERBELL_OIDC_CLIENT_SECRET: [z.string().min(1).max(500), 'must be the secret that the provider gave'],
  SILVERBELL_OIDC_ORIGIN: [
    securedUrl
      .transform((text) => new URL(text))
      .refine(({ pathname }) => pathname === '/')
      .transform(({ origin }) => origin),
    `${SECURED_URL}, without a path`,
  ],
  SILVERBELL_SMS_WEBHOOK_URL: [url(['http', 'https']), 'must begin with http:// or https://'],
  SILVERBELL_VOICE_WEBHOOK_URL: [url(['http', 'https']), 'must begin with http:// or https://'],
  SILVERBELL_TELEPHONY_URL: [
    url(['http', 'https']).or(z.literal('fake')),
    'must begin with http:// or https://, or be fake',
  ],
  SILVERBELL_TELEPHONY_REGION: [z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), 'must be the id of a region'],
  SILVERBELL_TELEPHONY_AREA_CODE: [z.string().regex(/^0\d{2,3}$/), 'must be an area code, for example 0571'],
  SILVERBELL_TELEPHONY_BACKUP_NUMBER: [z.string().regex(/^[+0-9() -]{2,40}$/), 'must be a telephone number'],
  SILVERBELL_SIP_URL: [
    sipUrl,
    'must begin with wss:// (ws:// only for an address of this machine), without a login or a query',
  ],
  SILVERBELL_SIP_DOMAIN: [z.string().regex(/^[A-Za-z0-9.-]{1,253}$/), 'must be the domain of the extensions'],
  SILVERBELL_SIP_SECRET: [z.string().min(SHORTEST_SECRET), `must have at least ${SHORTEST_SECRET} characters`],
  SILVERBELL_TURN_URLS: [
    turnAddresses,
    'must be one to three addresses like turns:relay.example:5349?transport=tcp, with blanks between them',
  ],
  SILVERBELL_TURN_SECRET: [z.string().min(SHORTEST_SECRET), `must have at least ${SHORTEST_SECRET} characters`],
  SILVERBELL_WEBHOOK_SECRET: [z.string().min(SHORTEST_SECRET), `must have at least ${SHORTEST_SECRET} characters`],
  SILVERBELL_DEAD_MAN_URL: [url(['http', 'https']), 'must begin with http:// or https://'],
  SILVERBELL_DEAD_MAN_INTERVAL_S: [pingInterval, 'must be between 1 and 3600 seconds'],
  SILVERBELL_DEMO_CARE_CLOCK: [careClock, 'must be an instant with its zone, for example 2026-10-14T08:00+08:00'],
  SILVERBELL_MAP_FILE: [readable, 'must name a PMTiles file that this process may read'],
  SILVERBELL_MAP_TILES: [
    tileAddresses,
    'must be one to three http or https addresses with {z}, {x} and {y} in each, with blanks between them',
  ],
  SILVERBELL_MAP_TILES_DATUM: [z.enum(['wgs84', 'gcj02']), 'must be wgs84 or gcj02'],
  SILVERBELL_MAP_ATTRIBUTION: [z.string().max(200), 'must have at most 200 characters'],
  SILVERBELL_MAP_APPROVAL: [z.string().max(60), 'must be the approval number (审图号) of the tiles'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;
type Name = keyof typeof NAMES;

export type SettingsRead =
  | { readonly ok: true; readonly settings: Settings }
  /** One sentence per mistake, so that all of them can be mended at once. */
  | { readonly ok: false; readonly sentences: readonly string[] };

/** Reads the settings from an environment; an empty value counts as unset. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsRead {
  const sentences: string[] = [];
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value.trim() === '') continue;
    if (name in NAMES) given.set(name, value.trim());
    else if (name.startsWith('SILVERBELL_')) sentences.push(unknownName(name));
  }
  const read = <N extends Name>(name: N): z.output<(typeof NAMES)[N][0]> | null => {
    const value = given.get(name);
    if (value === undefined) return null;
    const [schema, sentence] = NAMES[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data as z.output<(typeof NAMES)[N][0]>;
    // The value itself is not repeated: it may be the secret.
    sentences.push(`${name} ${sentence}.`);
    return null;
  };

  const mode = read('SILVERBELL_MODE') ?? 'live';
  const secret = read('SILVERBELL_SECRET');
  if (mode === 'live') {
    if (!given.has('SILVERBELL_SECRET')) sentences.push('SILVERBELL_SECRET must be set outside demo mode.');
    if (secret === DEMO_SECRET)
      sentences.push('SILVERBELL_SECRET is the one of the demo, which everybody knows; choose another.');
  }
  const bind = read('SILVERBELL_BIND') ?? '127.0.0.1';
  const totp = read('SILVERBELL_TOTP') ?? (mode === 'demo' ? 'off' : 'on');
  if (totp === 'off' && mode === 'live' && !LOOPBACK.test(bind))
    sentences.push(
      'SILVERBELL_TOTP=off is for the demo, or while SILVERBELL_BIND is an address of this machine alone: others could log in as an administrator with a password that they saw.',
    );
  const smsWebhookUrl = read('SILVERBELL_SMS_WEBHOOK_URL');
  const voiceWebhookUrl = read('SILVERBELL_VOICE_WEBHOOK_URL');
  const webhookSecret = read('SILVERBELL_WEBHOOK_SECRET');
  const telephonyUrl = read('SILVERBELL_TELEPHONY_URL') ?? (mode === 'demo' ? 'fake' : null);
  if (mode === 'demo' && telephonyUrl !== 'fake')
    sentences.push('A demo must not ring real people: unset SILVERBELL_TELEPHONY_URL, or leave demo mode.');
  if (telephonyUrl !== null && telephonyUrl !== 'fake' && !webhookSecret)
    sentences.push(
      'SILVERBELL_WEBHOOK_SECRET must be set beside SILVERBELL_TELEPHONY_URL, so that nobody can forge calls.',
    );
  if (mode === 'demo' && (smsWebhookUrl ?? voiceWebhookUrl)) {
    sentences.push(
      'A demo must not ring real people: unset SILVERBELL_SMS_WEBHOOK_URL and SILVERBELL_VOICE_WEBHOOK_URL, or leave demo mode.',
    );
  }
  if ((smsWebhookUrl ?? voiceWebhookUrl) && !webhookSecret) {
    sentences.push(
      'SILVERBELL_WEBHOOK_SECRET must be set beside an SMS or voice webhook, so that nobody can forge its answers.',
    );
  }

  const softphone = softphoneOf(read, sentences);
  if (softphone !== null && telephonyUrl === null)
    sentences.push(
      'SILVERBELL_TELEPHONY_URL must be set beside SILVERBELL_SIP_URL: who calls is known by the reports of the exchange.',
    );
  const oidc = oidcOf(read, sentences);
  const mqttTls = tlsOf(read, sentences);
  if (mqttTls !== null && given.has('MQTT_URL'))
    sentences.push(
      'SILVERBELL_MQTT_TLS_PORT is for the embedded broker; behind MQTT_URL give that broker its certificate.',
    );
  const mqttAccess = read('SILVERBELL_MQTT_ACCESS') ?? 'by-hand';
  if (mqttAccess !== 'by-hand' && !given.has('MQTT_URL'))
    sentences.push('SILVERBELL_MQTT_ACCESS is for a broker of your own: set MQTT_URL, or unset it.');

  const demoCareClock = read('SILVERBELL_DEMO_CARE_CLOCK');
  if (demoCareClock !== null && mode === 'live')
    sentences.push('SILVERBELL_DEMO_CARE_CLOCK is for demo mode: real people are served by the real time.');

  const mapTiles = mapTilesOf(read, sentences);

  const settings: Settings = {
    httpPort: read('SILVERBELL_HTTP_PORT') ?? 8080,
    mqttPort: read('SILVERBELL_MQTT_PORT') ?? 1883,
    mqttWsPort: read('SILVERBELL_MQTT_WS_PORT') ?? 8083,
    mqttTls,
    watchPort: read('SILVERBELL_WATCH_PORT'),
    bind,
    trustedProxies: read('SILVERBELL_TRUSTED_PROXIES') ?? [],
    metricsToken: read('SILVERBELL_METRICS_TOKEN'),
    dataDir: read('SILVERBELL_DATA_DIR') ?? './.silverbell',
    databaseUrl: read('DATABASE_URL'),
    mqttUrl: read('MQTT_URL'),
    mqttAccess,
    mqttHookSecret: read('SILVERBELL_MQTT_HOOK_SECRET'),
    secret: secret ?? DEMO_SECRET,
    timeZone: read('SILVERBELL_TIME_ZONE') ?? 'Asia/Shanghai',
    logLevel: read('SILVERBELL_LOG_LEVEL') ?? 'info',
    mode,
    enginePort: read('SILVERBELL_ENGINE_PORT'),
    quietDemo: read('SILVERBELL_QUIET_DEMO') ?? false,
    adminPasswordOnce: read('SILVERBELL_ADMIN_PASSWORD_ONCE'),
    totp,
    oidc,
    smsWebhookUrl,
    voiceWebhookUrl,
    telephonyUrl,
    telephonyRegion: read('SILVERBELL_TELEPHONY_REGION'),
    telephonyAreaCode: read('SILVERBELL_TELEPHONY_AREA_CODE'),
    telephonyBackupNumber: read('SILVERBELL_TELEPHONY_BACKUP_NUMBER'),
    softphone,
    webhookSecret,
    deadManUrl: read('SILVERBELL_DEAD_MAN_URL'),
    deadManIntervalS: read('SILVERBELL_DEAD_MAN_INTERVAL_S') ?? 60,
    demoCareClock: mode === 'demo' ? (demoCareClock ?? DEMO_CARE_CLOCK) : null,
    mapFile: read('SILVERBELL_MAP_FILE'),
    mapTiles,
  };
  return sentences.length > 0 ? { ok: false, sentences } : { ok: true, settings };
}

type OidcName = `SILVERBELL_OIDC_${'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET' | 'ORIGIN'}`;

function oidcOf(
  read: <N extends OidcName>(name: N) => z.output<(typeof NAMES)[N][0]> | null,
  sentences: string[],
): OidcSettings | null {
  const [issuer, clientId, clientSecret, origin] = [
    read('SILVERBELL_OIDC_ISSUER'),
    read('SILVERBELL_OIDC_CLIENT_ID'),
    read('SILVERBELL_OIDC_CLIENT_SECRET'),
    read('SILVERBELL_OIDC_ORIGIN'),
  ];
  if (issuer === null && clientId === null && clientSecret === null && origin === null) return null;
  if (issuer !== null && clientId !== null && origin !== null) return { issuer, clientId, clientSecret, origin };
  sentences.push(
    'SILVERBELL_OIDC_ISSUER, SILVERBELL_OIDC_CLIENT_ID and SILVERBELL_OIDC_ORIGIN belong together: set all three, or none.',
  );
  return null;
}

type SipName = `SILVERBELL_SIP_${'URL' | 'DOMAIN' | 'SECRET'}` | `SILVERBELL_TURN_${'URLS' | 'SECRET'}`;

function softphoneOf(
  read: <N extends SipName>(name: N) => z.output<(typeof NAMES)[N][0]> | null,
  sentences: string[],
): SoftphoneSettings | null {
  const [url, domain, secret] = [
    read('SILVERBELL_SIP_URL'),
    read('SILVERBELL_SIP_DOMAIN'),
    read('SILVERBELL_SIP_SECRET'),
  ];
  const [urls, turnSecret] = [read('SILVERBELL_TURN_URLS'), read('SILVERBELL_TURN_SECRET')];
  if ((urls === null) !== (turnSecret === null) || (urls !== null && url === null))
    sentences.push(
      'SILVERBELL_TURN_URLS and SILVERBELL_TURN_SECRET belong together, beside SILVERBELL_SIP_URL: set both, or none.',
    );
  if (url === null && domain === null && secret === null) return null;
  const turn = urls === null || turnSecret === null ? null : { urls, secret: turnSecret };
  if (url !== null && domain !== null && secret !== null) return { url, domain, secret, turn };
  sentences.push(
    'SILVERBELL_SIP_URL, SILVERBELL_SIP_DOMAIN and SILVERBELL_SIP_SECRET belong together: set all three, or none.',
  );
  return null;
}

type MapTilesName = `SILVERBELL_MAP_${'TILES' | 'TILES_DATUM' | 'ATTRIBUTION' | 'APPROVAL'}`;

function mapTilesOf(
  read: <N extends MapTilesName>(name: N) => z.output<(typeof NAMES)[N][0]> | null,
  sentences: string[],
): MapTilesSettings | null {
  const [urls, datum, attribution, approvalNo] = [
    read('SILVERBELL_MAP_TILES'),
    read('SILVERBELL_MAP_TILES_DATUM'),
    read('SILVERBELL_MAP_ATTRIBUTION'),
    read('SILVERBELL_MAP_APPROVAL'),
  ];
  if (urls === null && datum === null && attribution === null && approvalNo === null) return null;
  if (urls !== null && datum !== null && attribution !== null) return { urls, datum, attribution, approvalNo };
  sentences.push(
    'SILVERBELL_MAP_TILES, SILVERBELL_MAP_TILES_DATUM and SILVERBELL_MAP_ATTRIBUTION belong together: tiles of another datum are off by hundreds of metres.',
  );
  return null;
}

type TlsName = `SILVERBELL_MQTT_TLS_${'PORT' | 'CERT' | 'KEY' | 'CLIENT_CA'}`;

/** All of it or none: half a certificate protects nothing. */
function tlsOf(
  read: <N extends TlsName>(name: N) => z.output<(typeof NAMES)[N][0]> | null,
  sentences: string[],
): MqttTlsSettings | null {
  const [port, certFile, keyFile, clientCaFile] = [
    read('SILVERBELL_MQTT_TLS_PORT'),
    read('SILVERBELL_MQTT_TLS_CERT'),
    read('SILVERBELL_MQTT_TLS_KEY'),
    read('SILVERBELL_MQTT_TLS_CLIENT_CA'),
  ];
  if (port === null && certFile === null && keyFile === null && clientCaFile === null) return null;
  if (port !== null && certFile !== null && keyFile !== null) return { port, certFile, keyFile, clientCaFile };
  sentences.push(
    'SILVERBELL_MQTT_TLS_PORT, SILVERBELL_MQTT_TLS_CERT and SILVERBELL_MQTT_TLS_KEY belong together: set all three, or none.',
  );
  return null;
}

/** The process environment over the `.env` file of a folder, if there is one. */
export function environmentWithDotenv(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Record<string, string | undefined> {
  const file = join(folder, '.env');
  return { ...(existsSync(file) ? parseDotenv(readFileSync(file)) : {}), ...environment };
}

function unknownName(name: string): string {
  const near = Object.keys(NAMES).find((known) => distance(known, name) <= 3);
  return near
    ? `${name} is not a setting; did you mean ${near}?`
    : `${name} is not a setting; remove it or see the README for the names.`;
}

/** Levenshtein; both names are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  [...a].forEach((letter, i) => {
    const next = [i + 1];
    [...b].forEach((other, j) => {
      const [left = 0, above = 0, across = 0] = [next[j], row[j + 1], row[j]];
      next.push(Math.min(above + 1, left + 1, across + (letter === other ? 0 : 1)));
    });
    row = next;
  });
  return row[b.length] ?? 0;
}
