import nx from '@nx/eslint-plugin';
import { createProjectGraphAsync } from '@nx/devkit';
import tseslint from 'typescript-eslint';

// Without a project graph the nx rule skips itself with a warning, and every door would stand open.
await createProjectGraphAsync({ exitOnError: true, resetDaemonClient: true });

/** A suite is a spec that several adapters share: the fake and the real one keep the same promises. What specs of a page share stands in its shared/testing. */
const SPECS = ['**/*.spec.ts', '**/*.spec.tsx', '**/*.suite.ts', 'apps/*/src/shared/testing/*.tsx'];
const CORE = [
  'libs/kernel/src',
  'libs/vocabulary/src',
  'libs/domain/*/src',
  'libs/usecases/src',
  'devices/profiles/src',
];
const WEB = ['libs/web/*/src', ...['console', 'helper', 'family', 'office', 'pendant'].map((app) => `apps/${app}/src`)];
const inAll = (folders) => folders.flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]);

// ---------------------------------------------------------------- doors

/** What a helper's telephone needs besides: a store for what waits, and a reader of door codes. */
const PHONE_PACKAGES = ['idb', 'barcode-detector/*'];
const WEB_PACKAGES = [
  ...['react', 'react/*', 'react-dom', 'react-dom/*', 'react-router', 'react-router/*', 'react-i18next', 'i18next'],
  ...['leaflet', 'leaflet/*', 'pmtiles', 'protomaps-leaflet', '@tanstack/*', 'socket.io-client', 'mqtt'],
];
const BROWSER_ONLY = [
  ...[
    'react',
    'react/*',
    'react-dom',
    'react-dom/*',
    'react-router*',
    'react-i18next',
    'i18next',
    'leaflet*',
    'antd*',
    'zustand*',
  ],
  ...['@tanstack/*', 'echarts*', 'vite', '@vitejs/*'],
];

/**
 * The table of doors: `type:` of the source, the types it may see, and its npm packages
 * (`only`: nothing else; `never`: anything else). Siblings of `domain` and of `adapter` are missing from their own lines on purpose.
 */
export const DOORS = [
  { type: 'kernel', sees: [], only: [] },
  { type: 'vocabulary', sees: [], only: [] },
  { type: 'domain', sees: ['kernel', 'vocabulary'], only: [] },
  { type: 'contract', sees: ['kernel', 'vocabulary'], only: ['zod', 'zod/*'] },
  { type: 'profile', sees: ['contract', 'kernel', 'vocabulary'], only: [] },
  { type: 'usecase', sees: ['domain', 'kernel', 'vocabulary'], only: [] },
  // What every server process is built on: settings, logger, clock, timeouts. Plain Node, without a framework.
  { type: 'runtime', sees: ['kernel', 'vocabulary'], never: [...BROWSER_ONLY, '@nestjs/*', 'typeorm'] },
  {
    type: 'adapter',
    sees: ['contract', 'profile', 'usecase', 'domain', 'kernel', 'vocabulary', 'runtime'],
    never: BROWSER_ONLY,
  },
  {
    type: 'app',
    sees: ['adapter', 'runtime', 'profile', 'usecase', 'domain', 'contract', 'kernel', 'vocabulary', 'demo'],
    never: BROWSER_ONLY,
  },
  // The station is the one server app that also composes the simulated devices and people of the demo town.
  {
    type: 'station',
    sees: [
      'adapter',
      'runtime',
      'profile',
      'usecase',
      'domain',
      'contract',
      'kernel',
      'vocabulary',
      'demo',
      'simulator',
      'simulator-kit',
    ],
    never: BROWSER_ONLY,
  },
  { type: 'web', sees: ['contract', 'kernel', 'vocabulary', 'web'], only: WEB_PACKAGES },
  {
    type: 'webapp',
    sees: ['web', 'contract', 'kernel', 'vocabulary'],
    only: [...WEB_PACKAGES, ...PHONE_PACKAGES, 'cmdk', 'jssip'],
  },
  // Desk work: the one app with a kit of components.
  {
    type: 'office',
    sees: ['web', 'contract', 'kernel', 'vocabulary'],
    only: [...WEB_PACKAGES, 'antd', 'antd/*', '@ant-design/icons', 'dayjs', 'dayjs/*', 'qrcode'],
  },
  { type: 'simulator-kit', sees: [], only: ['mqtt'] },
  {
    type: 'simulator',
    sees: ['contract', 'kernel', 'vocabulary', 'simulator-kit'],
    only: ['mqtt', 'socket.io-client'],
  },
  { type: 'demo', sees: ['contract', 'kernel', 'vocabulary'], only: [] },
  { type: 'testing-kit', sees: ['kernel'], only: ['fast-check'] },
];

/** A library for the browser cannot use one for the server, and the other way round. */
const PLATFORMS = [
  { sourceTag: 'plat:any', onlyDependOnLibsWithTags: ['plat:any'] },
  { sourceTag: 'plat:server', onlyDependOnLibsWithTags: ['plat:server', 'plat:any'] },
  { sourceTag: 'plat:web', onlyDependOnLibsWithTags: ['plat:web', 'plat:any'] },
];

const tags = (types) => types.map((type) => `type:${type}`);
const doors = ({ inSpecs, seesEverything = false }) => [
  ...DOORS.map(({ type, sees, only, never }) => ({
    sourceTag: `type:${type}`,
    // A spec may use the testing kit, and the libraries that only tests need.
    onlyDependOnLibsWithTags: tags(inSpecs ? [...sees, 'testing-kit'] : sees),
    ...(only && {
      allowedExternalImports: inSpecs
        ? [
            ...only,
            '@jest/globals',
            '@testing-library/*',
            'fake-indexeddb/*',
            'fast-check',
            'react-dom',
            'react-dom/*',
            'zod',
          ]
        : only,
    }),
    ...(never && { bannedExternalImports: never }),
  })),
  // The world and the tests see everything, and nobody sees them: their type is in no line above.
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['*'] },
  ...(seesEverything ? [] : PLATFORMS),
];
const boundaries = (options) => [
  'error',
  { allow: options.allow ?? [], checkDynamicDependenciesExceptions: [], depConstraints: doors(options) },
];

// ---------------------------------------------------------------- words

const ANY_FILE = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: a default export is called something else in every file that imports it.',
  },
];

/** Web apps and the tests have no entry that a module could resolve to, so the nx rule cannot see an import of them. */
const NO_ENTRY = {
  regex: '^@silverbell/(console|helper|family|office|pendant|tests)(/|$)',
  message: 'Nobody imports a web app or the tests.',
};

/** The features of an app do not know each other: one can be taken out or written anew without a look at the rest. */
const APPS_OF_FEATURES = ['console', 'office', 'helper', 'family', 'pendant'];
const FEATURES_APART = {
  regex: '^\\.\\./(?!\\.\\./shared/)',
  message: 'A feature imports its own folder and `shared`, no other feature and not the app around it.',
};
const SHARED_BELOW = {
  regex: '/(features|app)/',
  message: 'What all features share knows none of them.',
};

/** The core gets time, ids and randomness handed in, and reaches nothing outside itself. */
const CORE_SYNTAX = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time is data: take `now` as an argument.',
  },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Time is data: take `now` as an argument.' },
  {
    selector: ':not(NewExpression, MemberExpression, BinaryExpression, TSTypeReference) > Identifier[name="Date"]',
    message: 'Passing Date around hides a clock: take `now` as an argument.',
  },
  { selector: 'Identifier[name="globalThis"]', message: 'The core reaches nothing global.' },
  { selector: 'ImportExpression', message: 'The core is all there when it is loaded.' },
  { selector: 'MetaProperty', message: 'The core does not know where it lies.' },
];
const CORE_GLOBALS = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  ...[
    'process',
    'console',
    'performance',
    'crypto',
    'fetch',
    'require',
    'module',
    'window',
    'document',
    'localStorage',
    'navigator',
  ],
].map((name) => ({ name, message: 'No clock, chance or I/O in the core: declare a port, or take it as an argument.' }));

/**
 * Web code asks nobody but its own server. The exceptions are places a person is sent to by a link (navigation apps),
 * and the names of XML namespaces, which nobody ever requests.
 */
const LINKS = [
  ...['https://uri\\.amap\\.com/', 'https://api\\.map\\.baidu\\.com/marker', 'https://apis\\.map\\.qq\\.com/uri/'],
  'http://www\\.w3\\.org/',
];
const OUTSIDE = `^\\s*(?!${LINKS.map((link) => link.replaceAll('/', '\\/')).join('|')})(https?:|wss?:|\\/\\/[a-z0-9])`;
const WEB_SYNTAX = ['Literal[value', 'TemplateElement[value.raw', 'JSXText[value'].map((node) => ({
  selector: `${node}=/${OUTSIDE}/i]`,
  message:
    'Web code asks nobody but its own server; a link to a navigation app belongs on the list in eslint.config.mjs.',
}));

/** The clock of a PC or a telephone may be wrong by hours, and be set in the middle of a shift: pages count by the server's. */
const WEB_CLOCK = [
  'MemberExpression[object.name="Date"][property.name="now"]',
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
  // react-query dates its answers by the PC
  'Identifier[name=/^(data|error)UpdatedAt$/]',
].map((selector) => ({
  selector,
  message: "Pages count by the server's clock: `serverClock` of @silverbell/web-live.",
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.silverbell/**', 'coverage/**', 'test-results/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    languageOptions: { parserOptions: { project: ['./tsconfig.lint.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      // With types, because these are the mistakes that lose an alarm: a forgotten promise, an `any` that leaks, a forgotten case.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unsafe-assignment': 'error',
      '@typescript-eslint/no-unsafe-call': 'error',
      '@typescript-eslint/no-unsafe-member-access': 'error',
      '@typescript-eslint/no-unsafe-return': 'error',
      '@typescript-eslint/no-unsafe-argument': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // TypeScript reports these with better knowledge, or they are a matter of taste.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      'no-restricted-syntax': ['error', ...ANY_FILE],
      'no-restricted-imports': ['error', { patterns: [NO_ENTRY] }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: [...inAll(['libs/**/src', 'apps/*/src', 'devices/*/src'])],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries({ inSpecs: false }) },
  },
  {
    files: [...SPECS, 'test/**/*.ts', 'libs/testing/world/src/**/*.ts'],
    rules: {
      // A test reads answers as they come and compares them; a wrong shape fails it anyway.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // `found!` reads better than a branch that only a broken test would take.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: SPECS,
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ inSpecs: true }),
    },
  },
  {
    files: ['test/**/*.ts', 'libs/testing/world/src/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      // Nobody imports an app, except the world that runs them in one process.
      '@nx/enforce-module-boundaries': boundaries({
        inSpecs: true,
        seesEverything: true,
        allow: ['@silverbell/engine', '@silverbell/api', '@silverbell/station', '@silverbell/worker'],
      }),
    },
  },
  {
    files: inAll(CORE),
    ignores: SPECS,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            NO_ENTRY,
            {
              regex:
                '^(node:|(fs|path|os|net|http|https|crypto|child_process|events|stream|timers|util|url|worker_threads|buffer|perf_hooks|zlib|dns|tls)(/|$))',
              message: 'No I/O in the core: declare a port.',
            },
          ],
        },
      ],
      'no-restricted-globals': ['error', ...CORE_GLOBALS],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is data: take `now` as an argument.' },
        { object: 'Math', property: 'random', message: 'Chance is data: take it as an argument.' },
      ],
      'no-restricted-syntax': ['error', ...ANY_FILE, ...CORE_SYNTAX],
    },
  },
  {
    files: inAll(WEB),
    ignores: SPECS,
    rules: { 'no-restricted-syntax': ['error', ...ANY_FILE, ...WEB_SYNTAX, ...WEB_CLOCK] },
  },
  {
    files: inAll(APPS_OF_FEATURES.map((app) => `apps/${app}/src/features`)),
    rules: { 'no-restricted-imports': ['error', { patterns: [NO_ENTRY, FEATURES_APART] }] },
  },
  {
    files: inAll(APPS_OF_FEATURES.map((app) => `apps/${app}/src/shared`)),
    rules: { 'no-restricted-imports': ['error', { patterns: [NO_ENTRY, SHARED_BELOW] }] },
  },
  {
    // A spec of the console starts the texts of the whole app, as its page would.
    files: ['apps/console/src/**/*.spec.ts', 'apps/console/src/**/*.spec.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns: [NO_ENTRY] }] },
  },
  {
    files: ['libs/web/live/src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ANY_FILE, ...WEB_SYNTAX] },
  },
  {
    files: ['**/vite.config.ts'],
    rules: { 'no-restricted-syntax': 'off' }, // vite reads its configuration from a default export
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.base],
    rules: {
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
    },
  },
);
