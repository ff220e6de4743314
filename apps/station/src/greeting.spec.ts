import { describe, expect, it } from '@jest/globals';
import { greeting } from './greeting.js';

const told = {
  quiet: false,
  addresses: { http: 'http://127.0.0.1:8080', mqtt: 'mqtt://127.0.0.1:1883', mqttWs: 'ws://127.0.0.1:8083' },
  dataDir: '.silverbell',
  adminPassword: null,
  tookS: 4,
};

describe('the greeting', () => {
  it('of the demo says where, as whom, and that everything is fictional, in both languages', () => {
    const text = greeting({ ...told, mode: 'demo' });
    for (const word of [
      '/console/',
      '/helper/',
      '/family/',
      '/office/',
      '/pendant/',
      'operator',
      'helper-1',
      'family-1',
      'demo-pendant-1',
      'silverbell-demo',
    ]) {
      expect(text).toContain(word);
    }
    expect(text).toContain('虚构');
    expect(text).toContain('fictional');
    expect(text).toContain('mqtt://127.0.0.1:1883');
  });

  it('of a station for real people shows the first password once, and no demo login', () => {
    const text = greeting({ ...told, mode: 'live', adminPassword: 'only-now' });
    expect(text).toContain('admin / only-now');
    expect(text).not.toContain('silverbell-demo');
  });

  it('of a later start shows no password', () => {
    expect(greeting({ ...told, mode: 'live' })).not.toContain('admin');
  });
});
