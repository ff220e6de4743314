/** One swc set-up for every floor: decorators with metadata, because Nest and TypeORM read it; ESM, because Nest 12 is. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: false, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic' },
      },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];
const swcWithJsx = [swc[0], { ...swc[1], jsc: { ...swc[1].jsc, parser: { ...swc[1].jsc.parser, tsx: true } } }];

/** @returns {import('jest').Config} */
const floor = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  // Workspace packages resolve to their TypeScript sources: no build stands between an edit and its test.
  testEnvironmentOptions: { customExportConditions: ['@silverbell/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc, '^.+\\.tsx$': swcWithJsx },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/\\.nx/', '<rootDir>/\\.silverbell/'],
  ...more,
});

// The first test file that needs a database starts the run's one cluster; the teardown ends it.
const withCluster = {
  globalSetup: '<rootDir>/test/cluster-setup.mjs',
  globalTeardown: '<rootDir>/test/cluster-teardown.mjs',
};

/** @type {import('jest').Config} */
export default {
  // jest reads this from the whole run only, not from a project.
  testTimeout: 120_000,
  projects: [
    floor('unit', [
      ...['libs/**/src/**/*.spec.ts', 'apps/**/src/**/*.spec.ts', 'devices/**/src/**/*.spec.ts'],
      'test/chaos/*.spec.ts',
    ]),
    // Pages and their pieces, in a browser made of JavaScript: same floor, same name.
    floor('unit', ['libs/web/**/src/**/*.spec.tsx', 'apps/**/src/**/*.spec.tsx'], {
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/test/browser-setup.mjs'],
      testEnvironmentOptions: { customExportConditions: ['@silverbell/source', 'browser'] },
      moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '\\.css$': '<rootDir>/test/no-styles.mjs' },
    }),
    floor('medium', ['test/medium/**/*.medium.spec.ts', 'test/migrations/**/*.medium.spec.ts'], {
      ...withCluster,
      testTimeout: 120_000,
    }),
    // Tests of these floors that flood, kill or wait for minutes: part of `npm run nightly`.
    floor('long', ['test/{medium,e2e}/**/*.long.spec.ts'], { ...withCluster, testTimeout: 240_000 }),
    floor('scenario', ['test/scenario/**/*.scenario.spec.ts'], { ...withCluster, testTimeout: 180_000 }),
    floor('e2e', ['test/e2e/**/*.e2e.spec.ts'], { ...withCluster, testTimeout: 180_000 }),
    // Its own programs of the distribution, so no part of `npm test`: `npm run test:telephony`.
    floor('telephony', ['test/telephony/**/*.telephony.spec.ts'], { testTimeout: 180_000 }),
    floor('architecture', ['test/architecture/**/*.spec.ts'], { testTimeout: 180_000 }),
  ],
};
