import { describe, expect, it } from '@jest/globals';
import { IdempotencyKeys } from './idempotency-keys.js';
import { ApiProblem } from './problem.js';

function keysOfForm() {
  let made = 0;
  const keys = new IdempotencyKeys(() => `k${(made += 1)}`);
  const used: string[] = [];
  const send = (input: unknown, failure?: ApiProblem): Promise<unknown> =>
    keys
      .send(input, (key) => {
        used.push(key);
        return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
      })
      .catch(() => undefined);
  return { send, used };
}

describe('the idempotency key of a form', () => {
  it('stays the same when the answer was lost and the same content is sent again', async () => {
    const { send, used } = keysOfForm();
    await send({ reason: 'a' }, new ApiProblem('timeout', 0, undefined));
    await send({ reason: 'a' });
    expect(used).toEqual(['k1', 'k1']);
  });

  it('changes with the content, after a success and after a refusal', async () => {
    const { send, used } = keysOfForm();
    await send({ reason: 'a' }, new ApiProblem('unreachable', 0, undefined));
    await send({ reason: 'b' });
    await send({ reason: 'b' }, new ApiProblem('offer-taken', 409, undefined));
    await send({ reason: 'b' });
    expect(used).toEqual(['k1', 'k2', 'k3', 'k4']);
  });
});
