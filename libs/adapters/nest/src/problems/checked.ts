import { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { ProblemError } from './problem-error.js';
import { languageOf } from './sentences.js';

const ERRORS = { 'zh-CN': zhCN().localeError, en: en().localeError } as const;

/** Parses what came from outside, or refuses with the fields and what is wrong with each, in the caller's language. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  acceptLanguage: string | undefined,
): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: ERRORS[languageOf(acceptLanguage)] });
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid-request', { errors: parsed.error.issues.flatMap(fieldsOf).slice(0, 20) });
}

function fieldsOf(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  const at = (path: readonly PropertyKey[]): string => path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: at([...issue.path, key]), message: issue.message }));
  }
  // Of alternatives the one that got furthest explains best.
  if (issue.code === 'invalid_union') {
    const closest = [...issue.errors].sort((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0];
    if (closest && closest.length > 0)
      return closest.flatMap((inner) => fieldsOf({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [{ field: at(issue.path), message: issue.message }];
}
const deepest = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length));
