import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  viewers: {
    also: '{{names}}也在看',
    alsoMany: '{{names}}等 {{n}} 人也在看',
  },
} satisfies MessageTree;

export const en = {
  viewers: {
    also: 'Also looking: {{names}}',
    alsoMany: 'Also looking: {{names}} and others ({{n}} people)',
  },
} satisfies Translation<typeof zh>;
