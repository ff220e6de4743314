import { createHmac } from 'node:crypto';
import { after, minutes, type Instant } from '@silverbell/kernel';

/** What a browser registers at a SIP server with. */
export interface SoftphoneLogin {
  /** SIP over WebSocket. */
  readonly url: string;
  readonly domain: string;
  readonly extension: string;
  readonly username: string;
  readonly password: string;
  readonly until: Instant;
  /** For the relay of its sound; `null`: it needs none. */
  readonly turn: { readonly urls: readonly string[]; readonly username: string; readonly credential: string } | null;
}

interface SoftphoneServers {
  readonly url: string;
  readonly domain: string;
  readonly secret: string;
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
}

/** A page asks anew before each registration, which is about once a minute. */
const VALID_FOR = minutes(10);

/**
 * The user name says when the login lapses (seconds since 1970) and for which extension it is; the password proves that we wrote it:
 * HMAC-SHA-256 of the user name, in base64. A SIP server that has the secret checks it without asking anybody (Kamailio: `auth_ephemeral`,
 * the scheme of the TURN REST API). A TURN server is proved the same name by a secret of its own, with the SHA-1 that coturn's
 * `use-auth-secret` computes.
 */
export function softphoneLoginOf(
  { url, domain, secret, turn }: SoftphoneServers,
  extension: string,
  now: Instant,
): SoftphoneLogin {
  const until = after(now, VALID_FOR);
  const username = `${String(Math.floor(until / 1_000))}:${extension}`;
  const password = createHmac('sha256', secret).update(username).digest('base64');
  const relay = turn && {
    ...{ urls: turn.urls, username },
    credential: createHmac('sha1', turn.secret).update(username).digest('base64'),
  };
  return { url, domain, extension, username, password, until, turn: relay };
}
