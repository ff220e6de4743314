import { describe, expect, it } from '@jest/globals';
import { after, minutes } from '@silverbell/kernel';
import { suiteNow } from './exchange.suite.js';
import { softphoneLoginOf } from './index.js';

const server = { url: 'wss://sip.example/', domain: 'sip.example', secret: 'shared-with-the-sip-server', turn: null };

describe('the login of a softphone', () => {
  it('says until when and for which extension, and is proved by the secret alone', () => {
    const login = softphoneLoginOf(server, '801', suiteNow);
    expect(login).toMatchObject({ url: server.url, domain: 'sip.example', extension: '801' });
    expect(login.until).toBe(after(suiteNow, minutes(10)));
    expect(login.username).toBe('1795932600:801');
    // computed with: printf %s 1795932600:801 | openssl dgst -sha256 -hmac shared-with-the-sip-server -binary | base64
    expect(login.password).toBe('8D3QCtFlCMcSUNAaErKmq8Vtrx+5IYZzyXZ9KX3glY4=');
  });

  it('opens neither another extension nor another server, and is another one later', () => {
    const passwords = [
      softphoneLoginOf(server, '801', suiteNow),
      softphoneLoginOf(server, '802', suiteNow),
      softphoneLoginOf({ ...server, secret: 'of-another-sip-server' }, '801', suiteNow),
      softphoneLoginOf(server, '801', after(suiteNow, minutes(1))),
    ].map(({ password }) => password);
    expect(new Set(passwords).size).toBe(4);
  });

  it('never holds a secret', () => {
    const turn = { urls: ['turn:relay.example'], secret: 'shared-with-the-turn-server' };
    const login = JSON.stringify(softphoneLoginOf({ ...server, turn }, '801', suiteNow));
    for (const { secret } of [server, turn]) expect(login).not.toContain(secret);
  });

  it('is proved to a relay by the secret of the relay', () => {
    expect(softphoneLoginOf(server, '801', suiteNow).turn).toBeNull();
    const turn = { urls: ['turns:relay.example:5349'], secret: 'shared-with-the-turn-server' };
    const login = softphoneLoginOf({ ...server, turn }, '801', suiteNow);
    // computed with: printf %s 1795932600:801 | openssl dgst -sha1 -hmac shared-with-the-turn-server -binary | base64
    expect(login.turn).toEqual({
      urls: turn.urls,
      username: '1795932600:801',
      credential: 'wOc9NakazWu5XLNMMewEXi/pfSs=',
    });
  });
});
