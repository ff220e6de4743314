import { describe, expect, it } from '@jest/globals';
import { firstChoice, onProbe, onTile, tiersToProbe, type TierChoice } from './tier-choice.js';

const all = firstChoice({ tiles: true, file: true });
const after = (choice: TierChoice, answers: readonly (readonly [at: number, good: boolean])[]): TierChoice =>
  answers.reduce((now, [at, good]) => onTile(now, at, good), choice);

describe('the tier of the base map', () => {
  it('begins with the best one that is configured', () => {
    expect(all.shown).toBe('tiles');
    expect(firstChoice({ tiles: false, file: true }).shown).toBe('file');
    expect(firstChoice({ tiles: false, file: false }).shown).toBe('plain');
  });

  it('steps down when five of eight tiles failed within ten seconds', () => {
    const four = [0, 1, 2, 3].map((n) => [n * 100, false] as const);
    expect(after(all, four).shown).toBe('tiles');
    expect(after(all, [...four, [500, false]]).shown).toBe('file');
  });

  it('stays where failures are older than ten seconds or half of the tiles come', () => {
    expect(
      after(
        all,
        [0, 4_000, 8_000, 12_000, 16_000, 20_000].map((at) => [at, false] as const),
      ).shown,
    ).toBe('tiles');
    expect(
      after(
        all,
        [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [n, n % 2 === 0] as const),
      ).shown,
    ).toBe('tiles');
  });

  it('steps down to the last tier and no further', () => {
    const failed = [0, 1, 2, 3, 4].map((n) => [n, false] as const);
    expect(after(after(after(all, failed), failed), failed).shown).toBe('plain');
  });

  it('steps up after three good probes in a row', () => {
    const down = after(
      all,
      [0, 1, 2, 3, 4].map((n) => [n, false] as const),
    );
    expect(tiersToProbe(down)).toEqual(['tiles']);
    const twice = onProbe(onProbe(down, 'tiles', true), 'tiles', true);
    expect(twice.shown).toBe('file');
    expect(onProbe(twice, 'tiles', true).shown).toBe('tiles');
    expect(onProbe(onProbe(twice, 'tiles', false), 'tiles', true).shown).toBe('file');
  });

  it('is probed only where a better one exists', () => {
    expect(tiersToProbe(all)).toEqual([]);
    expect(onProbe(all, 'tiles', true)).toBe(all);
  });
});
