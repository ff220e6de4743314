import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { api } from './app-client.js';

const EVERY_MS = 30_000;
export const tasksKey = routeKey('tasks', {});

/** Open tasks that this account may see, the next to fall due first; asked by the frame around every page. `reads`: whether its role sees any. */
export const useTasks = (reads: boolean) =>
  useQuery({ ...routeQuery(api, 'tasks', {}), enabled: reads, staleTime: 0, refetchInterval: EVERY_MS });

/** The same for a piece of a page: two clocks would ask twice. */
export const useTasksAsRead = (reads = true) =>
  useQuery({ ...routeQuery(api, 'tasks', {}), enabled: reads, staleTime: EVERY_MS });
