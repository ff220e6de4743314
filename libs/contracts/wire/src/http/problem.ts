import { z } from 'zod';

/** RFC 9457. `type` ends in the slug; `title` is a sentence in the caller's language. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Which fields, and what is wrong with each. */
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  /** 412: the incident as it is now, and who changed it. */
  current: z.unknown().optional(),
  changedBy: z.object({ id: z.string().nullable(), name: z.string() }).optional(),
  /** Codes and numbers the sentence speaks of. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});
export type Problem = z.infer<typeof problem>;

export const PROBLEM_TYPE_PREFIX = 'https://silverbell.example/problems/';
export const problemType = (slug: string): string => PROBLEM_TYPE_PREFIX + slug;
/** The last segment of a problem's type. */
export const problemSlug = (problemOrType: Pick<Problem, 'type'> | string): string => {
  const type = typeof problemOrType === 'string' ? problemOrType : problemOrType.type;
  return type.slice(type.lastIndexOf('/') + 1);
};
