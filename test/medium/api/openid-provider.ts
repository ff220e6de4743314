import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export const CLIENT_ID = 'silverbell';
export const CLIENT_SECRET = 'a-secret-of-the-provider-for-this-client';

/** A real OpenID provider whose login page takes any name, and a browser's part in a login there. */
export class OpenIdProvider {
  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(origin: string): Promise<OpenIdProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          ...{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, grant_types: ['authorization_code'] },
          ...{ response_types: ['code'], redirect_uris: [`${origin}/office/`, `${origin}/console/`] },
        },
      ],
      pkce: { required: () => true },
      cookies: { keys: ['a key of this test'] },
      // Tokens and grants of one process.
      findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    });
    server.on('request', provider.callback());
    return new OpenIdProvider(server, issuer);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  /** What stands in the address to which the browser is sent back when `name` has logged in and agreed. */
  async login(url: string, name: string): Promise<string> {
    const cookies = new Map<string, string>();
    const visit = async (address: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
      const response = await fetch(address, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(key, value);
      }
      return response;
    };
    let next = url;
    for (let step = 0; step < 12; step += 1) {
      const page = await visit(next);
      const location = page.headers.get('location');
      if (location !== null) {
        const to = new URL(location, this.issuer);
        if (to.origin !== this.issuer) return to.search;
        next = to.href;
        continue;
      }
      const html = await page.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
      const action = /action="([^"]+)"/.exec(html)?.[1];
      if (prompt === undefined || action === undefined)
        throw new Error(`the provider shows ${String(page.status)} ${html.slice(0, 400)}`);
      const answered = await visit(new URL(action, this.issuer).href, {
        prompt,
        ...(prompt === 'login' ? { login: name, password: 'any' } : {}),
      });
      next = new URL(answered.headers.get('location') ?? '', this.issuer).href;
    }
    throw new Error('the provider asks for ever');
  }
}
