// One violating file per rule, and the linter must object: a rule that is on and enforces nothing is worse than none.
// The tables are written out here, and not read from eslint.config.mjs, so that an edit there alone turns this red.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Probe {
  readonly file: string;
  readonly code: string;
  readonly typed?: true;
  /** The rule that must object; `null` when nothing may. */
  readonly objects: string | null;
}
const DOOR = '@nx/enforce-module-boundaries';

const packages = {
  kernel: { folder: 'libs/kernel', name: '@silverbell/kernel' },
  vocabulary: { folder: 'libs/vocabulary', name: '@silverbell/vocabulary' },
  domain: { folder: 'libs/domain/incidents', name: '@silverbell/incidents' },
  contract: { folder: 'libs/contracts/wire', name: '@silverbell/wire' },
  profile: { folder: 'devices/profiles', name: '@silverbell/profiles' },
  usecase: { folder: 'libs/usecases', name: '@silverbell/usecases' },
  runtime: { folder: 'libs/adapters/runtime', name: '@silverbell/adapter-runtime' },
  adapter: { folder: 'libs/adapters/notify', name: '@silverbell/adapter-notify' },
  app: { folder: 'apps/api', name: '@silverbell/api' },
  station: { folder: 'apps/station', name: '@silverbell/station' },
  web: { folder: 'libs/web/ui', name: '@silverbell/web-ui' },
  webapp: { folder: 'apps/console', name: '@silverbell/console' },
  simulator: { folder: 'devices/pendant', name: '@silverbell/device-pendant' },
  simulatorKit: { folder: 'devices/kit', name: '@silverbell/device-kit' },
  demo: { folder: 'libs/demo', name: '@silverbell/demo' },
  kit: { folder: 'libs/testing/kit', name: '@silverbell/testing-kit' },
  world: { folder: 'libs/testing/world', name: '@silverbell/testing-world' },
  tests: { folder: 'test', name: '@silverbell/tests' },
} as const;
type Package = keyof typeof packages;
const packageNames = Object.keys(packages) as Package[];

/** A second pkg of the same kind, where there is one. */
const siblings: Partial<Record<Package, string>> = {
  domain: '@silverbell/dispatch',
  contract: '@silverbell/mqtt-contract',
  adapter: '@silverbell/adapter-telephony',
  app: '@silverbell/engine',
  web: '@silverbell/web-live',
  webapp: '@silverbell/helper',
  simulator: '@silverbell/device-hub',
};

/** Who may depend on whom: section "Doors" of the architecture, line by line. */
const sees: Record<Exclude<Package, 'world' | 'tests'>, readonly Package[]> = {
  kernel: [],
  vocabulary: [],
  domain: ['kernel', 'vocabulary'],
  contract: ['kernel', 'vocabulary'],
  profile: ['contract', 'kernel', 'vocabulary'],
  usecase: ['domain', 'kernel', 'vocabulary'],
  runtime: ['kernel', 'vocabulary'],
  adapter: ['contract', 'profile', 'usecase', 'domain', 'kernel', 'vocabulary', 'runtime'],
  app: ['adapter', 'runtime', 'profile', 'usecase', 'domain', 'contract', 'kernel', 'vocabulary', 'demo'],
  station: [
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
    'simulatorKit',
  ],
  web: ['contract', 'kernel', 'vocabulary', 'web'],
  webapp: ['web', 'contract', 'kernel', 'vocabulary'],
  simulatorKit: [],
  simulator: ['contract', 'kernel', 'vocabulary', 'simulatorKit'],
  demo: ['contract', 'kernel', 'vocabulary'],
  kit: ['kernel'],
};

const bringsIn = (name: string): string => `import * as brought from '${name}';\nexport const seen = brought;\n`;
const inPackage = (pkg: Package, file = 'src/probe.ts'): string => `${packages[pkg].folder}/${file}`;

const probes = new Map<string, Probe>();
const probe = (title: string, it: Probe): void => void probes.set(title, it);

for (const [source, open] of Object.entries(sees) as [Exclude<Package, 'world' | 'tests'>, readonly Package[]][]) {
  for (const target of packageNames) {
    const name = source === target ? siblings[target] : packages[target].name;
    if (!name) continue;
    const free = open.includes(target);
    probe(`${source} ${free ? 'may see' : 'may not see'} ${source === target ? `its sibling ${name}` : target}`, {
      file: inPackage(source),
      code: bringsIn(name),
      objects: free ? null : target === 'webapp' || target === 'tests' ? 'no-restricted-imports' : DOOR,
    });
  }
  // The kit stands on the kernel, so the kernel's own specs do without it.
  if (source !== 'kit' && source !== 'kernel') {
    probe(`a spec of ${source} may use the testing kit`, {
      file: inPackage(source, 'src/probe.spec.ts'),
      code: bringsIn('@silverbell/testing-kit'),
      objects: null,
    });
  }
  probe(`not even a spec of ${source} may see the testing world`, {
    file: inPackage(source, 'src/probe.spec.ts'),
    code: bringsIn('@silverbell/testing-world'),
    objects: DOOR,
  });
}
probe('a spec opens no other door', {
  file: inPackage('domain', 'src/probe.spec.ts'),
  code: bringsIn('@silverbell/usecases'),
  objects: DOOR,
});
probe('a relative path is no way around a door', {
  file: 'libs/domain/incidents/src/probe.ts',
  code: bringsIn('../../../usecases/src/index.js'),
  objects: DOOR,
});
for (const target of ['kernel', 'adapter', 'app', 'simulator', 'web', 'world'] as const) {
  probe(`the tests may see ${target}`, {
    file: 'test/scenario/probe.scenario.spec.ts',
    code: bringsIn(packages[target].name),
    objects: null,
  });
}

const npm: Record<string, { pkg: Package; yes?: readonly string[]; no?: readonly string[] }> = {
  'the kernel takes no package': { pkg: 'kernel', no: ['zod', 'typeorm', 'rxjs'] },
  'the vocabulary takes no package': { pkg: 'vocabulary', no: ['zod', 'typeorm', 'react'] },
  'the domain takes no package': { pkg: 'domain', no: ['zod', '@nestjs/common', 'typeorm'] },
  'the use cases take no package': { pkg: 'usecase', no: ['zod', 'pg', '@nestjs/common'] },
  'the profiles take no package': { pkg: 'profile', no: ['zod', 'mqtt'] },
  'a contract takes zod and nothing else': {
    pkg: 'contract',
    yes: ['zod', 'zod/mini'],
    no: ['typeorm', 'react', '@nestjs/common'],
  },
  'the runtime takes no framework': {
    pkg: 'runtime',
    yes: ['pino', 'zod'],
    no: ['@nestjs/common', 'typeorm', 'react'],
  },
  'an adapter takes server packages': {
    pkg: 'adapter',
    yes: ['typeorm', 'pg', '@nestjs/common'],
    no: ['react', 'react-dom/client', 'leaflet'],
  },
  'a server app takes server packages': {
    pkg: 'app',
    yes: ['@nestjs/core', 'rxjs'],
    no: ['react', 'leaflet', '@tanstack/react-query'],
  },
  'web code takes browser packages': {
    pkg: 'web',
    yes: ['react', 'react/jsx-runtime', 'leaflet', 'socket.io-client'],
    no: ['pg', 'typeorm', '@nestjs/common'],
  },
  'a web app takes browser packages': {
    pkg: 'webapp',
    yes: ['react', 'react-dom/client', 'react-router'],
    no: ['pg', 'express', 'aedes'],
  },
  'a simulated device takes MQTT and sockets': {
    pkg: 'simulator',
    yes: ['mqtt', 'socket.io-client'],
    no: ['pg', 'aedes', 'zod'],
  },
  'the kit of simulated devices takes MQTT': { pkg: 'simulatorKit', yes: ['mqtt'], no: ['aedes', 'socket.io-client'] },
  'the demo town takes no package': { pkg: 'demo', no: ['zod', 'typeorm'] },
  'the testing kit takes no server': { pkg: 'kit', no: ['pg', '@nestjs/common', 'typeorm'] },
};
for (const [title, { pkg, yes = [], no = [] }] of Object.entries(npm)) {
  for (const name of yes) probe(`${title}: ${name}`, { file: inPackage(pkg), code: bringsIn(name), objects: null });
  for (const name of no) probe(`${title}, not ${name}`, { file: inPackage(pkg), code: bringsIn(name), objects: DOOR });
}

const core = [
  'libs/kernel/src',
  'libs/vocabulary/src',
  'libs/domain/incidents/src',
  'libs/domain/dispatch/src',
  'libs/usecases/src',
  'devices/profiles/src',
];
const coreWords: Record<string, { code: string; objects: string }> = {
  'the clock by Date.now': { code: 'export const at = Date.now();', objects: 'no-restricted-properties' },
  'the clock by a destructured now': {
    code: 'const { now } = Date; export const at = now();',
    objects: 'no-restricted-properties',
  },
  'the clock by new Date()': { code: 'export const at = new Date();', objects: 'no-restricted-syntax' },
  'the clock by Date()': { code: 'export const at = Date();', objects: 'no-restricted-syntax' },
  'the clock under another name': {
    code: 'const Watch = Date; export const at = new Watch();',
    objects: 'no-restricted-syntax',
  },
  'the clock by performance': { code: 'export const at = performance.now();', objects: 'no-restricted-globals' },
  'chance by Math.random': { code: 'export const die = Math.random();', objects: 'no-restricted-properties' },
  'chance by crypto': { code: 'export const id = crypto.randomUUID();', objects: 'no-restricted-globals' },
  'a timer': { code: 'setTimeout(() => undefined, 5);', objects: 'no-restricted-globals' },
  'an interval': { code: 'setInterval(() => undefined, 5);', objects: 'no-restricted-globals' },
  'an immediate': { code: 'setImmediate(() => undefined);', objects: 'no-restricted-globals' },
  'a microtask': { code: 'queueMicrotask(() => undefined);', objects: 'no-restricted-globals' },
  'the environment': { code: `export const secret = process.env['SECRET'];`, objects: 'no-restricted-globals' },
  'the console': { code: `console.log('hello');`, objects: 'no-restricted-globals' },
  'the network by fetch': { code: `export const answer = fetch('/');`, objects: 'no-restricted-globals' },
  'anything global': { code: 'export const all = globalThis;', objects: 'no-restricted-syntax' },
  'node:fs': { code: bringsIn('node:fs'), objects: 'no-restricted-imports' },
  'fs without its prefix': { code: bringsIn('fs'), objects: 'no-restricted-imports' },
  'node:timers/promises': { code: bringsIn('node:timers/promises'), objects: 'no-restricted-imports' },
  'a module at run time': { code: `export const late = import('node:fs');`, objects: 'no-restricted-syntax' },
};
for (const folder of core) {
  for (const [what, { code, objects }] of Object.entries(coreWords)) {
    probe(`${folder} does not reach ${what}`, { file: `${folder}/probe.ts`, code, objects });
  }
  probe(`${folder} may turn an instant into a date`, {
    file: `${folder}/probe.ts`,
    code: 'export const text = (at: number): string => new Date(at).toISOString() + String(Date.UTC(2026, 1)) + String(Math.max(1, at));',
    objects: null,
  });
  probe(`a spec in ${folder} may look at the clock`, {
    file: `${folder}/probe.spec.ts`,
    code: 'export const at = Date.now();',
    objects: null,
  });
}

const web = [
  'libs/web/ui/src',
  'libs/web/live/src',
  'libs/web/map/src',
  'apps/console/src',
  'apps/helper/src',
  'apps/family/src',
  'apps/office/src',
  'apps/pendant/src',
];
const webWords: Record<string, { code: string; objects: string | null }> = {
  'asks no other server': {
    code: `export const tiles = fetch('https://tile.example.org/1/2/3.png');`,
    objects: 'no-restricted-syntax',
  },
  'asks no other server in plain http': {
    code: `export const tiles = 'http://tile.example.org/';`,
    objects: 'no-restricted-syntax',
  },
  'asks no other server by a template': {
    code: 'export const tile = (z: number): string => `https://tile.example.org/${z}`;',
    objects: 'no-restricted-syntax',
  },
  'asks no other server without a scheme': {
    code: `export const font = '//fonts.example.org/noto.css';`,
    objects: 'no-restricted-syntax',
  },
  'opens no socket elsewhere': {
    code: `export const where = 'wss://push.example.org';`,
    objects: 'no-restricted-syntax',
  },
  'loads no picture from elsewhere': {
    code: `export const Logo = () => <img src="https://example.org/logo.png" />;`,
    objects: 'no-restricted-syntax',
  },
  'may send a person to a navigation app': {
    code: `export const link = 'https://uri.amap.com/navigation';`,
    objects: null,
  },
  'may name an XML namespace': { code: `export const svg = 'http://www.w3.org/2000/svg';`, objects: null },
  "may date what the server's clock says": {
    code: 'export const at = (now: number): Date => new Date(now);\n',
    objects: null,
  },
  'does not count by the clock of the PC': { code: 'export const at = Date.now();\n', objects: 'no-restricted-syntax' },
  'hands on no clock of the PC': { code: 'export const clock = { now: Date.now };\n', objects: 'no-restricted-syntax' },
  'dates nothing by the clock of the PC': { code: 'export const at = new Date();\n', objects: 'no-restricted-syntax' },
  'writes down no time of the PC': { code: 'export const at = Date();\n', objects: 'no-restricted-syntax' },
  'shows no time that a library took from the PC': {
    code: 'export const at = (read: { dataUpdatedAt: number }) => read.dataUpdatedAt;\n',
    objects: 'no-restricted-syntax',
  },
};
for (const folder of web) {
  for (const [what, { code, objects }] of Object.entries(webWords))
    probe(`${folder} ${what}`, { file: `${folder}/probe.tsx`, code, objects });
}

probe('a feature of the office does not import another feature', {
  file: 'apps/office/src/features/devices/probe.ts',
  code: `export * from '../todo/messages.js';`,
  objects: 'no-restricted-imports',
});
probe('a feature of the office does not import the app around it', {
  file: 'apps/office/src/features/devices/probe.ts',
  code: `export * from '../../app/pages.js';`,
  objects: 'no-restricted-imports',
});
probe('a feature of the office may import what all share', {
  file: 'apps/office/src/features/devices/probe.ts',
  code: `export * from '../../shared/page-props.js';`,
  objects: null,
});
probe('what the features of the office share imports none of them', {
  file: 'apps/office/src/shared/list/probe.ts',
  code: `export * from '../../features/devices/messages.js';`,
  objects: 'no-restricted-imports',
});
probe('a feature of the console does not import another feature', {
  file: 'apps/console/src/features/queue/probe.ts',
  code: `export * from '../map/layers.js';`,
  objects: 'no-restricted-imports',
});
probe('a feature of the console does not import the app around it', {
  file: 'apps/console/src/features/queue/probe.ts',
  code: `export * from '../../app/page-props.js';`,
  objects: 'no-restricted-imports',
});
probe('a feature of the console may import what all share', {
  file: 'apps/console/src/features/queue/probe.ts',
  code: `export * from '../../shared/phase-steps.js';`,
  objects: null,
});
probe('what the features of the console share imports none of them', {
  file: 'apps/console/src/shared/probe.ts',
  code: `export * from '../features/queue/queue-order.js';`,
  objects: 'no-restricted-imports',
});
probe('the office may use its kit of components', {
  file: 'apps/office/src/app/probe.ts',
  code: `export { Tree } from 'antd';`,
  objects: null,
});
probe('the console does not use the kit of the office', {
  file: 'apps/console/src/probe.ts',
  code: `export { Tree } from 'antd';`,
  objects: '@nx/enforce-module-boundaries',
});

const anywhere: Record<string, Omit<Probe, 'file'>> = {
  'any is no type': { code: 'export const x: any = 1;', objects: '@typescript-eslint/no-explicit-any' },
  'nothing is exported by default': { code: 'export default 1;', objects: 'no-restricted-syntax' },
  'a disabled rule that disables nothing is reported': {
    code: '// eslint-disable-next-line no-var\nexport const x = 1;',
    objects: 'parser',
  },
  'no promise is left alone': {
    code: 'const later = async (): Promise<void> => undefined;\nlater();',
    typed: true,
    objects: '@typescript-eslint/no-floating-promises',
  },
  'no any leaks out of JSON': {
    code: 'export const x: string = JSON.parse("{}").name;',
    typed: true,
    objects: '@typescript-eslint/no-unsafe-member-access',
  },
  'no case of a union is forgotten': {
    code: `export function f(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}`,
    typed: true,
    objects: '@typescript-eslint/switch-exhaustiveness-check',
  },
};
// Files that exist, because rules with types need a program that knows them.
for (const file of ['libs/kernel/src/index.ts', 'apps/station/src/index.ts', 'libs/web/ui/src/index.ts']) {
  for (const [title, it] of Object.entries(anywhere)) probe(`${title}, in ${file}`, { file, ...it });
}

let objections: Map<string, { rule: string; message: string }[]>;

beforeAll(() => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('./lint-probes.mjs', import.meta.url))],
    {
      input: JSON.stringify([...probes.values()]),
      encoding: 'utf8',
      // Not one run over the files on disk (what a CI asks for): the text is ours.
      env: { ...process.env, NX_DAEMON: 'false', TSESTREE_SINGLE_RUN: 'false' },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) throw new Error(`the linter did not run: ${stderr}`);
  const answers = JSON.parse(stdout.slice(stdout.indexOf('[['))) as { rule: string; message: string }[][];
  objections = new Map([...probes.keys()].map((title, at) => [title, answers[at] ?? []]));
}, 300_000);

describe('the linter', () => {
  it.each([...probes])('%s', (title, { objects }) => {
    const said = objections.get(title) ?? [];
    if (objects === null) expect(said).toEqual([]);
    else expect(said.map(({ rule }) => rule)).toContain(objects);
  });
});
