import { createHash, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCA, createCert } from 'mkcert';

const VALIDITY_DAYS = 820;
const RENEW_BEFORE_MS = 7 * 24 * 3600 * 1000;

/** One leaf certificate for all hosts and the authority that signed it. The authority's own key is thrown away. */
export interface Certificates {
  /** PEM file of the authority, for SSL_CERT_FILE and its like. */
  caFile: string;
  caPem: string;
  leafPem: string;
  leafKeyPem: string;
  /** Base64 SHA-256 of the leaf's public key, as Chromium's --ignore-certificate-errors-spki-list wants it. */
  spki: string;
}

/**
 * Reads the certificates for these hosts from `cacheDir`, or makes them once (about a second).
 * A folder appears under its final name only when it is whole, so processes may race.
 * @param hosts exact names or `*.suffix`, which covers one level
 */
export async function readCertificates(hosts: readonly string[], cacheDir: string): Promise<Certificates> {
  const names = [...new Set(hosts)].sort();
  const dir = join(
    cacheDir,
    `certificates-${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12)}`,
  );
  const cached = await readFolder(dir);
  if (cached) return cached;
  await mkdir(cacheDir, { recursive: true });
  await replaceFolder(await createFolder(names, cacheDir), dir);
  const made = await readFolder(dir);
  if (!made) throw new Error(`The certificates in ${dir} cannot be read: remove the folder and start again`);
  return made;
}

async function readFolder(dir: string): Promise<Certificates | undefined> {
  const read = (name: string) => readFile(join(dir, name), 'utf8');
  try {
    const [caPem, leafPem, leafKeyPem] = await Promise.all([
      read('ca.pem'),
      read('leaf.pem'),
      read('leaf.key'),
    ]);
    const leaf = new X509Certificate(leafPem);
    if (Date.parse(leaf.validTo) - Date.now() < RENEW_BEFORE_MS) return undefined;
    const spki = createHash('sha256')
      .update(leaf.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64');
    return { caFile: join(dir, 'ca.pem'), caPem, leafPem, leafKeyPem, spki };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function createFolder(hosts: string[], parent: string): Promise<string> {
  const organization = 'Star Export testbed (not for use outside)';
  const ca = await createCA({
    organization,
    countryCode: 'ZZ',
    state: 'none',
    locality: 'none',
    validity: VALIDITY_DAYS,
  });
  const leaf = await createCert({ ca, domains: hosts, validity: VALIDITY_DAYS, organization });
  const dir = await mkdtemp(join(parent, 'certificates-new-'));
  await writeFile(join(dir, 'ca.pem'), ca.cert);
  await writeFile(join(dir, 'leaf.pem'), leaf.cert);
  await writeFile(join(dir, 'leaf.key'), leaf.key, { mode: 0o600 });
  return dir;
}

async function replaceFolder(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch {
    // Another process finished first, or an expired folder is in the way.
    if (await readFolder(to)) return rm(from, { recursive: true });
    await rm(to, { recursive: true, force: true });
    await rename(from, to);
  }
}
