import type { NextFunction, Request, Response } from 'express';

/** Nothing from elsewhere, nothing inline that runs. Styles are inline because the console's kit writes them; sockets may go to the MQTT port. */
const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export function securityHeaders(_: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'geolocation=(self), camera=(self), microphone=(self), payment=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  next();
}

/** Answers about people are for this person and this moment only. */
export function neverCached(_: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-store');
  next();
}
