import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Silence never means "fine" (safety case, rule 1): a program cannot know that all is well, so it never says so. */
const WORDS =
  /一切平安|平安无事|一切正常|一切安好|一切都好|安然无恙|全部平安|全员平安|平安，无需|\ball is well\b|\beverything is (?:fine|ok|okay|all right|alright)\b|\b(?:everyone|everybody) is (?:safe|fine|well)\b|\bno need to worry\b|\bnothing to worry about\b|无需担心|不必担心|请放心|放心吧/i;

/** Everything that may be shown, sent or spoken; comments may name what is forbidden. */
const texts = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'libs', 'devices'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(?:ts|tsx|html|json|snap)$/.test(path) && !/\.(?:spec|suite)\.tsx?$/.test(path))
  .filter((path) => !path.startsWith('devices/payloads/'));

const COMMENT = /^\s*(?:\/\/|\/?\*)/;

const linesThatSay = (path: string): string[] => {
  try {
    return readFileSync(`${root}${path}`, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        WORDS.test(line) && !COMMENT.test(line) ? [`${path}:${String(index + 1)} ${line.trim()}`] : [],
      );
  } catch {
    return []; // listed, and gone meanwhile
  }
};

describe('silence never means fine', () => {
  it('no screen or message says that all is well', () => {
    expect(texts.length).toBeGreaterThan(200);
    expect(texts.flatMap(linesThatSay)).toEqual([]);
  });

  it.each(['当前一切平安', '老人平安无事', 'Everything is fine', 'All is well.', '请放心'])(
    'a screen would be caught saying %s',
    (text) => {
      expect(WORDS.test(text)).toBe(true);
    },
  );
});
