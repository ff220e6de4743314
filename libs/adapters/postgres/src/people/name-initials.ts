import { pinyin } from 'pinyin-pro';

/** First letters of the pinyin syllables of a name, lower case; a family name is read as one (单雄信: sxx). What is not Chinese stays. */
export const nameInitials = (name: string): string =>
  pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', surname: 'head', nonZh: 'consecutive' })
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
