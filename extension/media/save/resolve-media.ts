/** Where the media of an address are: it leads to them itself, or to a page that names them. */
import { AppError } from '../../../shared/app-error.ts';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { buildOffer } from './build-offer.ts';
import type { Looked } from './looked.ts';
import { isMediaAddress } from './page-media.ts';
import type { SaveTools } from './save-tools.ts';

type LookTools = Pick<SaveTools, 'look' | 'readPage'>;

/** Media, and what is known of them. */
export interface FoundMedia {
  media: Exclude<Looked, { type: 'page' }>;
  /** By which they are asked for, whatever that leads to. */
  address: string;
  title: string;
  thumbnail: string | null;
}

/**
 * The media of an address: itself, or the first of those that its page names. Throws `input.not_supported`, and
 * `media.wrong_type` for a page in the place of a video, which nobody else would find a video in either.
 */
export async function resolveMedia(url: string, tools: LookTools): Promise<FoundMedia> {
  const looked = await tools.look(url);
  if (looked.type !== 'page') return { media: looked, address: url, title: '', thumbnail: null };
  const page = tools.readPage(looked.html, looked.address);
  for (const address of page.addresses) {
    const media = await tools.look(address);
    if (media.type !== 'page') return { ...page, media, address };
  }
  if (isMediaAddress(url))
    throw new AppError('media.wrong_type', 'A web page lies at this address, no video or sound.');
  throw new AppError(
    'input.not_supported',
    'This page names no video or sound that the browser could save by itself.',
  );
}

/** What can be saved, and the hosts that have to be asked for it. */
export async function describeMedia(
  url: string,
  tools: LookTools,
): Promise<{ video: PageVideo; hosts: string[] }> {
  const found = await resolveMedia(url, tools);
  const { media, address } = found;
  const hosts = media.type === 'stream' ? media.hosts : [];
  const own = [address, media.address].map((one) => new URL(one).origin);
  return { video: buildOffer(media, { ...found, url }), hosts: [...new Set([...hosts, ...own])] };
}
