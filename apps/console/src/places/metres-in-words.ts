import type { Say } from '@silverbell/web-ui';

export const metresInWords = (metres: number, say: Say): string =>
  metres < 1_000
    ? say('places.metres', { n: Math.round(metres / 10) * 10 })
    : say('places.kilometres', { n: (metres / 1_000).toFixed(1) });
