import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '@silverbell/adapter-runtime';
import { parse } from 'yaml';

// No container engine runs here: what can be read is held to what the rest of the repository says.
const ROOT = join(import.meta.dirname, '../..');
const text = (name: string): string => readFileSync(join(ROOT, 'docker', name), 'utf8');

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly stdin_open?: boolean;
  readonly networks?: Readonly<Record<string, unknown>>;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}
const compose = (name: string): Compose =>
  // `!override` is compose's own: the list replaces the one of the other file.
  parse(text(name), { merge: true, customTags: [{ tag: '!override', collection: 'seq' }] }) as Compose;

const SECRETS: Readonly<Record<string, string>> = {
  SILVERBELL_DB_PASSWORD: 'db-password',
  SILVERBELL_BROKER_PASSWORD: 'broker-password',
  SILVERBELL_SECRET: 'the secret of this platform',
  SILVERBELL_MQTT_HOOK_SECRET: 'the secret of the hook',
  SILVERBELL_ADMIN_PASSWORD_ONCE: 'first password',
};
/** As compose fills them in: `${NAME:?sentence}`, `${NAME:-otherwise}`. */
const filled = (value: string): string =>
  value.replace(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, how: string, otherwise: string) => {
    const secret = SECRETS[name];
    if (how === '?' && secret === undefined) throw new Error(`${name} is in no list of secrets`);
    return secret ?? (how === '-' ? otherwise : '');
  });

const base = compose('compose.yaml');
const emqx = compose('compose.emqx.yaml');
const ours = Object.entries(base.services).filter(([, { image }]) => image === 'silverbell:local');

describe('the compose files', () => {
  it('run two engines, two apis and a worker', () => {
    expect(ours.map(([name]) => name)).toEqual(['engine-1', 'engine-2', 'api-1', 'api-2', 'worker-1']);
  });

  it.each(ours)(
    'give %s settings that it starts with, a program that exists, and a standard input that stays open',
    (name, service) => {
      for (const more of [{}, emqx.services[name]?.environment ?? {}]) {
        const environment = Object.fromEntries(
          Object.entries({ ...service.environment, ...more }).map(([key, value]) => [key, filled(value)]),
        );
        expect(readSettings(environment)).toMatchObject({ ok: true });
      }
      const program = service.command?.[1] ?? '';
      expect(existsSync(join(ROOT, program.replace('/dist/', '/src/').replace(/\.js$/, '.ts')))).toBe(true);
      expect(service.stdin_open).toBe(true);
    },
  );

  it('give each engine a folder of its own: its name at the broker lies there', () => {
    const folders = ['engine-1', 'engine-2'].map((name) => base.services[name]?.volumes?.[0]);
    expect(new Set(folders).size).toBe(2);
  });

  it.each([
    ['compose.yaml', base],
    ['compose.emqx.yaml', emqx],
  ])('%s mounts what exists, and waits for what it has', (_, { services, volumes }) => {
    for (const [name, { volumes: mounts = [], depends_on: waits = [] }] of Object.entries(services)) {
      for (const mount of mounts) {
        const [from = ''] = mount.split(':');
        expect([name, from, from.startsWith('./') ? existsSync(join(ROOT, 'docker', from)) : from in volumes]).toEqual([
          name,
          from,
          true,
        ]);
      }
      for (const other of Array.isArray(waits) ? waits : Object.keys(waits))
        expect(base.services).toHaveProperty([other]);
      expect(base.services).toHaveProperty([name]);
    }
  });

  it('let EMQX ask at the addresses we serve, in the words we read', () => {
    const environment = Object.values(emqx.services['broker']?.environment ?? {}).join('\n');
    for (const path of ['/api/v1/hooks/emqx/authenticate', '/api/v1/hooks/emqx/authorize'])
      expect(environment).toContain(`http://nginx:8080${path}`);
    for (const word of ['username', 'password', 'clientid', 'topic', 'action'])
      expect(environment).toContain(`${word} = "$$\{${word}}"`);
  });
});

describe('the images', () => {
  it('copy what exists, and run as nobody special', () => {
    const lines = text('Dockerfile').split('\n');
    for (const [, from] of lines.flatMap((line) => [...line.matchAll(/^COPY (?!--from)(\S+) /g)]))
      expect(existsSync(join(ROOT, from!))).toBe(true);
    expect(lines).toContain('USER node');
    expect(
      lines.filter((line) => line.startsWith('FROM')).every((line) => /^FROM node:\d+-bookworm-slim/.test(line)),
    ).toBe(true);
    expect(existsSync(join(ROOT, '.dockerignore'))).toBe(true);
  });
});

describe('nginx', () => {
  it('stands in front of both apis at their port, and lets sockets through', () => {
    const conf = text('nginx.conf');
    const port = base.services['api-1']?.environment?.['SILVERBELL_HTTP_PORT'];
    for (const name of ['api-1', 'api-2']) expect(conf).toContain(`server ${name}:${String(port)};`);
    for (const line of [
      'proxy_set_header Upgrade $http_upgrade;',
      'proxy_set_header Connection $connection_upgrade;',
      'proxy_http_version 1.1;',
    ])
      expect(conf).toContain(line);
    // Ours is the limit: a longer body gets our sentence, a much longer one nginx's.
    expect(conf).toContain('client_max_body_size 64k;');
  });

  it('hands on neither figures nor documents', () => {
    const conf = text('nginx.conf');
    const [exact, pattern] = [
      /location = (\S+) \{ return 404; \}/.exec(conf),
      /location ~ (\S+) \{ return 404; \}/.exec(conf),
    ];
    expect(exact?.[1]).toBe('/metrics');
    const kept = new RegExp(pattern?.[1] ?? '$^');
    for (const path of ['/api/docs', '/api/openapi.json', '/api/asyncapi.json']) expect(path).toMatch(kept);
    for (const path of ['/api/v1/incidents', '/api/v1/docs', '/console/', '/health/ready'])
      expect(path).not.toMatch(kept);
  });

  it('is the one proxy that the apis believe, by its address, and says for whom it asks', () => {
    const trusted = filled(base.services['api-1']?.environment?.['SILVERBELL_TRUSTED_PROXIES'] ?? '');
    expect(base.services['nginx']?.networks).toEqual({ default: { ipv4_address: trusted } });
    expect(trusted).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(text('nginx.conf')).toContain('proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;');
  });
});
