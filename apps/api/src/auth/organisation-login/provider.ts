import { Inject, Injectable } from '@nestjs/common';
import type { OidcSettings, Settings } from '@silverbell/adapter-runtime';
import * as client from 'openid-client';
import { SETTINGS } from '../../tokens.js';
import type { Begun } from './login-tickets.js';

/** Discovery, keys and token of the provider: a person waits for it. */
const TIMEOUT_S = 10;

/** A login that was begun at the provider, and where the browser goes for it. */
export interface ProviderLogin extends Begun {
  readonly url: string;
}

/** The organisation's OpenID provider: authorization code with PKCE, state and nonce; of a person its identifier alone is taken. */
@Injectable()
export class OrganisationProvider {
  readonly settings: OidcSettings | null;
  #configuration: Promise<client.Configuration> | null = null;

  constructor(@Inject(SETTINGS) { oidc }: Pick<Settings, 'oidc'>) {
    this.settings = oidc;
  }

  /** Rejects while the provider cannot be reached. */
  async begin(settings: OidcSettings, page: string): Promise<ProviderLogin> {
    const configuration = await this.#discovered(settings);
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: returnTo(settings, page), scope: 'openid', state, nonce },
      ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    });
    return { url: url.href, state, nonce, verifier, page };
  }

  /** `answer`: the query with which the provider sent the browser back. `null`: the provider does not vouch for anybody by it. */
  async subjectOf(
    settings: OidcSettings,
    { state, nonce, verifier, page }: Begun,
    answer: string,
  ): Promise<string | null> {
    const configuration = await this.#discovered(settings);
    const cameBackTo = new URL(returnTo(settings, page));
    cameBackTo.search = answer;
    try {
      const tokens = await client.authorizationCodeGrant(configuration, cameBackTo, {
        ...{ pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true },
      });
      return tokens.claims()?.sub ?? null;
    } catch (error) {
      if (isUnreachable(error)) throw error;
      return null;
    }
  }

  /** Asked once; a provider that could not be reached is asked again by the next login. */
  #discovered({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
    const isPlain = issuer.startsWith('http:');
    const known =
      this.#configuration ??
      client.discovery(
        new URL(issuer),
        clientId,
        undefined,
        clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
        { timeout: TIMEOUT_S, ...(isPlain ? { execute: [client.allowInsecureRequests] } : {}) },
      );
    this.#configuration = known;
    known.catch(() => {
      this.#configuration = null;
    });
    return known;
  }
}

/** A connection that failed, or an answer that did not come in time; every other error is a "no". */
function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  // What fetch says of a failed connection lies below the errors of the library that called it: ECONNREFUSED, UND_ERR_SOCKET …
  const isOfTheNetwork = typeof code === 'string' && /^(E[A-Z]+|UND_ERR_\w+|OAUTH_TIMEOUT)$/.test(code);
  return isOfTheNetwork || isUnreachable(cause);
}

const returnTo = ({ origin }: OidcSettings, page: string): string => `${origin}/${page}/`;
