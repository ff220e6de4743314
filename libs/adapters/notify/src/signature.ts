import { seconds, type Instant } from '@silverbell/kernel';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "t.body">`; both ways. */
export const SIGNATURE_HEADER = 'x-silverbell-signature';

/** A signature older than this may have been overheard and is not taken again. */
const TOLERANCE = seconds(300);

export function sign(body: string, secret: string, at: Instant): string {
  const t = String(Math.floor(at / 1_000));
  return `t=${t},v1=${digest(t, body, secret)}`;
}

/** Of the bytes as they came, before anything was parsed. Several `v1` may stand while a secret is being changed. */
export function verifySignature(header: string | undefined, body: string, secret: string, now: Instant): boolean {
  if (header === undefined || secret === '') return false;
  const parts = header.split(',').map((part) => part.trim());
  const t = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
  if (!/^\d{1,12}$/.test(t) || Math.abs(now - Number(t) * 1_000) > TOLERANCE) return false;
  const expected = Buffer.from(digest(t, body, secret), 'hex');
  return parts.some((part) => {
    const given = /^v1=([0-9a-f]{64})$/i.exec(part)?.[1];
    return given !== undefined && timingSafeEqual(Buffer.from(given, 'hex'), expected);
  });
}

const digest = (t: string, body: string, secret: string): string =>
  createHmac('sha256', secret).update(`${t}.${body}`, 'utf8').digest('hex');
