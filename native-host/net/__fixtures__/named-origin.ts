/** The origin of tests over TLS, under names that the client alone knows. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificates } from '../../../testbed/certificates.ts';
import { type Origin, startOrigin } from '../../../testbed/origin.ts';
import { buildDefaultConfig } from '../../config.ts';
import { readMachine } from '../../directories.ts';
import { type Client, createClient } from '../client.ts';
import { readNetwork } from '../settings.ts';

const hosts = ['files.example', 'other.example'];

/** `base` is https://files.example:PORT */
export interface NamedOrigin extends Origin {
  client: Client;
}

export async function startNamedOrigin(): Promise<NamedOrigin> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'star-origin-'));
  const { leafPem, leafKeyPem, caPem } = await readCertificates(hosts, cacheDir);
  const origin = await startOrigin({ cert: leafPem, key: leafKeyPem });
  const machine = { ...readMachine(), env: {} };
  const client = createClient({
    ...readNetwork({ machine, config: buildDefaultConfig(machine) }),
    authorities: caPem,
    isAllowed: (host) => hosts.includes(host),
    lookup: async (name) => {
      if (hosts.includes(name)) return [{ address: '127.0.0.1', family: 4 }];
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    },
  });
  return Object.assign(origin, { base: `https://${hosts[0]}:${origin.port}`, client });
}
