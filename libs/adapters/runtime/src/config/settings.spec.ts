import { describe, expect, it } from '@jest/globals';
import { DEMO_SECRET, readSettings } from './settings.js';

const live = { SILVERBELL_SECRET: 'a-secret-of-this-station' };
const sentencesOf = (environment: Record<string, string>): readonly string[] => {
  const read = readSettings(environment);
  return read.ok ? [] : read.sentences;
};

describe('the settings', () => {
  it('have the documented defaults when only the secret is given', () => {
    const read = readSettings(live);
    expect(read).toMatchObject({
      ok: true,
      settings: {
        httpPort: 8080,
        mqttPort: 1883,
        mqttWsPort: 8083,
        watchPort: null,
        bind: '127.0.0.1',
        dataDir: './.silverbell',
        databaseUrl: null,
        mqttUrl: null,
        timeZone: 'Asia/Shanghai',
        logLevel: 'info',
        mode: 'live',
      },
    });
  });

  it('need no secret in demo mode, and insist on one outside it', () => {
    expect(readSettings({ SILVERBELL_MODE: 'demo' }).ok).toBe(true);
    expect(sentencesOf({})).toEqual(['SILVERBELL_SECRET must be set outside demo mode.']);
  });

  it('refuse the demo secret outside demo mode', () => {
    expect(sentencesOf({ SILVERBELL_SECRET: DEMO_SECRET })).toHaveLength(1);
  });

  it('refuse an unknown name of ours and guess what was meant', () => {
    expect(sentencesOf({ ...live, SILVERBELL_HTTPPORT: '80' })).toEqual([
      'SILVERBELL_HTTPPORT is not a setting; did you mean SILVERBELL_HTTP_PORT?',
    ]);
    expect(sentencesOf({ ...live, SILVERBELL_COLOUR: 'blue' })).toHaveLength(1);
  });

  it('leave names of others alone', () => {
    expect(readSettings({ ...live, PATH: '/bin', EDITOR: 'vi' }).ok).toBe(true);
  });

  it('count an empty value as unset', () => {
    expect(readSettings({ ...live, SILVERBELL_HTTP_PORT: '  ' })).toMatchObject({ settings: { httpPort: 8080 } });
  });

  it.each([
    ['SILVERBELL_HTTP_PORT', '80a'],
    ['SILVERBELL_HTTP_PORT', '70000'],
    ['SILVERBELL_TIME_ZONE', 'Moon/Tranquility'],
    ['SILVERBELL_LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'mysql://here'],
    ['MQTT_URL', 'here:1883'],
    ['SILVERBELL_MODE', 'drill'],
    ['SILVERBELL_DEAD_MAN_URL', 'monitor.example'],
    ['SILVERBELL_DEAD_MAN_INTERVAL_S', '0'],
  ])('refuse %s=%s with one sentence that names it', (name, value) => {
    const sentences = sentencesOf({ ...live, [name]: value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(new RegExp(`^${name} must .*\\.$`));
  });

  it('never repeat a secret in a sentence', () => {
    expect(sentencesOf({ SILVERBELL_SECRET: 'short' }).join()).not.toContain('short.');
  });

  it('CR-01: begin the clock of care where they are told, in demo mode alone', () => {
    const clockOf = (environment: Record<string, string>): string | null => {
      const read = readSettings(environment);
      if (!read.ok) throw new Error(read.sentences.join());
      return read.settings.demoCareClock && new Date(read.settings.demoCareClock).toISOString();
    };
    expect(clockOf({ SILVERBELL_MODE: 'demo' })).toBe('2026-10-14T00:00:00.000Z');
    const asked = { SILVERBELL_DEMO_CARE_CLOCK: '2026-08-24T09:00+08:00' };
    expect(clockOf({ SILVERBELL_MODE: 'demo', ...asked })).toBe('2026-08-24T01:00:00.000Z');
    expect(clockOf(live)).toBeNull();
    expect(sentencesOf({ ...live, ...asked })).toEqual([expect.stringContaining('is for demo mode')]);
    expect(sentencesOf({ SILVERBELL_MODE: 'demo', SILVERBELL_DEMO_CARE_CLOCK: 'tomorrow' })).toHaveLength(1);
  });

  it('tell all mistakes at once', () => {
    expect(sentencesOf({ ...live, SILVERBELL_HTTP_PORT: 'x', SILVERBELL_MQTT_PORT: 'y' })).toHaveLength(2);
  });

  it('ask administrators for a second factor, unless it is a demo', () => {
    const totp = (environment: Record<string, string>): string => {
      const read = readSettings({ SILVERBELL_SECRET: 'f3a9c1d47b20e685aa13', ...environment });
      return read.ok ? read.settings.totp : read.sentences.join(' ');
    };
    expect(totp({})).toBe('on');
    expect(totp({ SILVERBELL_MODE: 'demo' })).toBe('off');
    expect(totp({ SILVERBELL_TOTP: 'off' })).toBe('off');
    for (const bind of ['0.0.0.0', '::', '192.168.1.7'])
      expect(totp({ SILVERBELL_TOTP: 'off', SILVERBELL_BIND: bind })).toMatch(/^SILVERBELL_TOTP=off is for the demo/);
    expect(totp({ SILVERBELL_TOTP: 'off', SILVERBELL_BIND: '0.0.0.0', SILVERBELL_MODE: 'demo' })).toBe('off');
    expect(totp({ SILVERBELL_TOTP: 'perhaps' })).toMatch(/SILVERBELL_TOTP must be on or off/);
  });

  it('refuse a real provider beside demo people', () => {
    expect(
      sentencesOf({
        SILVERBELL_MODE: 'demo',
        SILVERBELL_SMS_WEBHOOK_URL: 'https://sms.example/send',
        SILVERBELL_WEBHOOK_SECRET: 'signed-with-this-secret',
      })[0],
    ).toContain('demo');
  });

  it('take a certificate whole or not at all, and only for the embedded broker', () => {
    const file = import.meta.filename;
    const tls = { SILVERBELL_MQTT_TLS_PORT: '8883', SILVERBELL_MQTT_TLS_CERT: file, SILVERBELL_MQTT_TLS_KEY: file };
    expect(readSettings({ ...live, ...tls })).toMatchObject({
      settings: { mqttTls: { port: 8883, certFile: file, keyFile: file, clientCaFile: null } },
    });
    expect(sentencesOf({ ...live, SILVERBELL_MQTT_TLS_PORT: '8883' })[0]).toContain('belong together');
    expect(sentencesOf({ ...live, ...tls, SILVERBELL_MQTT_TLS_CERT: '/nowhere.pem' })[0]).toContain(
      'SILVERBELL_MQTT_TLS_CERT must name a file',
    );
    expect(sentencesOf({ ...live, ...tls, MQTT_URL: 'mqtt://broker' })[0]).toContain('embedded broker');
  });

  it('take the softphone whole or not at all, encrypted, and only beside an exchange', () => {
    const sip = {
      SILVERBELL_SIP_URL: 'wss://sip.example:8443/ws',
      SILVERBELL_SIP_DOMAIN: 'sip.example',
      SILVERBELL_SIP_SECRET: 'shared-with-the-sip-server',
    };
    const exchange = {
      SILVERBELL_TELEPHONY_URL: 'https://exchange.example/',
      SILVERBELL_WEBHOOK_SECRET: 'signed-with-this-secret',
    };
    const { SILVERBELL_SIP_URL: url, SILVERBELL_SIP_DOMAIN: domain, SILVERBELL_SIP_SECRET: secret } = sip;
    expect(readSettings(live)).toMatchObject({ settings: { softphone: null } });
    expect(readSettings({ ...live, ...exchange, ...sip })).toMatchObject({
      settings: { softphone: { url, domain, secret, turn: null } },
    });
    const turn = { SILVERBELL_TURN_URLS: 'turns:relay.example:5349?transport=tcp turn:relay.example:3478' };
    const shared = { SILVERBELL_TURN_SECRET: 'shared-with-the-turn-server' };
    expect(readSettings({ ...live, ...exchange, ...sip, ...turn, ...shared })).toMatchObject({
      settings: { softphone: { turn: { urls: turn.SILVERBELL_TURN_URLS.split(' ') } } },
    });
    expect(sentencesOf({ ...live, ...exchange, ...sip, ...turn })[0]).toContain('belong together');
    expect(sentencesOf({ ...live, ...exchange, ...turn, ...shared })[0]).toContain('beside SILVERBELL_SIP_URL');
    for (const wrong of ['https://relay.example/', 'turn:a@relay.example', 'turn:a turn:b turn:c turn:d'])
      expect(sentencesOf({ ...live, ...exchange, ...sip, ...shared, SILVERBELL_TURN_URLS: wrong })[0]).toContain(
        'SILVERBELL_TURN_URLS must be',
      );
    expect(sentencesOf({ ...live, ...sip })).toEqual([expect.stringContaining('SILVERBELL_TELEPHONY_URL must be set')]);
    expect(sentencesOf({ ...live, ...exchange, ...sip, SILVERBELL_SIP_SECRET: '' })[0]).toContain('belong together');
    const withUrl = (text: string) => sentencesOf({ ...live, ...exchange, ...sip, SILVERBELL_SIP_URL: text });
    expect(withUrl('ws://127.0.0.1:5080/')).toEqual([]);
    for (const wrong of [
      'ws://sip.example/',
      'https://sip.example/',
      'wss://a:b@sip.example/',
      'wss://sip.example/?x=1',
    ])
      expect([wrong, withUrl(wrong)[0]]).toEqual([wrong, expect.stringContaining('SILVERBELL_SIP_URL must begin')]);
  });

  it('trust no proxy but those that are named by address', () => {
    const trusting = (list: string) => ({ ...live, SILVERBELL_TRUSTED_PROXIES: list });
    expect(readSettings(live)).toMatchObject({ settings: { trustedProxies: [], metricsToken: null } });
    expect(readSettings(trusting('10.0.0.5, 172.16.0.0/12 ::1'))).toMatchObject({
      settings: { trustedProxies: ['10.0.0.5', '172.16.0.0/12', '::1'] },
    });
    for (const list of ['nginx', 'true', '*', '10.0.0.0/33', '10.0.0.1;10.0.0.2'])
      expect(sentencesOf(trusting(list))[0]).toContain('SILVERBELL_TRUSTED_PROXIES must list addresses or networks');
  });

  it('want a first password of twelve signs that not everybody tries', () => {
    const first = (password: string) => sentencesOf({ ...live, SILVERBELL_ADMIN_PASSWORD_ONCE: password });
    expect(first('three quiet herons')).toEqual([]);
    for (const password of ['eleven sign', 'password1234', 'x'.repeat(201)])
      expect(first(password)[0]).toContain('SILVERBELL_ADMIN_PASSWORD_ONCE must have 12 to 200 characters');
  });

  it('write into the list of a broker only where there is one', () => {
    expect(sentencesOf({ ...live, SILVERBELL_MQTT_ACCESS: 'dynamic-security' })[0]).toContain('MQTT_URL');
    expect(
      readSettings({ ...live, SILVERBELL_MQTT_ACCESS: 'dynamic-security', MQTT_URL: 'mqtt://broker' }),
    ).toMatchObject({ settings: { mqttAccess: 'dynamic-security' } });
  });
});
