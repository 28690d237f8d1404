/** Where a download works and where its files go, checked before anything is fetched. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { type NameTemplate, parseNameTemplate } from '../../shared/names/name-template.ts';
import type { CommandRequest } from '../../shared/protocol/commands.ts';
import { openFileRoot } from '../archive/file-ref.ts';
import { type FileRoot, openPartial, resolveFile } from '../archive/folder.ts';
import type { Config } from '../config.ts';
import { listResultTypes } from '../yt-dlp/arguments.ts';
import { defaultTemplate } from './name-template.ts';

/** A download's request without what comes and goes. */
export type PlacedRequest = Pick<
  CommandRequest<'download'>,
  'downloadId' | 'url' | 'entry' | 'platform' | 'destination' | 'choice'
>;

/** A short name that stands for a text, which may be a path. */
export const toKey = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

/** How a finished file is named: as the archive wants it, or as a template says. */
export type Naming = { by: 'stem'; stem: string } | { by: 'template'; template: NameTemplate };

/** A place that exists. */
export interface Place {
  root: FileRoot;
  naming: Naming;
  /** Absolute folder of unfinished files. Another choice works in another one: its parts must not be continued. */
  workDirectory: string;
  /** Held while the download works: one writer for a stem of an archive, one for a download. */
  lockPath: string;
}

const toWorkName = ({ downloadId, url, entry, destination, choice }: PlacedRequest): string => {
  const where = destination.in === 'archive' ? destination.stem : downloadId;
  const { rateLimitBytesPerSec: _, ...what } = choice;
  return toKey(JSON.stringify([where, url, entry, what]));
};

/** Throws `input.invalid` for a template that is refused, and the codes of the folder. */
export async function openPlace(request: PlacedRequest, config: Config): Promise<Place> {
  const { destination, choice, downloadId } = request;
  const isArchive = destination.in === 'archive';
  if (isArchive && choice.skipKnown)
    throw new AppError('input.invalid', 'An archive keeps no list of what is known.');
  const naming: Naming = isArchive
    ? { by: 'stem', stem: destination.stem }
    : { by: 'template', template: parseNameTemplate(destination.template ?? defaultTemplate, 'companion') };
  const root = await openFileRoot(destination, config);
  // The type is not known yet; the first one stands for all of them.
  if (isArchive)
    await resolveFile(root, `${destination.stem}.${listResultTypes(choice, request.platform)[0]}`);
  const partial = await openPartial(root);
  return {
    root,
    naming,
    workDirectory: await openPartial(root, toWorkName(request)),
    lockPath: join(partial, `${toKey(isArchive ? destination.stem : downloadId)}.lock`),
  };
}

/** Removes the unfinished files. The hidden folder around them stays: others may just be entering it. */
export const clearPlace = ({ workDirectory }: Pick<Place, 'workDirectory'>): Promise<void> =>
  rm(workDirectory, { recursive: true, force: true });

/** The same for a download that is not at work. */
export async function discardParts(request: PlacedRequest, config: Config): Promise<void> {
  try {
    await clearPlace(await openPlace(request, config));
  } catch (error) {
    // Their folder is gone, or is no place for us any more.
    if (!(error instanceof AppError)) throw error;
  }
}
