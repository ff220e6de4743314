import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/** `SBR1`, salt, nonce, tag, then AES-256-GCM; opened with nothing but this file and the passphrase. */
const MAGIC = Buffer.from('SBR1');
const SALT = 16;
const NONCE = 12;
const TAG = 16;

export class UnreadableRoster extends Error {
  override readonly name = 'UnreadableRoster';
}

const keyOf = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 });

export function sealRoster(page: string, passphrase: string): Buffer {
  const salt = randomBytes(SALT);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce);
  cipher.setAAD(MAGIC);
  const sealed = Buffer.concat([cipher.update(page, 'utf8'), cipher.final()]);
  return Buffer.concat([MAGIC, salt, nonce, cipher.getAuthTag(), sealed]);
}

/** Throws {@link UnreadableRoster} for another file, another passphrase, or a changed file. */
export function openRoster(file: Buffer, passphrase: string): string {
  const from = MAGIC.length;
  if (file.length < from + SALT + NONCE + TAG || !file.subarray(0, from).equals(MAGIC))
    throw new UnreadableRoster('This file is no roster of Silverbell.');
  const salt = file.subarray(from, from + SALT);
  const nonce = file.subarray(from + SALT, from + SALT + NONCE);
  const tag = file.subarray(from + SALT + NONCE, from + SALT + NONCE + TAG);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, salt), nonce);
  decipher.setAAD(MAGIC);
  decipher.setAuthTag(tag);
  try {
    const rest = file.subarray(from + SALT + NONCE + TAG);
    return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8');
  } catch {
    throw new UnreadableRoster('The passphrase does not open this roster, or the file was changed.');
  }
}
