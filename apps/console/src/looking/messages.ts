import type { MessageTree, Translation } from '@silverbell/web-ui';

export const zh = {
  looking: {
    also: '{{names}}也在看',
    alsoMany: '{{names}}等 {{n}} 人也在看',
  },
} satisfies MessageTree;

export const en = {
  looking: {
    also: 'Also looking: {{names}}',
    alsoMany: 'Also looking: {{names}} and others ({{n}} people)',
  },
} satisfies Translation<typeof zh>;
