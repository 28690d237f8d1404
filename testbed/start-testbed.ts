import { createMediaLibrary } from './media/media-library.ts';
import { type SiteServer, serveSites } from './serve-sites.ts';
import { createSites, type Sites, type SitesOptions } from './sites.ts';

/** How a testbed is started: what exists on the sites, and where it is served. */
export interface TestbedOptions extends SitesOptions {
  /** @default 0: any free port */
  port?: number;
  /** Certificates and media are kept here between runs. @default .cache/testbed in the project */
  cacheDir?: string;
  /** Called while the media is being made, which a machine does once. */
  onMediaProgress?(done: number, total: number): void;
}

/** A running testbed. */
export interface Testbed extends SiteServer {
  /** For what only a site knows: `sites.youtube.ownerCookies()`, `sites.youtube.truth()`. */
  sites: Sites;
}

/** Starts the stand-in for the platforms and serves it until stopped. The first start on a machine makes the media (about a minute, needs ffmpeg). */
export async function startTestbed(options: TestbedOptions = {}): Promise<Testbed> {
  const { port, cacheDir, onMediaProgress, ...sitesOptions } = options;
  const cache = { ...(cacheDir !== undefined && { cacheDir }) };
  const { clips } = await createMediaLibrary({
    ...cache,
    ...(onMediaProgress && { onProgress: onMediaProgress }),
  });
  const sites = createSites(sitesOptions, clips);
  const server = await serveSites({
    sites: Object.values(sites),
    ...cache,
    ...(port !== undefined && { port }),
  });
  return { ...server, sites };
}
