/** What a source is, before it is walked: its name, its owner, its size, its lists. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Source, SourceKind, SourceRef } from '../../../../shared/model/source.ts';
import { at, type Json, toText } from '../../../core/json.ts';
import { readFacts, readTabKind, readTabs } from '../documents/facts.ts';
import { readText } from '../documents/text.ts';
import { readPlayer } from '../items/player.ts';
import { readChannelHeader, readOwnership, readPageTitle, readPlaylistHeader } from '../pages/header.ts';
import { readPlayability } from '../pages/negative.ts';
import { readDoc } from '../read-page.ts';
import { toBrowseRequest } from '../session/browse-request.ts';
import type { Desk } from '../session/desk.ts';
import { toRef } from '../urls.ts';
import { readChannelId, readFirstPage } from './first-page.ts';

/** The order in which a whole channel is walked. */
const channelKinds: SourceKind[] = [
  'channel_videos',
  'channel_shorts',
  'channel_live',
  'channel_playlists',
  'channel_releases',
];

/** Asks the platform what a reference stands for. Throws AppError with the platform's refusal. */
export async function resolveSource(desk: Desk, ref: SourceRef): Promise<Source> {
  if (ref.kind === 'video' || ref.kind === 'short') return resolveVideo(desk, ref);
  if (ref.kind.startsWith('channel')) return resolveChannel(desk, ref);
  return resolveList(desk, ref);
}

async function resolveVideo(desk: Desk, ref: SourceRef): Promise<Source> {
  const player = await desk.tube.call('player', { videoId: ref.id });
  const item = readPlayer(player);
  const refusal = readPlayability(player);
  // What cannot be played now can still be exported, with the reason; what is not there cannot.
  if (!item) throw refusal ? fromWire(refusal.error) : new AppError('platform.page_changed');
  const own = at(player, 'videoDetails', 'isOwnerViewing');
  return {
    ...toRef(ref.kind, ref.id),
    title: item.title,
    author: item.author?.name ?? null,
    claimed: { count: 1, exact: true },
    own: typeof own === 'boolean' ? own : null,
    parts: [toRef(ref.kind, ref.id)],
  };
}

async function resolveList(desk: Desk, ref: SourceRef): Promise<Source> {
  const doc = await readFirstPage(desk, ref);
  if (!doc) throw new AppError('platform.not_found');
  throwRefusal(doc, ref);
  keep(desk, ref, doc);
  const header = readPlaylistHeader(doc);
  const isPlaylist = ref.kind === 'playlist';
  const title = header.title ?? readPageTitle(doc) ?? ref.id;
  return {
    ...toRef(ref.kind, ref.id),
    title,
    author: isPlaylist ? (header.author?.name ?? null) : null,
    claimed: ref.kind === 'history' || ref.kind === 'subscriptions' ? null : header.claimed,
    own: isPlaylist ? (readOwnership(doc) ?? readFacts(doc).own) : true,
    parts: [toRef(ref.kind, ref.id)],
  };
}

async function resolveChannel(desk: Desk, ref: SourceRef): Promise<Source> {
  const id = await readChannelId(desk, ref.id);
  const known = toRef(ref.kind, id);
  const doc = await readFirstPage(desk, known);
  if (!doc) throw new AppError('platform.not_found', 'The channel has no such tab.');
  const gate = readAgeGate(doc);
  if (gate !== null)
    return { ...known, title: gate, author: gate, claimed: null, own: null, parts: toGatedParts(known) };
  throwRefusal(doc, known);
  if (ref.kind !== 'channel') keep(desk, known, doc);
  const header = readChannelHeader(doc);
  return {
    ...known,
    title: header.title ?? ref.id,
    author: header.author?.name ?? header.title,
    claimed: ref.kind === 'channel' ? header.claimed : null,
    own: readFacts(doc).own ?? readOwnership(doc),
    parts: ref.kind === 'channel' ? toChannelParts(doc, id) : [known],
  };
}

/**
 * The tabs that are there, and last the uploads as a playlist: it has whatever the tabs missed and, for the owner,
 * the private and unlisted videos that no tab shows.
 */
function toChannelParts(doc: Json, id: string): SourceRef[] {
  const present = new Set(readTabs(doc).map(readTabKind));
  const kinds = channelKinds.filter((kind) => present.has(kind));
  return [...kinds.map((kind) => toRef(kind, id)), toUploads('UU', id)];
}

function toUploads(prefix: string, id: string): SourceRef {
  return toRef('playlist', `${prefix}${id.slice(2)}`);
}

/** A channel behind an age gate shows no tabs, but the playlists YouTube keeps of its uploads can still be read. */
function toGatedParts({ kind, id }: SourceRef): SourceRef[] {
  const prefixes: Partial<Record<SourceKind, string>> = {
    channel_videos: 'UULF',
    channel_shorts: 'UUSH',
    channel_live: 'UULV',
  };
  return [toUploads(prefixes[kind] ?? 'UU', id)];
}

function readAgeGate(doc: Json): string | null {
  const tab = at(doc, 'contents', 'twoColumnBrowseResultsRenderer', 'tabs', 0, 'tabRenderer');
  const gate = at(tab, 'content', 'sectionListRenderer', 'contents', 0, 'channelAgeGateRenderer');
  return readText(at(gate, 'channelTitle')) ?? toText(at(gate, 'channelTitle'));
}

function throwRefusal(doc: Json, ref: SourceRef): void {
  const asked = { url: null, browseId: toBrowseRequest(ref)?.browseId ?? null, token: null };
  const { error } = readDoc(doc, asked);
  if (error) throw fromWire(error);
}

function keep(desk: Desk, { kind, id }: SourceRef, doc: Json): void {
  const request = toBrowseRequest({ kind, id });
  if (request) desk.kept = { browseId: request.browseId, kind, doc };
}
