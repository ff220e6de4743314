import type { Texts } from '@silverbell/web-ui';

export const zh = { ladders: { title: '上报阶梯' } } satisfies Texts;
export const en = { ladders: { title: 'Ladders' } } satisfies Texts;
