import { describe, expect, it } from '@jest/globals';
import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { refuse } from '@silverbell/kernel';
import { asProblem, bodyProblem, problemBody } from './problem.filter.js';
import { ProblemError } from './problem-error.js';

describe('a problem', () => {
  it("has a stable type that ends in the slug, and a title in the caller's language", () => {
    const problem = ProblemError.of(refuse('offer-taken'));
    expect(problemBody(problem, undefined, '/api/v1/offers/o1/accept')).toEqual({
      type: 'https://silverbell.example/problems/offer-taken',
      title: '已有人接单，感谢您',
      status: 409,
      instance: '/api/v1/offers/o1/accept',
    });
    expect(problemBody(problem, 'en', '/').title).toBe('Somebody else is already going; thank you');
  });

  it('carries the facts its sentence speaks of, never the query of the address', () => {
    const body = problemBody(ProblemError.of(refuse('hold-too-long', { capS: 120 })), 'en', '/x?secret=1');
    expect(body).toMatchObject({ facts: { capS: 120 }, instance: '/x' });
  });

  it('calls the refusal of an old version by its name outside', () => {
    expect(ProblemError.of(refuse('version-changed'))).toMatchObject({ slug: 'stale-version', status: 412 });
  });

  it.each([
    ['a broken connection', { code: 'ECONNREFUSED' }],
    ['a deadlock', { code: '40P01' }],
    ['a shutdown of the database', { code: '57P01' }],
    ['too many connections', { code: '53300' }],
  ])('of %s says "try again"', (_what, error) => {
    expect(asProblem(Object.assign(new Error('x'), error))).toMatchObject({
      slug: 'unavailable',
      extras: { retryAfterS: 1 },
    });
  });

  it('of anything unforeseen tells nothing of its insides', () => {
    expect(JSON.stringify(problemBody(asProblem(new Error('password=hunter2')), 'en', '/'))).not.toContain('hunter2');
  });

  it('is made of what Nest and the body parser refuse by themselves', () => {
    expect(asProblem(new NotFoundException()).slug).toBe('not-found');
    expect(asProblem(new PayloadTooLargeException()).slug).toBe('too-large');
    expect(bodyProblem({ type: 'entity.too.large' })).toMatchObject({ slug: 'too-large' });
    expect(bodyProblem({ type: 'entity.parse.failed' })).toMatchObject({ slug: 'not-json' });
  });
});
