import type { SiteServer } from './serve-sites.ts';

/** What a client needs to know of a running testbed. */
export type Address = Pick<SiteServer, 'proxyUrl' | 'caFile' | 'spki'>;

/** Chromium's flags to reach the sites, and nothing else: loopback goes through the proxy too, where it is refused and logged. */
export function buildChromiumFlags({ proxyUrl, spki }: Address): string[] {
  return [
    `--proxy-server=${proxyUrl}`,
    '--proxy-bypass-list=<-loopback>',
    `--ignore-certificate-errors-spki-list=${spki}`,
  ];
}

/**
 * Environment for programs that must reach the sites: yt-dlp, curl, Node, and whatever a browser starts. Everything
 * the machine may have set for another proxy or authority is overridden.
 */
export function buildProxyEnvironment({ proxyUrl, caFile }: Omit<Address, 'spki'>): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const authorities = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];
  return {
    ...Object.fromEntries(proxies.map((name) => [name, proxyUrl])),
    ...Object.fromEntries(authorities.map((name) => [name, caFile])),
    NO_PROXY: '',
    no_proxy: '',
    // Node's own fetch looks at the proxy variables only when told to.
    NODE_USE_ENV_PROXY: '1',
  };
}

/** yt-dlp's flags to reach the sites: without the last one it brings its own list of authorities where certifi is installed. */
export function buildYtDlpFlags({ proxyUrl }: Pick<Address, 'proxyUrl'>): string[] {
  return ['--proxy', proxyUrl, '--compat-options', 'no-certifi'];
}
