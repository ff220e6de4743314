import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', 'apps', 'libs', 'devices'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && !/\.(?:spec|suite|fake)\.tsx?$/.test(path));

/** Each use of the form in production code, as path and matched text. */
const uses = (form: RegExp, where = /./): readonly string[] =>
  files
    .filter((path) => where.test(path))
    .flatMap((path) =>
      [...readFileSync(`${root}${path}`, 'utf8').matchAll(form)].map(([found]) => `${path}: ${found}`),
    );

describe('the frameworks are used as their users expect', () => {
  it('sockets have three gateways and no server beside the adapter', () => {
    expect(uses(/@WebSocketGateway\(/g)).toHaveLength(3);
    expect(uses(/\bnew Server\(/g, /^(?!.*realtime\.adapter\.ts$)apps\/api\//)).toEqual([]);
  });

  it('pages call routes by name, never by a path', () => {
    const byPath = /\bapi\.(?:get|post|put|patch|delete)(?:<[^>]*>)?\(\s*['"`]\//g;
    expect(uses(byPath, /^(?:apps\/(?:console|office|helper|family|pendant)|libs\/web)\//)).toEqual([]);
    expect("api.get<Me>('/me')".match(byPath)).not.toBeNull();
  });

  it('the api gives at most eight values to the container by hand', () => {
    expect(uses(/\buseValue\b/g, /^apps\/api\//).length).toBeLessThanOrEqual(8);
  });
});
