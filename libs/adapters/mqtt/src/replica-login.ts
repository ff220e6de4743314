import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** `~` stands in no device id, so that no device of this name can be registered. */
export const API_USER = 'silverbell~api';

/** How an api proves itself at a broker: every process of this platform can derive the word from the platform's secret, and no one else. */
export const apiPassword = (platformSecret: string): string =>
  Buffer.from(hkdfSync('sha256', platformSecret, '', 'silverbell api at the broker v1', 32)).toString('base64url');

/** Takes the same time however wrong the password is. */
export function isApi(platformSecret: string, userName: string, password: Uint8Array | string): boolean {
  if (userName !== API_USER) return false;
  const digest = (word: Uint8Array | string): Buffer => createHash('sha256').update(word).digest();
  return timingSafeEqual(digest(password), digest(apiPassword(platformSecret)));
}
