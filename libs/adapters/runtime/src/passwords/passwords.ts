import { Algorithm, hash, verify } from '@node-rs/argon2';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// The package exports a const enum, which isolated modules cannot read: 2 is argon2id.
const ARGON2ID = 2 as Algorithm;

export const hashPassword = (password: string): Promise<string> => hash(password, { ...COST, algorithm: ARGON2ID });

/** `false` too for a hash that is none. */
export async function passwordMatches(stored: string, password: string): Promise<boolean> {
  try {
    return await verify(stored, password);
  } catch {
    return false;
  }
}

let nobody: Promise<string> | null = null;
/** Costs as much as a real check, so that the time of an answer does not tell whether the name exists. */
export async function spendAsMuchAsACheck(password: string): Promise<false> {
  nobody ??= hashPassword('nobody has this password');
  await passwordMatches(await nobody, password);
  return false;
}
