import { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { ProblemError } from './problem-error.js';
import { languageOf } from './sentences.js';

const ERRORS = { 'zh-CN': zhCN().localeError, en: en().localeError } as const;

/** What came is not sent back: so many faults are told, each with so much of its field's name and of its sentence. */
const MOST_ERRORS = 20;
const LONGEST_FIELD = 100;
const LONGEST_MESSAGE = 300;

interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Parses what came from outside, or refuses with the fields and what is wrong with each, in the caller's language. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  acceptLanguage: string | undefined,
): z.output<Schema> {
  const sentences = ERRORS[languageOf(acceptLanguage)];
  const parsed = schema.safeParse(value, { error: sentences });
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.slice(0, MOST_ERRORS).flatMap((issue) => fieldsOf(issue, sentences));
  throw new ProblemError('invalid-request', {
    errors: told.slice(0, MOST_ERRORS).map(({ field, message }) => ({
      field: cut(field, LONGEST_FIELD),
      message: cut(message, LONGEST_MESSAGE),
    })),
  });
}

function fieldsOf(issue: z.core.$ZodIssue, sentences: z.core.$ZodErrorMap): FieldError[] {
  const at = (path: readonly PropertyKey[]): string => path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    // Each field is told of itself alone: the sentence about all of them would come once per field.
    return issue.keys.slice(0, MOST_ERRORS).map((key) => {
      const sentence = sentences({
        ...issue,
        keys: [cut(key, LONGEST_FIELD)],
        input: undefined,
      } as z.core.$ZodRawIssue);
      return {
        field: at([...issue.path, key]),
        message: typeof sentence === 'string' ? sentence : (sentence?.message ?? ''),
      };
    });
  }
  // Of alternatives the one that got furthest explains best.
  if (issue.code === 'invalid_union') {
    const closest = [...issue.errors].sort((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0];
    if (closest && closest.length > 0)
      return closest
        .slice(0, MOST_ERRORS)
        .flatMap((inner) => fieldsOf({ ...inner, path: [...issue.path, ...inner.path] }, sentences));
  }
  return [{ field: at(issue.path), message: issue.message }];
}
const deepest = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((most, { path }) => Math.max(most, path.length), 0);
const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
