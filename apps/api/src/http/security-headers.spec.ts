import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readableDocs } from '../documents/readable-docs.js';
import { policyWithStyle, securityHeaders } from './security-headers.js';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Runs a middleware and returns the headers that it set. */
const headersSetBy = (middleware: Middleware, request: { readonly url: string; readonly headers: object }) => {
  const set = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => void set.set(name.toLowerCase(), value),
    removeHeader: (name: string) => void set.delete(name.toLowerCase()),
  };
  middleware(request as unknown as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return set;
};
const policySetBy = (...asked: Parameters<typeof headersSetBy>) =>
  read(headersSetBy(...asked).get('content-security-policy') ?? '');
const OFF = { mqttWsPort: 8083, mapTiles: null, softphone: null };
const policyAt = (path: string, host?: string) => policySetBy(securityHeaders(OFF), { url: path, headers: { host } });
const read = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(policy.split(';').map((one) => [one.split(' ')[0] ?? '', one.split(' ').slice(1)]));

describe('the policy of a page', () => {
  it('lets it speak to its own host and no other', () => {
    expect(policyAt('/console/', 'hotline.example:8080').get('connect-src')).toEqual([
      "'self'",
      'ws://hotline.example:8080',
      'wss://hotline.example:8080',
    ]);
  });

  it('lets the pendant in the browser reach the port for devices, and no other page', () => {
    const device = 'ws://hotline.example:8083';
    expect(policyAt('/pendant/', 'hotline.example:8080').get('connect-src')).toContain(device);
    expect(policyAt('/pendant/', '[::1]:8080').get('connect-src')).toContain('ws://[::1]:8083');
    for (const page of ['/console/', '/helper/', '/family/', '/pendants'])
      expect(policyAt(page, 'hotline.example:8080').get('connect-src')).not.toContain(device);
  });

  it('lets the console alone reach the SIP server of its softphone, and a microphone', () => {
    const softphone = { url: 'wss://sip.example:8443/ws', domain: 'sip.example', secret: 'x'.repeat(16), turn: null };
    const at = (page: string, settings = { ...OFF, softphone }) =>
      headersSetBy(securityHeaders(settings), { url: page, headers: { host: 'x' } });
    const connectOf = (headers: ReadonlyMap<string, string>) =>
      read(headers.get('content-security-policy') ?? '').get('connect-src');
    expect(connectOf(at('/console/'))).toEqual(["'self'", 'ws://x', 'wss://x', 'wss://sip.example:8443/ws']);
    expect(at('/console/').get('permissions-policy')).toContain('microphone=(self)');
    for (const headers of [
      at('/helper/'),
      at('/office/'),
      at('/consoles'),
      at('/console/', { ...OFF, softphone: null! }),
    ]) {
      expect(connectOf(headers)).toEqual(["'self'", 'ws://x', 'wss://x']);
      expect(headers.get('permissions-policy')).toContain('microphone=()');
    }
  });

  it.each([undefined, '', '*', 'a b', "x; script-src 'unsafe-inline'", 'x\r\ny', 'x,y', '*:8080', 'https://x'])(
    'is no wider for the Host header %j',
    (host) => {
      expect(policyAt('/pendant/', host).get('connect-src')).toEqual(["'self'"]);
    },
  );

  it('runs no script and no style that is not a file of ours', () => {
    const policy = policyAt('/console/', 'x');
    for (const name of ['script-src', 'style-src']) expect(policy.get(name)).toEqual(["'self'"]);
    for (const [, sources] of policy) expect(sources.join(' ')).not.toMatch(/unsafe|\*|(^| )(https?|wss?):( |$)/);
  });

  it('allows WebAssembly, for the reader of door codes, on the page of the helper alone', () => {
    expect(policyAt('/helper/', 'x').get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    for (const page of ['/console/', '/family/', '/pendant/', '/office/', '/helpers', '/api/v1/meta'])
      expect(policyAt(page, 'x').get('script-src')).toEqual(["'self'"]);
  });

  it('allows inline styles in the office alone, by a nonce of each answer, and no script', () => {
    const styles = () => policyAt('/office/seniors', 'x').get('style-src')?.join(' ') ?? '';
    expect(styles()).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}=='$/);
    expect(styles()).not.toBe(styles());
    expect(policyAt('/office/', 'x').get('script-src')).toEqual(["'self'"]);
    for (const page of ['/console/', '/helper/', '/offices', '/api/v1/meta'])
      expect(policyAt(page, 'x').get('style-src')).toEqual(["'self'"]);
  });

  it('of the readable documents allows their one style sheet by its hash', () => {
    const { html, style } = readableDocs('1');
    expect(html).toContain(`<style>${style}</style>`);
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=/);
    expect(policySetBy(policyWithStyle(style), { url: '/api/docs', headers: {} }).get('style-src')?.join(' ')).toMatch(
      /^'self' 'sha256-[A-Za-z0-9+/]{43}='$/,
    );
  });
});
