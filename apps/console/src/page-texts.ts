import type { Texts } from '@silverbell/web-ui';
import * as ladders from './ladders/texts.js';
import * as board from './texts.js';

/** Every page brings its own words under its own name; the board's are in `texts.ts`. */
const menu = {
  zh: { menu: { label: '页面', board: '事件', waiting: '{{n}} 待受理', ladders: '上报阶梯' } },
  en: { menu: { label: 'Pages', board: 'Cases', waiting: '{{n}} waiting', ladders: 'Ladders' } },
};

export const zh = { ...board.zh, ...menu.zh, ...ladders.zh } satisfies Texts;
export const en = { ...board.en, ...menu.en, ...ladders.en } satisfies Texts;
