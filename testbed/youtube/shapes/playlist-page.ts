import { hash32 } from '../../prng.ts';
import type { Playlist, PlaylistEntry } from '../catalog/model.ts';
import { toAppend, toContinuationItem, toContinuationViewModel, toReload } from './continuations.ts';
import { toErrorAlert, toInfoAlert, toResponseContext, toTopbar } from './envelope.ts';
import { toGoneLockup, toVideoLockup } from './lockup.ts';
import {
  isNewShape,
  isOwnerViewing,
  issueToken,
  type Json,
  type PageContext,
  resolveEntry,
} from './page-context.ts';
import {
  toPlaylistHeader,
  toPlaylistMetadata,
  toPlaylistMicroformat,
  toPlaylistSidebar,
} from './playlist-header.ts';
import { toEntryRenderer, toGoneRenderer } from './renderers.ts';

const pageSize = 100;

export interface PlaylistView {
  /** Places whose video is gone are left out unless they were asked for. */
  showUnavailable: boolean;
}

interface ShownEntries extends PlaylistView {
  shown: PlacedEntry[];
}

interface PlacedEntry {
  entry: PlaylistEntry;
  /** Its place in the whole list, from 0. */
  index: number;
}

/** Whether the asker may see the list at all: private ones are their owner's. */
export function isListVisible(context: PageContext, list: Playlist): boolean {
  return list.privacy !== 'private' || isOwnerViewing(context);
}

export function toPlaylistPage(context: PageContext, list: Playlist, view: PlaylistView): Json {
  const shown = listEntries(context, list, view);
  const hidden = list.entries.length - shown.length;
  return {
    responseContext: toResponseContext(context, { browse_id: `VL${list.id}`, is_podcast_show_page: '0' }),
    contents: { twoColumnBrowseResultsRenderer: { tabs: [toTab(context, list, { ...view, shown })] } },
    header: toPlaylistHeader(context, list, countEntries(context, list)),
    ...toAlerts(context, list, { ...view, hidden }),
    metadata: toPlaylistMetadata(list),
    trackingParams: context.track(),
    topbar: toTopbar(context, `/playlist?list=${list.id}`),
    microformat: toPlaylistMicroformat(list),
    sidebar: toPlaylistSidebar(context, list, {
      count: countEntries(context, list),
      showUnavailable: view.showUnavailable,
    }),
  };
}

/** Logged out on a private list, or a list that never was. */
export function toMissingPlaylistPage(context: PageContext, text: string): Json {
  return {
    responseContext: toResponseContext(context, {}),
    alerts: [toErrorAlert(text, 'runs')],
    trackingParams: context.track(),
    topbar: toTopbar(context, '/'),
    microformat: { microformatDataRenderer: { noindex: true } },
  };
}

/** A further page, or the first one where the page itself brought only a token. */
export function toPlaylistContinuation(
  context: PageContext,
  list: Playlist,
  place: PlaylistView & { offset: number },
): Json {
  const items = toItems(context, list, { ...place, shown: listEntries(context, list, place) });
  const isNew = isNewShape(context, list.id, place.offset / pageSize);
  const isFirst = place.offset === 0;
  return {
    responseContext: toResponseContext(context, { browse_id: `VL${list.id}` }),
    ...(isFirst && { metadata: toPlaylistMetadata(list), microformat: toPlaylistMicroformat(list) }),
    trackingParams: context.track(),
    onResponseReceivedActions: [
      isFirst && !isNew ? toReload(context, { id: list.id }, items) : toAppend(context, list.id, items),
    ],
  };
}

function toTab(context: PageContext, list: Playlist, view: ShownEntries): Json {
  const items = comesByToken(context, list, view)
    ? [toFirstToken(context, list)]
    : toItems(context, list, { ...view, offset: 0 });
  const isNew = isNewShape(context, list.id, 0);
  const videoList = {
    playlistVideoListRenderer: {
      contents: items,
      playlistId: list.id,
      isEditable: isOwnerViewing(context) && list.owner === context.world.owner,
      canReorder: false,
      trackingParams: context.track(),
      targetId: list.id,
    },
  };
  const section = {
    itemSectionRenderer: {
      contents: isNew ? items : [videoList],
      trackingParams: context.track(),
      ...(isNew && { targetId: list.id }),
    },
  };
  return {
    tabRenderer: {
      selected: true,
      content: { sectionListRenderer: { contents: [section], trackingParams: context.track() } },
      trackingParams: context.track(),
    },
  };
}

function toItems(context: PageContext, list: Playlist, place: ShownEntries & { offset: number }): Json[] {
  const { shown } = place;
  const isNew = isNewShape(context, list.id, place.offset / pageSize);
  const page = shown.slice(place.offset, place.offset + pageSize);
  const items = page.map((placed) => toItem(context, list, { ...placed, isNew }));
  if (place.offset + pageSize >= shown.length) return items;
  const extra = place.showUnavailable ? 'all' : 'available';
  const token = issueToken(context, {
    kind: 'playlist',
    list: list.id,
    offset: place.offset + pageSize,
    extra,
  });
  return [...items, isNew ? toContinuationViewModel(context, token) : toContinuationItem(context, token)];
}

function toItem(
  context: PageContext,
  list: Playlist,
  { entry, index, isNew }: PlacedEntry & { isNew: boolean },
): Json {
  const video = resolveEntry(context, entry);
  const editable = isOwnerViewing(context) && list.owner === context.world.owner && !isSystemList(list);
  const place = { playlistId: list.id, index, editable };
  if (typeof video === 'string') {
    return isNew
      ? toGoneLockup(context, { entry, why: video }, place)
      : toGoneRenderer(context, { entry, why: video }, place);
  }
  const lockupPlace = { ...place, showChannel: true, ...(editable && { entry }) };
  return isNew
    ? toVideoLockup(context, video, lockupPlace)
    : toEntryRenderer(context, { entry, video }, place);
}

/** With mixed shapes, one list in four brings only a token and its first page with the first continuation. */
function comesByToken(context: PageContext, list: Playlist, view: PlaylistView): boolean {
  return context.generation === 'mixed' && !view.showUnavailable && hash32(`${list.id}/first-page`) % 4 === 0;
}

function toFirstToken(context: PageContext, list: Playlist): Json {
  const token = issueToken(context, { kind: 'playlist', list: list.id, offset: 0, extra: 'available' });
  return isNewShape(context, list.id, 0)
    ? toContinuationViewModel(context, token)
    : toContinuationItem(context, token);
}

/** Uploads hold what the asker may see; other lists hold places, some of which show nothing. */
function listEntries(context: PageContext, list: Playlist, view: PlaylistView): PlacedEntry[] {
  const keep = isSystemList(list) ? listUploads(context, list) : list.entries;
  return keep
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => view.showUnavailable || typeof resolveEntry(context, entry) !== 'string');
}

/** UU, UULF, UUSH, UULV: private and unlisted uploads are in the owner's view only. */
function listUploads(context: PageContext, list: Playlist): PlaylistEntry[] {
  const own = isOwnerViewing(context) && list.owner === context.world.owner;
  return list.entries.filter(({ videoId }) => own || context.world.videos.get(videoId)?.privacy === 'public');
}

function countEntries(context: PageContext, list: Playlist): number {
  return isSystemList(list) ? listUploads(context, list).length : list.entries.length;
}

function isSystemList(list: Playlist): boolean {
  return list.id.startsWith('UU');
}

function toAlerts(context: PageContext, list: Playlist, view: PlaylistView & { hidden: number }): Json {
  const { hidden } = view;
  const hasGone = list.entries.some((entry) => typeof resolveEntry(context, entry) === 'string');
  if (view.showUnavailable && hasGone && !isSystemList(list)) {
    return { alerts: [toInfoAlert(context, 'Unavailable videos will be hidden during playback')] };
  }
  return hidden > 0 && !isSystemList(list)
    ? { alerts: [toInfoAlert(context, 'Unavailable videos are hidden')] }
    : {};
}
