import { asProblem } from '@silverbell/web-api-client';
import { useMutation } from '@tanstack/react-query';
import type { AppClient } from './app-client.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly code: string | undefined;
}

export function useLogin(client: AppClient, onLoggedIn?: () => void) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ username, password, code }: Credentials) => client.login(username, password, code),
    onSuccess: () => onLoggedIn?.(),
  });
  return {
    login: (credentials: Credentials) => (isPending ? undefined : mutate(credentials)),
    isPending,
    problem: error === null ? null : asProblem(error),
  };
}
