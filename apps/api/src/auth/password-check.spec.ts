import { beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '@silverbell/adapter-runtime';
import { LoginQueue } from './login-queue.js';
import { LoginThrottle } from './login-throttle.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { fakeAccount } from './account.fake.js';
import type { Account } from './sessions.js';
import { as, instant, type AccountId } from '@silverbell/kernel';
import type { LoginEnd } from './access-log.js';
import { PasswordCheck } from './password-check.js';

const PASSWORD = 'three quiet herons';
const CODE = '123456';
const HOME = '203.0.113.7';
const ELSEWHERE = '198.51.100.9';
let passwordHash = '';
beforeAll(async () => void (passwordHash = await hashPassword(PASSWORD)));

function desk(more: Partial<Account> = {}) {
  const clock = { at: 0, now: () => instant(clock.at) };
  const ends: LoginEnd[] = [];
  let asked = 0;
  const account = {
    ...fakeAccount('operator', { id: as<AccountId>('a-wang'), ...more }),
    passwordHash,
  };
  const byUsername = async (name: string) => {
    asked += 1;
    return name === 'wang' ? account : null;
  };
  const check = new PasswordCheck(
    { byUsername, passwordHash: async () => passwordHash },
    new LoginThrottle(clock),
    new LoginQueue(),
    { login: (end) => void ends.push(end) },
    { opens: async (_, code) => code === CODE },
    clock,
  );
  const tries = (username: string, password: string, address = HOME, code?: string): Promise<string> =>
    check.accountFor({ username, password, code }, address).then(
      ({ id }) => id,
      (error: unknown) => (error instanceof ProblemError ? error.slug : String(error)),
    );
  const proves = (password: string): Promise<string> =>
    check.assertOwn({ id: as<AccountId>('a-wang') }, password, HOME).then(
      () => 'proven',
      (error: unknown) => (error instanceof ProblemError ? error.slug : String(error)),
    );
  return { clock, ends, tries, proves, asked: () => asked };
}
const many = <T>(count: number, one: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => one(n));
const count = (answers: readonly string[], slug: string): number => answers.filter((one) => one === slug).length;

describe('checking a password', () => {
  it('lets in by a name as people type it', async () => {
    const { tries } = desk();
    for (const typed of ['wang', ' wang', 'wang ', '\u3000Ｗａｎｇ\n'])
      expect(await tries(typed, PASSWORD)).toBe('a-wang');
  });

  it('checks five of 250 guesses that come at once, and no more', async () => {
    const { tries, asked } = desk();
    const answers = await Promise.all(many(250, (n) => tries('wang', `guess ${String(n)}`)));
    expect(count(answers, 'login-failed')).toBe(5);
    expect(asked()).toBe(5);
    expect(count(answers, 'login-failed') + count(answers, 'too-many-logins') + count(answers, 'busy')).toBe(250);
  });

  it('does not lock the operator out at her own address while somebody guesses elsewhere', async () => {
    const { tries } = desk();
    expect(await tries('wang', PASSWORD)).toBe('a-wang');
    await Promise.all(many(40, (n) => tries('wang', `guess ${String(n)}`, ELSEWHERE)));
    expect(await tries('wang', PASSWORD, ELSEWHERE)).toBe('too-many-logins');
    expect(await tries('wang', PASSWORD)).toBe('a-wang');
  });

  it('lets in everybody who knows her password when a whole shift logs in at once', async () => {
    const { tries } = desk();
    expect(count(await Promise.all(many(30, () => tries('wang', PASSWORD))), 'a-wang')).toBe(30);
  });

  it('answers the 429 only after the turn came: a right password behind four wrong ones is in', async () => {
    const { tries } = desk();
    const answers = await Promise.all([...many(4, () => tries('wang', 'guess')), tries('wang', PASSWORD)]);
    expect(answers.at(-1)).toBe('a-wang');
  });

  it('throttles names that do not exist like those that do', async () => {
    const [known, unknown] = await Promise.all(
      ['wang', 'nobody'].map(async (name) => {
        const { tries } = desk();
        const answers = [];
        for (let n = 0; n < 7; n++) answers.push(await tries(name, 'guess'));
        return answers;
      }),
    );
    expect(known).toEqual(unknown);
    expect(known?.slice(-2)).toEqual(['too-many-logins', 'too-many-logins']);
  });

  it('writes down how each login ended', async () => {
    const { tries, ends } = desk();
    await tries('wang', PASSWORD);
    await tries('wang', 'guess');
    await tries('nobody', 'guess');
    expect(ends).toEqual(['in', 'wrong-password', 'wrong-password']);
    const gone = desk({ disabled: true });
    expect(await gone.tries('wang', PASSWORD)).toBe('login-failed');
    const asleep = desk({ suspended: true });
    expect(await asleep.tries('wang', PASSWORD)).toBe('account-suspended');
    expect([...gone.ends, ...asleep.ends]).toEqual(['account-disabled', 'account-suspended']);
  });

  it('asks for the code of a second factor after the right password, and lets in with it', async () => {
    const { tries } = desk({ hasTotp: true });
    expect(await tries('wang', 'a guess')).toBe('login-failed');
    expect(await tries('wang', PASSWORD)).toBe('code-required');
    expect(await tries('wang', PASSWORD, HOME, '654321')).toBe('code-wrong');
    expect(await tries('wang', PASSWORD, HOME, CODE)).toBe('a-wang');
  });

  it('counts wrong codes like wrong passwords', async () => {
    const { tries } = desk({ hasTotp: true });
    for (let n = 0; n < 5; n += 1) expect(await tries('wang', PASSWORD, HOME, `00000${String(n)}`)).toBe('code-wrong');
    expect(await tries('wang', PASSWORD, HOME, CODE)).toBe('too-many-logins');
  });

  it('lets nobody in by a password that was given to her longer ago than it lasts', async () => {
    const given = desk({ oneTimeUntil: instant(1_000) });
    expect(await given.tries('wang', PASSWORD)).toBe('a-wang');
    given.clock.at = 1_000;
    expect(await given.tries('wang', PASSWORD)).toBe('login-failed');
  });

  it('is slowed down too where she is logged in and proves that it is she', async () => {
    const { proves } = desk();
    expect(await proves(PASSWORD)).toBe('proven');
    for (let n = 0; n < 5; n += 1) expect(await proves('a guess')).toBe('password-wrong');
    expect(await proves(PASSWORD)).toBe('too-many-logins');
  });
});
