import { readFileSync } from 'node:fs';
import { createServer, type Server, type TLSSocket } from 'node:tls';

export interface TlsSettings {
  /** 0: any free port. */
  readonly port: number;
  readonly certFile: string;
  readonly keyFile: string;
  /** Certificates of this authority are as good as a password; `null`: no client certificate is asked for. */
  readonly clientCaFile: string | null;
}

/** Throws with a sentence when a file cannot be used. A new certificate is read at the next start. */
export function tlsServer(
  { certFile, keyFile, clientCaFile }: TlsSettings,
  welcome: (socket: TLSSocket) => void,
): Server {
  const server = createServer(
    {
      cert: readFileSync(certFile),
      key: readFileSync(keyFile),
      minVersion: 'TLSv1.2',
      // Asked for and not insisted on: a pendant with a password and one with a certificate come through the same door.
      ...(clientCaFile !== null && { ca: readFileSync(clientCaFile), requestCert: true, rejectUnauthorized: false }),
    },
    welcome,
  );
  // A scanner, or a device that does not trust us: it is gone already.
  server.on('tlsClientError', () => undefined);
  return server;
}

/**
 * The device that a checked certificate names; `null`: none was shown. `refused`: one that our authority did not sign, or that is out of
 * date, with the name it claims.
 */
export function certifiedName(socket: TLSSocket): string | null | { readonly refused: string } {
  const certificate = socket.getPeerCertificate();
  if (Object.keys(certificate).length === 0) return null;
  const name: unknown = certificate.subject?.CN;
  if (typeof name !== 'string') return { refused: '' };
  return socket.authorized ? name : { refused: name };
}
