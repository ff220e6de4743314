import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { Settings } from '@silverbell/adapter-runtime';

type Source = string | ((request: IncomingMessage, response: ServerResponse) => string);

/** Nothing from elsewhere, nothing inline: pages bring scripts and styles as files, React and the map set styles as properties. */
interface Sources {
  readonly connect: Source;
  readonly style: readonly Source[];
  /** Where pictures may come from beside this host: servers of map tiles. */
  readonly pictures?: readonly string[];
  readonly script?: readonly Source[];
}
const policyWith = ({ connect, style, pictures = [], script = [] }: Sources) => ({
  useDefaults: false as const,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", ...script],
    styleSrc: ["'self'", ...style],
    imgSrc: ["'self'", 'data:', 'blob:', ...pictures],
    fontSrc: ["'self'", 'data:'],
    connectSrc: [connect],
    mediaSrc: ["'self'", 'data:', 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    manifestSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

/** What may stand in a policy: anything else in the Host header is no host of ours. */
const HOST = /^(?<name>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** Only what a page of ours needs: no header for old browsers, and transport security is the proxy's to promise. */
const helmetWith = (contentSecurityPolicy: ReturnType<typeof policyWith>) =>
  helmet({
    contentSecurityPolicy,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xContentTypeOptions: true,
    ...{ originAgentCluster: false, strictTransportSecurity: false, xDnsPrefetchControl: false },
    ...{ xDownloadOptions: false, xFrameOptions: false, xPermittedCrossDomainPolicies: false },
    ...{ xPoweredBy: false, xXssProtection: false },
  });

/**
 * Pages speak to this host alone; the pendant in the browser to its port for devices, too, and the console to the SIP server of its
 * softphone, if there is one. Pictures may come from the servers of map tiles that the settings name.
 */
export function securityHeaders({
  mqttWsPort,
  mapTiles,
  softphone,
}: Pick<Settings, 'mqttWsPort' | 'mapTiles' | 'softphone'>) {
  const pictures = [...new Set((mapTiles?.urls ?? []).map((one) => new URL(one).origin))];
  const hostsOf = ({ headers, url = '' }: IncomingMessage): string => {
    const name = HOST.exec(headers.host ?? '')?.groups?.['name'];
    // Not every browser counts the socket of its own host as 'self'.
    const hosts =
      name === undefined ? [] : [headers.host ?? '', ...(isPendant(url) ? [`${name}:${String(mqttWsPort)}`] : [])];
    const sip = softphone !== null && isConsole(url) ? [new URL(softphone.url).href] : [];
    return ["'self'", ...hosts.flatMap((host) => [`ws://${host}`, `wss://${host}`]), ...sip].join(' ');
  };
  const headers = helmetWith(policyWith({ connect: hostsOf, style: [], pictures }));
  const officeHeaders = helmetWith(
    policyWith({ connect: hostsOf, style: [(_, response) => `'nonce-${styleNonceOf(response)}'`], pictures }),
  );
  // The reader of door codes is a WebAssembly program of our own origin; nothing else is compiled by it.
  const helperHeaders = helmetWith(policyWith({ connect: hostsOf, style: [], script: ["'wasm-unsafe-eval'"] }));
  return (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void => {
    const url = request.url ?? '';
    // Helmet knows no such header. Only the softphone listens; no other page may ask for a microphone.
    const microphone = softphone !== null && isConsole(url) ? '(self)' : '()';
    response.setHeader('permissions-policy', `geolocation=(self), camera=(self), microphone=${microphone}, payment=()`);
    (isOffice(url) ? officeHeaders : isHelper(url) ? helperHeaders : headers)(request, response, next);
  };
}
const isConsole = (url: string): boolean => /^\/console(?:[/?]|$)/.test(url);
const isHelper = (url: string): boolean => /^\/helper(?:[/?]|$)/.test(url);
const isPendant = (url: string): boolean => /^\/pendant(?:[/?]|$)/.test(url);
/** The library of the office writes its styles while it runs. Scripts stay files of ours there, too. */
const isOffice = (url: string): boolean => /^\/office(?:[/?]|$)/.test(url);

const nonces = new WeakMap<ServerResponse, string>();
/** The word by which this one answer lets its page write styles. */
export function styleNonceOf(response: ServerResponse): string {
  const nonce = nonces.get(response) ?? randomBytes(16).toString('base64');
  nonces.set(response, nonce);
  return nonce;
}

/** The policy of a page of ours that brings one style sheet in itself: this one, and no other. */
export const policyWithStyle = (sheet: string) =>
  helmet.contentSecurityPolicy(
    policyWith({ connect: "'self'", style: [`'sha256-${createHash('sha256').update(sheet).digest('base64')}'`] }),
  );

/** Answers about people are for this person and this moment only. */
export function neverCached(_: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-store');
  next();
}
