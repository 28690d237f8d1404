/** The contract between the proxy and a stand-in for a platform. Another platform is one folder and one line in sites.ts. */
import type { Readable } from 'node:stream';

/** A request as it reaches a site, after TLS was terminated. */
export interface SiteRequest {
  method: string;
  /** Absolute, with the real host name: https://www.youtube.com/watch?v=… */
  url: URL;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  cookies: ReadonlyMap<string, string>;
  /** The whole body; empty for GET. */
  body: Buffer;
}

export interface SiteResponse {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string | string[]>;
  /** A file is served with Range, If-Range, ETag and Content-Length by the server. */
  body?: string | Buffer | Readable | { file: string };
}

/** What is asked for: `call` is what a page's scripts ask the platform itself, `media` are videos and sounds. */
export type RequestKind = 'page' | 'call' | 'media' | 'picture' | 'asset';

/** Who asks for what, for counting what an account was made to ask. */
export interface RequestClass {
  /** Null is logged out, or a host that is not told who asks. */
  account: string | null;
  kind: RequestKind;
}

export interface Site {
  id: string;
  /** Exact names or `*.suffix`; they go into the certificate and the proxy's allow-list. */
  hosts: string[];
  respond(request: SiteRequest): Promise<SiteResponse>;
  /** For the log. @default everything is a page asked for by nobody */
  classify?(request: SiteRequest): RequestClass;
  /** What exists here, with every field an export should hold (`--truth`). */
  truth(): unknown;
}
