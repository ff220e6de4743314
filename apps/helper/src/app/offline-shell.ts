/** What the offline shell needs of a cache of the browser. */
export interface ShellCache {
  match(request: Request | string): Promise<Response | undefined>;
  put(request: Request | string, response: Response): Promise<void>;
  keys(): Promise<readonly Request[]>;
  delete(request: Request): Promise<boolean>;
}

export const SHELL = '/helper/';

/** `page`: the shell itself · `asset`: a file named by its content, never changed · `other`: not ours, above all every answer of the api. */
export function kindOf(request: Pick<Request, 'method' | 'mode' | 'url'>, origin: string): 'page' | 'asset' | 'other' {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin || !url.pathname.startsWith(SHELL)) return 'other';
  if (request.mode === 'navigate') return 'page';
  return url.pathname.startsWith(`${SHELL}assets/`) || /\.(svg|png|webmanifest)$/.test(url.pathname)
    ? 'asset'
    : 'other';
}

/** A file may be named from the root or from the shell. */
const pathFrom = (file: string): string => (file.startsWith('/') ? file : SHELL + file);

/** Addresses of the files that a page of ours names. */
export const filesOf = (html: string): readonly string[] =>
  [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => pathFrom(file ?? ''));

/** Reads the shell with all its files, keeps them, and drops the files of an older build. */
export async function keepShell(cache: ShellCache, fetchIt: (path: string) => Promise<Response>): Promise<void> {
  const page = await fetchIt(SHELL);
  if (!page.ok) return;
  const files = filesOf(await page.clone().text());
  const answers = await Promise.all(files.map(async (file) => [file, await fetchIt(file)] as const));
  // Half a build is worse than the old one.
  if (answers.some(([, { ok }]) => !ok)) return;
  for (const [file, answer] of answers) await cache.put(file, answer);
  await cache.put(SHELL, page);
  const now = new Set([SHELL, ...files]);
  for (const kept of await cache.keys()) if (!now.has(new URL(kept.url).pathname)) await cache.delete(kept);
}

/** The network first, so that a new build is seen at once; without it the page that was kept. */
export async function pageFrom(cache: ShellCache, ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch (error) {
    const kept = await cache.match(SHELL);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** A file named by its content never changes: the kept one is as good as the network's. */
export async function assetFrom(cache: ShellCache, request: Request, ask: () => Promise<Response>): Promise<Response> {
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await ask();
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
