import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createAdminListener } from './admin.ts';
import { readCertificates } from './certificates.ts';
import { createFaultList, type FaultList } from './faults.ts';
import { startProxy } from './proxy.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { createSiteListener } from './server.ts';
import type { Site } from './site.ts';

/** What is served, and where. */
export interface ServedParts {
  sites: readonly Site[];
  /** @default 0: any free port */
  port?: number;
  /** Where certificates are kept between runs. @default .cache/testbed in the project */
  cacheDir?: string;
}

/** Sites that are being served. Everything is reached through the proxy, under the real host names. */
export interface SiteServer {
  /** http://127.0.0.1:PORT, for --proxy-server and HTTPS_PROXY. */
  proxyUrl: string;
  /** PEM file of the authority that signed the sites' certificate. */
  caFile: string;
  /** For Chromium's --ignore-certificate-errors-spki-list. */
  spki: string;
  /** Loopback URL for other processes: `${adminUrl}/requests`, `/faults`, `/truth`. */
  adminUrl: string;
  requests: RequestLog;
  faults: FaultList;
  /** Failures inside a site since the start; a test that is sound leaves this empty. */
  errors: readonly string[];
  /** What exists, by site id. */
  truth(): Record<string, unknown>;
  /** Breaks all connections and takes no new one until what it returns is called. */
  disconnect(): () => void;
  stop(): Promise<void>;
}

/** Serves the given sites until stopped. */
export async function serveSites({
  sites,
  port = 0,
  cacheDir = defaultCacheDir,
}: ServedParts): Promise<SiteServer> {
  await mkdir(cacheDir, { recursive: true });
  const hosts = sites.flatMap((site) => site.hosts);
  const certificates = await readCertificates(hosts, cacheDir);
  const requests = createRequestLog();
  const faults = createFaultList();
  const errors: string[] = [];
  const truth = () => Object.fromEntries(sites.map((site) => [site.id, site.truth()]));
  const prefix = `/admin-${randomBytes(12).toString('hex')}`;
  const onError = (error: unknown, line: string) => {
    errors.push(`${line}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  const proxy = await startProxy({
    hosts,
    certificates,
    requests,
    port,
    onSiteRequest: createSiteListener({ sites, requests, faults, onError }),
    onOwnRequest: createAdminListener({ prefix, requests, faults, truth }),
  });
  const { caFile, spki } = certificates;
  const proxyUrl = `http://127.0.0.1:${proxy.port}`;
  return {
    proxyUrl,
    caFile,
    spki,
    adminUrl: proxyUrl + prefix,
    requests,
    faults,
    errors,
    truth,
    disconnect: proxy.disconnect,
    stop: proxy.stop,
  };
}

/** Kept out of version control and shared by all runs. */
const defaultCacheDir = join(import.meta.dirname, '..', '.cache', 'testbed');
