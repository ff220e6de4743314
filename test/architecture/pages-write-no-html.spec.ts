import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = [
  'apps/console/src',
  'apps/helper/src',
  'apps/family/src',
  'apps/office/src',
  'apps/pendant/src',
  'libs/web',
];
/** Ways in which words become elements or programs. `divIcon` takes HTML: its one user draws shapes of its own. */
const WRITES_HTML =
  /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function\(|javascript:|bind(Popup|Tooltip)\(|\bdivIcon\(/;
const DRAWS_SHAPES = join('libs/web', 'map/src/markers.ts');

const files = PAGES.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(dist|node_modules)\/|\.spec\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);

describe('names and notes of people', () => {
  it('are text on every page: no page makes elements or programs of words', () => {
    expect(files.length).toBeGreaterThan(50);
    const writing = files.filter((file) => WRITES_HTML.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(writing).toEqual([DRAWS_SHAPES]);
  });

  it('reach the drawing of a marker as one sign at most, without brackets', () => {
    const drawing = readFileSync(join(ROOT, DRAWS_SHAPES), 'utf8');
    expect(drawing).toContain("[...(marker.sign ?? '')][0]?.replace(/[<&]/, '')");
    const icon = /divIcon\(\{[\s\S]*?\}\)/.exec(drawing)?.[0] ?? '';
    expect(icon).not.toMatch(/label|\bid\b/);
  });
});
