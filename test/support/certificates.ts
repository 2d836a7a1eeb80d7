import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A private certificate authority and what it has signed for a server: PEM texts, and the files that hold them. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  readonly files: { readonly authority: string; readonly certificate: string; readonly key: string };
  /** Removes the files. */
  readonly remove: () => void;
}

/** Made by OpenSSL's command line, for a server of these names and addresses (`DNS:broker.test`, `IP:127.0.0.1`). */
export function makeCertificates(names: readonly string[]): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-certificates-'));
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...terms: readonly string[]): void => void execFileSync('openssl', terms, { stdio: 'pipe' });
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = { authority: file('ca.pem'), certificate: file('server.pem'), key: file('server.key') };
  openssl('req', '-x509', ...elliptic, '-days', '2', '-subj', '/CN=Test authority', '-keyout', file('ca.key'), '-out', files.authority);
  openssl('req', ...elliptic, '-subj', '/CN=Test server', '-keyout', files.key, '-out', file('server.csr'));
  writeFileSync(file('names'), `subjectAltName=${names.join(',')}\n`);
  openssl('x509', '-req', '-in', file('server.csr'), '-CA', files.authority, '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', file('names'), '-out', files.certificate);
  const text = (name: string): string => readFileSync(name, 'utf8');
  return { authority: text(files.authority), certificate: text(files.certificate), key: text(files.key), files, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
