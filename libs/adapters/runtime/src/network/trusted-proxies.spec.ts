import { describe, expect, it } from '@jest/globals';
import { isAddressOrNetwork, isFromThisMachine, TrustedProxies } from './trusted-proxies.js';

const asked = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
});

describe("a client's address", () => {
  it.each([
    ['nobody is trusted', [], '10.0.0.9', '203.0.113.7', '10.0.0.9'],
    ['the proxy is trusted', ['10.0.0.9'], '10.0.0.9', '203.0.113.7', '203.0.113.7'],
    ['the proxy is in a trusted network', ['10.0.0.0/8'], '::ffff:10.0.0.9', '203.0.113.7', '203.0.113.7'],
    ['the client writes addresses of its own', ['10.0.0.9'], '10.0.0.9', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
    ['two proxies stand in a row', ['10.0.0.0/8'], '10.0.0.9', '203.0.113.7, 10.0.0.8', '203.0.113.7'],
    ['somebody else writes the header', ['10.0.0.9'], '203.0.113.7', '127.0.0.1', '203.0.113.7'],
    ['the header is no address', ['10.0.0.9'], '10.0.0.9', 'unknown, _hidden', '10.0.0.9'],
    ['a proxy hides its client', ['10.0.0.0/8'], '10.0.0.9', '203.0.113.7, unknown, 10.0.0.8', '10.0.0.8'],
    ['only proxies asked', ['10.0.0.0/8'], '10.0.0.9', '10.0.0.8', '10.0.0.8'],
    ['IPv6 is spoken', ['fd00::/8'], 'fd00::1', '2001:db8::7', '2001:db8::7'],
  ])('is the last one nobody of ours wrote: %s', (_, trusted, remote, forwarded, client) => {
    expect(new TrustedProxies(trusted).clientOf(asked(remote, forwarded))).toBe(client);
  });
});

describe('a list of proxies', () => {
  it.each(['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'])('may hold %s', (text) => {
    expect(isAddressOrNetwork(text)).toBe(true);
  });
  it.each(['nginx', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/8', '', '*', 'true'])('may not hold %j', (text) => {
    expect(isAddressOrNetwork(text)).toBe(false);
  });
});

describe('this machine', () => {
  it('asks from its own address and for nobody else', () => {
    expect(isFromThisMachine(asked('127.0.0.1'))).toBe(true);
    expect(isFromThisMachine(asked('::1'))).toBe(true);
    expect(isFromThisMachine(asked('::ffff:127.0.0.1'))).toBe(true);
    expect(isFromThisMachine(asked('10.0.0.1'))).toBe(false);
    expect(isFromThisMachine(asked('127.0.0.1', '127.0.0.1'))).toBe(false);
  });
});
