/** What to ask `browse` for, source by source. */
import type { SourceKind, SourceRef } from '../../../../shared/model/source.ts';
import type { Json } from '../../../core/json.ts';

/** A first page as the API asks for it; `kind` is what its answer must turn out to be. */
export interface BrowseRequest {
  kind: SourceKind;
  browseId: string;
  params: string | null;
}

/** Parameters of a channel's tabs, as every channel has them. */
const tabParams: Partial<Record<SourceKind, string>> = {
  channel_videos: 'EgZ2aWRlb3PyBgQKAjoA',
  channel_shorts: 'EgZzaG9ydHPyBgUKA5oBAA%3D%3D',
  channel_live: 'EgdzdHJlYW1z8gYECgJ6AA%3D%3D',
  channel_playlists: 'EglwbGF5bGlzdHPyBgQKAkIA',
  channel_releases: 'EghyZWxlYXNlc_IGBQoDsgEA',
};

/** Asks for a playlist with the places whose videos are gone; else they are left out. */
const withUnavailable = 'wgYCCAA%3D';

/** The first page of a source whose id is known; null for single videos, which are no lists. */
export function toBrowseRequest({ kind, id }: Pick<SourceRef, 'kind' | 'id'>): BrowseRequest | null {
  switch (kind) {
    case 'video':
    case 'short':
      return null;
    case 'history':
      return { kind, browseId: 'FEhistory', params: null };
    case 'subscriptions':
      return { kind, browseId: 'FEchannels', params: null };
    case 'playlist':
    case 'liked':
    case 'watch_later':
      return { kind, browseId: `VL${id}`, params: withUnavailable };
    default:
      return { kind, browseId: id, params: tabParams[kind] ?? null };
  }
}

/** The body of the request, without the context. */
export function toBody({ browseId, params }: BrowseRequest): Json {
  return params === null ? { browseId } : { browseId, params };
}
