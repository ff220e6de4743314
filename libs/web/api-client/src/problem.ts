/** The shape of an RFC 9457 answer, as far as a screen needs it. */
export interface ProblemBody {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly field?: string;
  readonly errors?: readonly { readonly field?: string; readonly message?: string }[];
  readonly current?: unknown;
  readonly changedBy?: { readonly name?: string };
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface FieldProblem {
  /** As the body calls it, with dots: `position.lat`. */
  readonly field: string;
  readonly message: string;
}

/** What only the network did; every other slug comes from the server. */
export type NetworkProblem = 'unreachable' | 'timeout' | 'unreadable' | 'unexpected';

/**
 * Why a call to the server did not succeed, with the sentence a person reads.
 * `slug` is the last segment of the problem's `type`, or one of our own: `unreachable` (nothing came back), `timeout` (nothing came
 * back in time), `unreadable` (not our server), `unexpected` (the page itself failed).
 */
export class ApiProblem<Slug extends string = string> extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly slug: Slug,
    readonly status: number,
    /** Already in the caller's language; undefined for what only the client knows (the screen words those). */
    readonly sentence: string | undefined,
    readonly field: string | undefined = undefined,
    readonly current: unknown = undefined,
    /** 412: who changed it meanwhile. */
    readonly changedBy: string | undefined = undefined,
    /** Everything that is wrong, where the server named more than one thing. */
    readonly all: readonly string[] = [],
    /** What is wrong with which field of the form. */
    readonly fields: readonly FieldProblem[] = [],
    /** Codes and numbers that the sentence speaks of. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(sentence ?? slug);
  }

  /** It is unknown whether the server executed the command: it may be sent again only with the same key. */
  get outcomeUnknown(): boolean {
    return this.slug === 'unreachable' || this.slug === 'timeout' || this.status >= 500;
  }
}

export function slugOf(type: string | undefined): string {
  const last = type?.split(/[/#:]/).filter(Boolean).at(-1);
  return last === undefined || last === 'blank' ? 'problem' : last;
}

export function problemFrom(status: number, body: unknown): ApiProblem {
  if (typeof body !== 'object' || body === null) return new ApiProblem('unreadable', status, undefined);
  const problem = body as ProblemBody;
  const fieldError = problem.errors?.[0];
  const field = problem.field ?? fieldError?.field;
  const more = problem.detail ?? fieldError?.message;
  const sentence = [problem.title, more === problem.title ? undefined : more].filter(Boolean).join(' — ');
  return new ApiProblem(
    slugOf(problem.type),
    status,
    sentence === '' ? undefined : sentence,
    field,
    problem.current,
    problem.changedBy?.name,
    (problem.errors ?? []).flatMap(({ message }) => (message === undefined ? [] : [message])),
    (problem.errors ?? []).flatMap(({ field: at, message }) => (at && message ? [{ field: at, message }] : [])),
    problem.facts ?? {},
  );
}

/** Whatever was thrown, as a problem that a page can show. */
export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? (error as ApiProblem) : new ApiProblem('unexpected', 0, String(error));
