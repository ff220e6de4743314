import type { AnswerOf, JsonRoute, ProblemOf } from '@silverbell/wire';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { ApiClient, CallInput } from './api-client.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { asProblem, type ApiProblem, type NetworkProblem } from './problem.js';

export interface RouteMutationOptions<N extends JsonRoute> {
  /** The mutation stays pending until what this returns is done. */
  readonly onSuccess?: (answer: AnswerOf<N>, input: CallInput<N>) => unknown;
  /** After success and after failure. */
  readonly onSettled?: () => unknown;
}

export interface RouteMutation<N extends JsonRoute> {
  readonly isPending: boolean;
  readonly error: ApiProblem<ProblemOf<N> | NetworkProblem> | null;
  /** How often it succeeded: a form empties its fields when this rises. */
  readonly succeeded: number;
  /** `ifVersion`: only if the record still is at this version; else 412 with what it is now. */
  readonly mutate: (input: CallInput<N>, ifVersion?: number) => void;
  readonly reset: () => void;
}

interface Command<N extends JsonRoute> {
  readonly input: CallInput<N>;
  readonly ifVersion: number | undefined;
}

/**
 * One form, one command at a time: a call while another is pending does nothing. After an answer that was lost, the same input is
 * sent with the same idempotency key, so that pressing the button again repeats the command instead of making a second one.
 */
export function useRouteMutation<N extends JsonRoute>(
  api: ApiClient,
  name: N,
  { onSuccess, onSettled }: RouteMutationOptions<N> = {},
): RouteMutation<N> {
  const keys = useRef<IdempotencyKeys>(null);
  keys.current ??= new IdempotencyKeys(() => api.newKey());
  const running = useRef(false);
  const [succeeded, setSucceeded] = useState(0);
  const { mutate, reset, isPending, error } = useMutation<AnswerOf<N>, ApiProblem, Command<N>>({
    mutationFn: (command) =>
      (keys.current as IdempotencyKeys).send(command, (key) =>
        api.call(name, command.input, {
          key,
          ...(command.ifVersion === undefined ? {} : { ifVersion: command.ifVersion }),
        }),
      ),
    onSuccess: (answer, { input }) => {
      setSucceeded((before) => before + 1);
      return onSuccess?.(answer, input);
    },
    onSettled: async () => {
      try {
        await onSettled?.();
      } finally {
        running.current = false;
      }
    },
  });
  const mutateOnce = useCallback(
    (input: CallInput<N>, ifVersion?: number) => {
      if (running.current) return;
      running.current = true;
      mutate({ input, ifVersion });
    },
    [mutate],
  );
  const forget = useCallback(() => {
    (keys.current as IdempotencyKeys).forget();
    reset();
  }, [reset]);
  return {
    isPending,
    succeeded,
    error: error === null ? null : (asProblem(error) as ApiProblem<ProblemOf<N> | NetworkProblem>),
    mutate: mutateOnce,
    reset: forget,
  };
}
