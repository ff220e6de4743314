import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const FOLDER = join(import.meta.dirname, '../../docker');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, 'compose-spec/compose-spec.json'), 'utf8'),
) as Readonly<Record<string, unknown>>;

/** The published schema names a dialect by an address the validator does not know it by; nothing else is taken from it. */
function checker() {
  const { $schema: _, ...rules } = schema;
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(rules);
}
const faultsOf = (text: string): readonly string[] => {
  const check = checker();
  // `!override` is compose's own: the list replaces the one of the other file.
  check(parse(text, { merge: true, customTags: [{ tag: '!override', collection: 'seq' }] }));
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
};

describe('the compose files, held to the published schema of compose', () => {
  it('are there', () => {
    expect(FILES.length).toBeGreaterThanOrEqual(2);
    expect(existsSync(join(FOLDER, 'compose.yaml'))).toBe(true);
  });

  it.each(FILES)('%s has no fault', (name) => {
    expect(faultsOf(readFileSync(join(FOLDER, name), 'utf8'))).toEqual([]);
  });

  it.each([
    ['a setting nobody knows', 'services:\n  db:\n    imge: postgres\n'],
    ['a word where a list belongs', 'services:\n  db:\n    ports: yes please\n'],
    ['a health check without a test that can be run', 'services:\n  db:\n    healthcheck:\n      test: 7\n'],
  ])('the check bites: %s', (_, text) => {
    expect(faultsOf(text)).not.toEqual([]);
  });
});
