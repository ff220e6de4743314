import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contextFilter } from './dockerignore.js';

// No container engine runs here: what it would be sent is worked out by its published rules.
const ROOT = join(import.meta.dirname, '../..');
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the rules of .dockerignore', () => {
  // docs.docker.com/build/concepts/context: each example of the page, and what it says of it.
  it.each([
    ['# comment', 'comment', true],
    ['*/temp*', 'somedir/temporary.txt', false],
    ['*/temp*', 'somedir/temp', false],
    ['*/temp*', 'temp', true],
    ['*/*/temp*', 'somedir/subdir/temporary.txt', false],
    ['*/*/temp*', 'somedir/temporary.txt', true],
    ['temp?', 'tempa', false],
    ['temp?', 'temp', true],
    ['/foo/bar', 'foo/bar', false],
    ['foo/bar', 'foo/bar/inside.txt', false],
    ['**/*.go', 'main.go', false],
    ['**/*.go', 'a/b/c/main.go', false],
    ['*.md\n!README.md', 'README.md', true],
    ['*.md\n!README.md', 'OTHER.md', false],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', false],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-first.md', true],
    ['*.md\nREADME-secret.md\n!README*.md', 'README-secret.md', true],
    ['*\n!apps', 'apps/api/src/main.ts', true],
    ['*\n!apps\n**/.env*', 'apps/api/.env.local', false],
    ['.env', 'docker/.env', true],
    ['**/.env*', '.env', false],
    ['[a-c]x', 'bx', false],
    ['a.b', 'axb', true],
  ])('%j about %s: sent is %s', (rules, path, isSent) => {
    expect(contextFilter(rules)(path)).toBe(isSent);
  });
});

const CANARY = 'canary-5f0e2a';
/** Where a secret lies, or may be put by somebody in a hurry. */
const SECRETS = [
  ...['.env', '.env.local', 'docker/.env', 'docker/.env.production', 'apps/api/.env', 'libs/kernel/.env.test'],
  ...['.silverbell/secret', '.silverbell/station.json', '.silverbell/postgres/base/1/1', '.silverbell/spool/0.record'],
  ...['.silverbell/logs/api.log', 'apps/engine/.silverbell/secret', 'restored/secret', 'restored/postgres/base/1/1'],
  ...[
    'data/secret',
    'apps/engine/data/secret',
    'apps/engine/data/spool/0',
    'backups/today.sbb',
    'apps/station/today.sbb',
  ],
  ...['.git/config', '.npmrc', 'apps/api/.npmrc', 'tls/broker.key', 'docker/broker.pem', 'apps/engine/broker.key'],
  ...['test-results/trace.zip', 'test/e2e/screenshots/private.png', 'test/output.json', 'coverage/index.html'],
  ...['node_modules/.cache/x', 'apps/api/node_modules/x/index.js', 'apps/api/dist/main.js', 'core.1234', 'notes.txt'],
];

function* filesBelow(folder: string, inside = ''): Generator<string> {
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(folder, path);
    else yield path;
  }
}

describe('the container build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-context-'));
  const isSent = contextFilter(text('.dockerignore'));
  let sent: readonly string[] = [];
  beforeAll(() => {
    for (const project of ['apps', 'libs', 'devices'])
      cpSync(join(ROOT, project), join(folder, project), {
        recursive: true,
        filter: (source) => !/[\\/](node_modules|dist)$/.test(source),
      });
    for (const file of ['package.json', 'package-lock.json', 'nx.json', 'tsconfig.json', 'tsconfig.base.json'])
      cpSync(join(ROOT, file), join(folder, file));
    for (const file of SECRETS) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), CANARY);
    }
    sent = [...filesBelow(folder)].filter(isSent);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is sent no secret, wherever one lies', () => {
    expect(sent.filter((file) => readFileSync(join(folder, file), 'utf8').includes(CANARY))).toEqual([]);
  });

  it('is sent what it builds', () => {
    for (const file of [
      'package.json',
      'package-lock.json',
      'tsconfig.base.json',
      'apps/api/src/main.ts',
      'apps/console/index.html',
    ])
      expect(sent).toContain(file);
    const { workspaces } = JSON.parse(text('package.json')) as { workspaces: readonly string[] };
    for (const workspace of workspaces.filter((one) => !one.includes('*')))
      expect([workspace, isSent(`${workspace}/package.json`)]).toEqual([workspace, true]);
    const { references } = JSON.parse(text('tsconfig.json')) as { references: readonly { path: string }[] };
    for (const { path } of references) expect(sent).toContain(`${path.slice(2)}/tsconfig.json`);
  });

  it('puts into the image every package that engine and api need, and no source', () => {
    const dockerfile = text('docker/Dockerfile').replaceAll(/\\\n/g, ' ');
    const [, list = '', names = ''] = /\$\(find\s+(.*?)\\\((.*?)\\\)/.exec(dockerfile) ?? [];
    const copied = list.trim().split(/\s+/);
    expect(names.match(/-name \S+/g)).toEqual(
      ['node_modules', 'dist', 'sql', 'package.json'].map((name) => `-name ${name}`),
    );
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const folders = new Map(
      [...filesBelow(folder)]
        .filter((file) => file.endsWith('/package.json') && isSent(file))
        .map((file) => [
          (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { name: string }).name,
          dirname(file),
        ]),
    );
    const needed = new Set<string>(['@silverbell/engine', '@silverbell/api']);
    for (const name of needed) {
      const file = join(folder, folders.get(name) ?? name, 'package.json');
      const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Record<string, string> };
      for (const other of Object.keys(dependencies)) if (other.startsWith('@silverbell/')) needed.add(other);
    }
    const missing = [...needed].filter(
      (name) => !copied.some((path) => `${folders.get(name) ?? '?'}/`.startsWith(`${path}/`)),
    );
    expect(missing).toEqual([]);
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'));
    expect(lastStage.match(/^COPY .*$/gm)).toEqual(['COPY --from=build /what-runs /silverbell']);
  });
});
