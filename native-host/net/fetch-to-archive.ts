/** A file of a platform into an archive. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CommandEvent, CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import { findArchive, openPartial, resolveFile } from '../archive/folder.ts';
import type { Host } from '../host.ts';
import { findClient } from './client.ts';
import { type FetchControl, fetchFile } from './fetch-file.ts';
import { parseFileUrl, toSource } from './url.ts';

type Request = CommandRequest<'fetch'>;

/** With what it works and how it is watched. */
export interface ArchiveFetchControl extends Pick<FetchControl, 'signal' | 'timing'> {
  host: Host;
  emit(event: CommandEvent<'fetch'>): void;
}

/** A name for the unfinished file of a path. */
const toDraftName = (path: string): string =>
  `${createHash('sha256').update(path).digest('hex').slice(0, 24)}.part`;

/** Fetches one file; see `fetchFile` for what it throws. The record names where it is from without its query. */
export async function fetchToArchive(
  request: Request,
  { host, signal, emit, timing }: ArchiveFetchControl,
): Promise<CommandResponse<'fetch'>> {
  const { platform, path, urls, expect, bytes, sha256, rule, maxBytes, connections, replace } = request;
  const parse = (address: string): URL => parseFileUrl(address, platform);
  const archive = await findArchive(host.config.root, request.folder);
  const target = await resolveFile(archive, path);
  const draft = join(await openPartial(archive), toDraftName(path));
  const { address, ...measured } = await fetchFile(
    {
      addresses: urls,
      parse,
      credentials: request,
      expect,
      rule,
      maxBytes,
      bytes,
      sha256,
      connections,
      replace: replace === true,
    },
    { target, draft },
    { client: findClient(host), signal, onProgress: emit, ...(timing && { timing }) },
  );
  return { record: { path, ...measured, source: toSource(parse(address)) } };
}
