import { hashPassword } from '@silverbell/adapter-runtime';
import { DEMO_PASSWORD } from '@silverbell/demo';

/** Of {@link DEMO_PASSWORD}: argon2id with the least memory there is, so that a login takes 0.1 ms of a core and not 19. */
const QUICK =
  '$argon2id$v=19$m=8,t=1,p=1$pEHOjketr8rL9Q3EgtZI/A$MQlgK7gYqadNmEY0bRPzkIYkI4Zrq8NklBC/j5dgh/c';

/**
 * For a database of a test in which many people log in: the login is the real one, and the hash that it checks is a cheap one. What a
 * hash costs in earnest is proven beside `hashPassword`.
 */
export const quickPassword = (password: string): Promise<string> =>
  password === DEMO_PASSWORD ? Promise.resolve(QUICK) : hashPassword(password);
