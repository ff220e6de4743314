import { createHash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** Nothing from elsewhere, nothing inline: pages bring scripts and styles as files, React and the map set styles as properties. */
const csp = ({ connect, style }: { readonly connect: readonly string[]; readonly style: readonly string[] }): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    ['style-src', "'self'", ...style].join(' '),
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    ['connect-src', "'self'", ...connect].join(' '),
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** What may stand in a policy: anything else in the Host header is no host of ours. */
const HOST = /^(?<name>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** Pages speak to this host alone; the pendant in the browser to its port for devices, too. */
export function securityHeaders(mqttWsPort: number) {
  return ({ headers, path }: Pick<Request, 'headers' | 'path'>, response: Response, next: NextFunction): void => {
    const name = HOST.exec(headers.host ?? '')?.groups?.['name'];
    // Not every browser counts the socket of its own host as 'self'.
    const hosts =
      name === undefined ? [] : [headers.host ?? '', ...(isPendant(path) ? [`${name}:${String(mqttWsPort)}`] : [])];
    response.set({
      'content-security-policy': csp({
        connect: hosts.flatMap((host) => [`ws://${host}`, `wss://${host}`]),
        style: [],
      }),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self), payment=()',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    next();
  };
}
const isPendant = (path: string): boolean => path === '/pendant' || path.startsWith('/pendant/');

/** The policy of a page of ours that brings one style sheet in itself: this one, and no other. */
export const cspWithStyle = (sheet: string): string =>
  csp({ connect: [], style: [`'sha256-${createHash('sha256').update(sheet).digest('base64')}'`] });

/** Answers about people are for this person and this moment only. */
export function neverCached(_: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-store');
  next();
}
