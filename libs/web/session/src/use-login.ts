import { asProblem } from '@silverbell/web-api-client';
import { useMutation } from '@tanstack/react-query';
import type { AppClient } from './app-client.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

export function useLogin(client: AppClient, onLoggedIn?: () => void) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ username, password }: Credentials) => client.login(username, password),
    onSuccess: () => onLoggedIn?.(),
  });
  return {
    login: (credentials: Credentials) => (isPending ? undefined : mutate(credentials)),
    isPending,
    problem: error === null ? null : asProblem(error),
  };
}
