import { jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';
import { api } from '../app-client.js';

/** What the server answers in a test, by the name of the route; a route that is not named fails. */
export type Answers = Readonly<Record<string, unknown>>;

/**
 * Puts a piece of the page on the screen, with an address, a cache and a server that answers as told. `cache`: the page's own, for what
 * says when it was read.
 */
export function shown(
  piece: ReactElement,
  answers: Answers = {},
  cache = new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  path = '/',
): RenderResult & { readonly calls: jest.Mock } {
  const calls = jest
    .spyOn(api, 'call')
    .mockImplementation(((name: string) =>
      name in answers ? Promise.resolve(answers[name]) : Promise.reject(new Error(`nobody answers ${name}`))) as never);
  const made = render(
    <QueryClientProvider client={cache}>
      <MemoryRouter initialEntries={[path]}>{piece}</MemoryRouter>
    </QueryClientProvider>,
  );
  return { ...made, calls: calls as unknown as jest.Mock };
}

/** In a document without dialogs of its own. */
export function withDialogs(): void {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
}
