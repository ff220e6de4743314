import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Papers {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** An authority of its own with the commands of the README; its keys live for a day in a temporary folder. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'silverbell-ca-'));
  readonly caFile = join(this.folder, 'ca.pem');
  private readonly caKey = join(this.folder, 'ca.key');

  constructor() {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=test authority',
      '-keyout',
      this.caKey,
      '-out',
      this.caFile,
    );
  }

  get ca(): Buffer {
    return readFileSync(this.caFile);
  }

  /** For a device its id is the common name; a server has an address. */
  signs(name: string, address?: string): Papers {
    const [keyFile, request, certFile, more] = ['key', 'csr', 'pem', 'ext'].map((end) =>
      join(this.folder, `${name}.${end}`),
    ) as [string, string, string, string];
    writeFileSync(
      more,
      address === undefined
        ? 'extendedKeyUsage=clientAuth\n'
        : `subjectAltName=IP:${address}\nextendedKeyUsage=serverAuth\n`,
    );
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      keyFile,
      '-out',
      request,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      request,
      '-CA',
      this.caFile,
      '-CAkey',
      this.caKey,
      '-CAcreateserial',
      '-days',
      '1',
      '-extfile',
      more,
      '-out',
      certFile,
    );
    return { certFile, keyFile, cert: readFileSync(certFile), key: readFileSync(keyFile) };
  }

  isRemoved(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
