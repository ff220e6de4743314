import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What an installation, a build or a run leaves behind. */
const LEFT_BEHIND = new Set([
  'node_modules',
  'dist',
  '.git',
  '.nx',
  '.silverbell',
  '.env',
  '.cache',
  'coverage',
  'test-results',
]);

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (LEFT_BEHIND.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else yield path;
  }
}
const files = [...filesIn('.')];
const TEXT = /\.(ts|tsx|js|mjs|cjs|json|md|css|html|ya?ml|sh|sql|conf|svg|patch)$|^\.?[A-Za-z.-]+$/;
const texts = files.filter(
  (file) =>
    TEXT.test(basename(file)) && !/package-lock\.json$/.test(file) && statSync(join(root, file)).size < 4_000_000,
);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const code = texts.filter((file) => /\.(ts|tsx|mjs)$/.test(file));

const packages = files
  .filter((file) => file.endsWith('package.json') && file !== 'package.json')
  .map((file) => file.slice(0, -'/package.json'.length));

describe('the top level', () => {
  it('has these folders and no other', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !LEFT_BEHIND.has(entry.name))
      .map(({ name }) => name);
    expect(folders.sort()).toEqual(['.ci', 'apps', 'devices', 'docker', 'libs', 'test']);
  });

  it('has only the files a root needs', () => {
    const known = [
      ...['.dockerignore', '.editorconfig', '.gitattributes', '.gitignore', '.npmrc', '.prettierignore', '.prettierrc'],
      ...['CONTRIBUTING.md', 'LICENSE', 'README.md', 'README.zh-CN.md', 'SECURITY.md'],
      ...['eslint.config.mjs', 'jest.config.mjs', 'nx.json', 'package.json', 'package-lock.json'],
      ...['tsconfig.base.json', 'tsconfig.json', 'tsconfig.lint.json', 'tsconfig.spec.json', 'tsconfig.web.json'],
    ];
    const found = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !LEFT_BEHIND.has(entry.name))
      .map(({ name }) => name);
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('every package', () => {
  it.each(packages)('%s says its type and its platform, once each', (folder) => {
    const { nx } = JSON.parse(read(`${folder}/package.json`)) as { nx?: { tags?: string[] } };
    const kinds = (nx?.tags ?? []).map((tag) => tag.split(':')[0]);
    expect(kinds.sort()).toEqual(['plat', 'type']);
  });

  it.each(
    packages.filter(
      (folder) =>
        existsSync(join(root, folder, 'tsconfig.json')) &&
        !/^(test|apps\/(console|helper|family|office|pendant))$/.test(folder),
    ),
  )('%s builds after exactly the packages it depends on', (folder) => {
    const { dependencies = {} } = JSON.parse(read(`${folder}/package.json`)) as {
      dependencies?: Record<string, string>;
    };
    const { references = [] } = JSON.parse(read(`${folder}/tsconfig.json`)) as { references?: { path: string }[] };
    const names = references.map(
      ({ path }) => (JSON.parse(read(join(folder, path, 'package.json'))) as { name: string }).name,
    );
    expect(names.sort()).toEqual(
      Object.keys(dependencies)
        .filter((name) => name.startsWith('@silverbell/'))
        .sort(),
    );
  });

  it.each(packages.filter((folder) => folder.startsWith(`libs${sep}`)))(
    '%s has a README of one screen with its decisions',
    (folder) => {
      expect(existsSync(join(root, folder, 'README.md'))).toBe(true);
      const text = read(`${folder}/README.md`);
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(70);
      expect(text).toMatch(/^#+ Decisions\b/m);
    },
  );
});

describe('every file', () => {
  it('knows nothing of the machine it was written on', () => {
    // A home folder, a work folder, a drive: none of them exists on the next machine.
    const machinePath =
      /(?<![\w.~$}])\/(home|Users|root|work|workspace|mnt|private)\/[\w.-]+|\b[A-Z]:\\\\?(Users|work)/;
    const allowed = [join('test', 'architecture', 'layout.spec.ts')];
    expect(texts.filter((file) => !allowed.includes(file) && machinePath.test(read(file)))).toEqual([]);
  });

  it('lies in a folder that is named for what is in it', () => {
    const vague = /^(utils?|helpers|common|managers?|misc|base|lib)$/;
    const named = new Set(
      files.flatMap((file) =>
        file
          .split(sep)
          .slice(0, -1)
          .concat(basename(file).replace(/(?:\.(?:spec|suite|fake))?\.[^.]*$/, '')),
      ),
    );
    expect([...named].filter((name) => vague.test(name))).toEqual([]);
  });

  it('is written in kebab-case', () => {
    const wrong = code.filter(
      (file) =>
        /^(apps|libs|devices|test)/.test(file) &&
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/.test(basename(file)),
    );
    expect(wrong).toEqual([]);
  });

  it('gives its reason when it disables a rule', () => {
    const silent = code.flatMap((file) =>
      read(file)
        .split('\n')
        .filter((line) => /(\/\/|\/\*) *eslint-disable|@ts-(ignore|nocheck)/.test(line) && !/ -- \S/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(silent.filter((line) => !line.startsWith(join('test', 'architecture')))).toEqual([]);
  });
});

describe('the web apps', () => {
  it('load nothing from outside in their pages and styles', () => {
    const pages = texts.filter((file) => /\.(html|css|webmanifest)$/.test(file) && /^(apps|libs)/.test(file));
    const outside =
      /(src|href)\s*=\s*["'](https?:)?\/\/|url\(\s*["']?(https?:)?\/\/|@import\s+(url\()?["']?(https?:)?\/\//i;
    expect(pages.filter((file) => outside.test(read(file)))).toEqual([]);
  });
});

describe('every test', () => {
  it('runs: none is skipped, set aside or alone', () => {
    const specs = code.filter(
      (file) => /\.spec\.tsx?$/.test(file) && relative('test/architecture', file).startsWith('..'),
    );
    // `(asRoot ? it : it.skip)` is a fact about the machine and not about the test.
    const idle = /^\s*(describe|it|test)\.(skip|only|todo)\b|\bf(it|describe)\(|\bx(it|describe)\(/m;
    expect(specs.filter((file) => idle.test(read(file)))).toEqual([]);
  });
});
