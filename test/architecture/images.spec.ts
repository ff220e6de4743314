import { describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';

// Nothing is built here: what an image would run is held to what a build makes.
const ROOT = join(import.meta.dirname, '../..');
const text = (name: string): string => readFileSync(join(ROOT, 'docker', name), 'utf8');

interface Instruction {
  readonly word: string;
  readonly rest: string;
}
/** One stage per FROM; comments away, continued lines joined. */
function stagesOf(dockerfile: string): readonly (readonly Instruction[])[] {
  const stages: Instruction[][] = [];
  const lines = dockerfile
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n/g, ' ')
    .split('\n');
  for (const line of lines) {
    const [, word = '', rest = ''] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? [];
    if (word.toUpperCase() === 'FROM') stages.push([]);
    stages.at(-1)?.push({ word: word.toUpperCase(), rest: rest.trim() });
  }
  return stages;
}
const KNOWN = new Set([
  ...['FROM', 'ARG', 'ENV', 'WORKDIR', 'COPY', 'RUN', 'USER', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'EXPOSE', 'LABEL'],
  ...['VOLUME', 'STOPSIGNAL'],
]);
function faultsOf(dockerfile: string): readonly string[] {
  const stages = stagesOf(dockerfile);
  const last = stages.at(-1) ?? [];
  const faults: string[] = [];
  for (const { word, rest } of stages.flat()) {
    if (!KNOWN.has(word)) faults.push(`${word} is no instruction we use`);
    if (word === 'FROM' && !/^\S+:\S+/.test(rest)) faults.push(`${rest} names no version`);
    if (word === 'FROM' && /:latest\b/.test(rest)) faults.push(`${rest} is another image every day`);
    if ((word === 'CMD' || word === 'ENTRYPOINT') && !rest.startsWith('['))
      faults.push(`${word} runs in a shell, which hears the signal to leave instead of the process`);
    if (word === 'WORKDIR' && !rest.startsWith('/')) faults.push('a folder to work in begins at the root');
    if (/(secret|password|token)\w*=/i.test(rest)) faults.push('a secret in an image is everybody’s');
  }
  const users = last.filter(({ word }) => word === 'USER').map(({ rest }) => rest);
  if (users.length === 0 || ['root', '0'].includes(users.at(-1) ?? '')) faults.push('it runs as root');
  if (!last.some(({ word }) => word === 'CMD' || word === 'ENTRYPOINT')) faults.push('it runs nothing');
  return faults;
}
/** Commands written as lists, wherever they stand. */
function programsIn(command: readonly string[]): readonly string[] {
  return command.filter((word) => /^[\w./-]+\.m?js$/.test(word));
}
/** `apps/x/dist/y.js` comes of a source that is there, in a project that is built from `src` into `dist`. */
function isBuilt(program: string): boolean {
  const [project = '', inside = ''] = program.split('/dist/');
  const config = join(ROOT, project, 'tsconfig.json');
  if (!existsSync(config)) return false;
  const { compilerOptions } = JSON.parse(readFileSync(config, 'utf8')) as {
    compilerOptions: { rootDir?: string; outDir?: string };
  };
  const source = join(ROOT, project, 'src', inside.replace(/\.js$/, '.ts'));
  return compilerOptions.rootDir === 'src' && compilerOptions.outDir === 'dist' && existsSync(source);
}
interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}
const { services } = parse(text('compose.yaml'), { merge: true }) as { services: Readonly<Record<string, Service>> };
const ours = Object.entries(services).filter(([, { image }]) => image === 'silverbell:local');

describe('the image', () => {
  it('has no fault of those that are easily made', () => {
    expect(faultsOf(text('Dockerfile'))).toEqual([]);
  });

  it.each([
    ['as root', 'FROM node:24\nCMD ["node", "x.js"]', 'it runs as root'],
    ['as root after all', 'FROM node:24\nUSER node\nUSER root\nCMD ["node"]', 'it runs as root'],
    ['in a shell', 'FROM node:24\nUSER node\nCMD node x.js', 'CMD runs in a shell'],
    ['of no version', 'FROM node\nUSER node\nCMD ["node"]', 'node names no version'],
    ['nothing', 'FROM node:24\nUSER node', 'it runs nothing'],
    ['with a secret', 'FROM node:24\nENV MY_SECRET=x\nUSER node\nCMD ["node"]', 'a secret in an image'],
    ['with a mistyped word', 'FROM node:24\nUSER node\nCDM ["node"]\nCMD ["node"]', 'CDM is no instruction'],
  ])('the check bites: one that runs %s', (_, dockerfile, fault) => {
    expect(faultsOf(dockerfile).some((one) => one.startsWith(fault))).toBe(true);
  });

  it('runs programs that a build makes', () => {
    const commands = stagesOf(text('Dockerfile'))
      .flat()
      .filter(({ word }) => word === 'CMD' || word === 'ENTRYPOINT')
      .map(({ rest }) => JSON.parse(rest) as readonly string[]);
    const programs = [...commands, ...ours.map(([, { command }]) => command ?? [])].flatMap(programsIn);
    expect(programs.length).toBeGreaterThanOrEqual(5);
    expect(programs.filter((program) => !isBuilt(program))).toEqual([]);
    expect(isBuilt('apps/engine/dist/mian.js')).toBe(false);
  });

  it('carries the functions of the database, which are read when it starts', () => {
    const finding = /\$\((find .*?)\)\s*\\\n\s*\|/s.exec(text('Dockerfile'))?.[1] ?? '';
    const carried = execFileSync('sh', ['-c', finding], { cwd: ROOT, encoding: 'utf8' }).split('\n');
    expect(carried).toContain('libs/adapters/postgres/package.json');
    expect(carried).toContain('libs/adapters/postgres/sql');
    expect(existsSync(join(ROOT, 'libs/adapters/postgres/sql/functions'))).toBe(true);
  });

  it('is asked about its health by a command that says yes to a healthy one, and no to a sick or a silent one', async () => {
    const asked = ours.flatMap(([, { healthcheck }]) => (healthcheck ? [healthcheck.test] : []));
    expect(asked.length).toBeGreaterThan(0);
    let status = 200;
    const server = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    for (const [how, program, ...words] of asked) {
      expect([how, program]).toEqual(['CMD', 'node']);
      const asks = () => exitOf(words.map((word) => word.replace('127.0.0.1:9090', `127.0.0.1:${String(port)}`)));
      status = 200;
      expect(await asks()).toBe(0);
      status = 503;
      expect(await asks()).toBe(1);
    }
    await new Promise((resolve) => server.close(resolve));
    for (const [, , ...words] of asked)
      expect(await exitOf(words.map((word) => word.replace('127.0.0.1:9090', `127.0.0.1:${String(port)}`)))).toBe(1);
  });

  it('of the broker starts with words that a shell understands', () => {
    expect(() => execFileSync('sh', ['-n', join(ROOT, 'docker/mosquitto-start.sh')])).not.toThrow();
  });
});

const exitOf = (words: readonly string[]): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...words], { stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', resolve);
  });
