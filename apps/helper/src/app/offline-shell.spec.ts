import { describe, expect, it } from '@jest/globals';
import { assetFrom, filesOf, keepShell, kindOf, pageFrom, type ShellCache } from './offline-shell.js';

const ORIGIN = 'https://station.test';
const PAGE = '<link href="/helper/assets/a-1.css"><script src="/helper/assets/a-1.js"></script><link href="icon.svg">';

const answer = (text: string, ok = true) => {
  const one = { ok, text: () => Promise.resolve(text), clone: () => one } as unknown as Response;
  return one;
};
class MemoryCache implements ShellCache {
  readonly kept = new Map<string, Response>();
  match = (request: Request | string) => Promise.resolve(this.kept.get(pathOf(request)));
  put = (request: Request | string, response: Response) =>
    Promise.resolve(void this.kept.set(pathOf(request), response));
  keys = () => Promise.resolve([...this.kept.keys()].map((path) => ({ url: ORIGIN + path }) as Request));
  delete = (request: Request) => Promise.resolve(this.kept.delete(pathOf(request)));
}
const pathOf = (request: Request | string): string =>
  typeof request === 'string' ? request : new URL(request.url).pathname;
const request = (path: string, mode: RequestMode = 'cors', method = 'GET') => ({ url: ORIGIN + path, mode, method });

describe('the offline shell', () => {
  it('touches its own page and files only, never an answer of the api', () => {
    expect(kindOf(request('/helper/', 'navigate'), ORIGIN)).toBe('page');
    expect(kindOf(request('/helper/assets/a-1.js'), ORIGIN)).toBe('asset');
    expect(kindOf(request('/api/v1/me/assignments'), ORIGIN)).toBe('other');
    expect(kindOf(request('/helper/', 'navigate', 'POST'), ORIGIN)).toBe('other');
    expect(kindOf({ ...request('/helper/'), url: 'https://elsewhere.test/helper/' }, ORIGIN)).toBe('other');
  });

  it('keeps the page with every file it names, and drops the files of an older build', async () => {
    const cache = new MemoryCache();
    await cache.put('/helper/assets/old.js', answer('old'));
    await keepShell(cache, (path) => Promise.resolve(answer(path === '/helper/' ? PAGE : path)));
    expect([...cache.kept.keys()].sort()).toEqual(['/helper/', ...filesOf(PAGE)].sort());
  });

  it('keeps the old build whole when a file of the new one does not come', async () => {
    const cache = new MemoryCache();
    await cache.put('/helper/', answer('old page'));
    await keepShell(cache, (path) => Promise.resolve(answer(PAGE, !path.endsWith('.js'))));
    expect(await (await cache.match('/helper/'))?.text()).toBe('old page');
    expect(cache.kept.size).toBe(1);
  });

  it('opens without a network after one visit, and asks the network first otherwise', async () => {
    const cache = new MemoryCache();
    const offline = () => Promise.reject(new TypeError('offline'));
    await expect(pageFrom(cache, offline)).rejects.toThrow('offline');
    await cache.put('/helper/', answer('kept'));
    expect(await (await pageFrom(cache, offline)).text()).toBe('kept');
    expect(await (await pageFrom(cache, () => Promise.resolve(answer('fresh')))).text()).toBe('fresh');
  });

  it('reads a file that is named by its content once', async () => {
    const cache = new MemoryCache();
    const file = request('/helper/assets/a-1.js') as Request;
    await assetFrom(cache, file, () => Promise.resolve(answer('code')));
    expect(await (await assetFrom(cache, file, () => Promise.reject(new Error('asked again')))).text()).toBe('code');
  });
});
