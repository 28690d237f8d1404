/** Title, owner and size of a channel or playlist, from whichever of the headers a page has. */
import type { Author, Count } from '../../../../shared/model/item.ts';
import { at, toArray, toText } from '../../../core/json.ts';
import { toApproximate } from '../../../core/pages/counts.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { readCount } from '../documents/counts.ts';
import { readPlainText, readText } from '../documents/text.ts';
import { readId, readRunEndpoint, toAuthor } from '../items/item.ts';

export interface Header {
  title: string | null;
  author: Author | null;
  claimed: PageRead['claimed'];
}

/** Reads the header of a channel page; `author` is the channel itself. */
export function readChannelHeader(doc: unknown): Header {
  const meta = at(doc, 'metadata', 'channelMetadataRenderer');
  const model = at(doc, 'header', 'pageHeaderRenderer', 'content', 'pageHeaderViewModel');
  const old = at(doc, 'header', 'c4TabbedHeaderRenderer');
  const title = readText(at(meta, 'title')) ?? readHeaderTitle(doc) ?? readText(at(old, 'title'));
  const id = readId(at(meta, 'externalId')) ?? readId(at(old, 'channelId'));
  const vanity = toText(at(meta, 'vanityChannelUrl')) ?? toText(at(meta, 'ownerUrls', 0)) ?? '';
  const path = /\/@[^/?#]+/.exec(vanity)?.[0] ?? null;
  const author = id ? toAuthor(title, { browseId: id, canonicalBaseUrl: path }) : null;
  const lastPart = readHeaderParts(model).at(-1);
  const count = readCount(at(old, 'videosCountText')) ?? (lastPart ? readCount(at(lastPart, 'text')) : null);
  return { title, author, claimed: toClaim(count) };
}

/** The facts row of a channel's header: subscribers, then videos. A row of one part is the handle or the subscribers. */
function readHeaderParts(model: unknown): unknown[] {
  const rows = toArray(at(model, 'metadata', 'contentMetadataViewModel', 'metadataRows'));
  const parts = toArray(at(rows.at(-1), 'metadataParts'));
  return parts.length >= 2 ? parts : [];
}

/** Reads the header of a playlist, also of one that YouTube keeps itself. */
export function readPlaylistHeader(doc: unknown): Header {
  const old = at(doc, 'header', 'playlistHeaderRenderer');
  const [primary, secondary] = toArray(at(doc, 'sidebar', 'playlistSidebarRenderer', 'items'));
  const stats = at(primary, 'playlistSidebarPrimaryInfoRenderer', 'stats', 0);
  const title =
    readText(at(doc, 'metadata', 'playlistMetadataRenderer', 'title')) ??
    readText(at(old, 'title')) ??
    readHeaderTitle(doc) ??
    readText(at(primary, 'playlistSidebarPrimaryInfoRenderer', 'title')) ??
    readText(at(doc, 'microformat', 'microformatDataRenderer', 'title'));
  const owner = at(
    secondary,
    'playlistSidebarSecondaryInfoRenderer',
    'videoOwner',
    'videoOwnerRenderer',
    'title',
  );
  const author = readOwner(owner) ?? readOwner(at(old, 'ownerText')) ?? readStackOwner(doc);
  const count = readCount(stats) ?? readCount(at(old, 'numVideosText')) ?? readModelCount(doc);
  return { title, author, claimed: toClaim(count) };
}

function readOwner(text: unknown): Author | null {
  const name = readPlainText(text);
  return name ? toAuthor(name, at(text, 'runs', 0, 'navigationEndpoint', 'browseEndpoint')) : null;
}

function readModelRows(doc: unknown): unknown[] {
  const model = at(doc, 'header', 'pageHeaderRenderer', 'content', 'pageHeaderViewModel');
  return toArray(at(model, 'metadata', 'contentMetadataViewModel', 'metadataRows'));
}

/** "by Name": the words round the name depend on the language, so it is cut out where the link starts. */
function readStackOwner(doc: unknown): Author | null {
  const text = at(readModelRows(doc)[0], 'metadataParts', 0, 'avatarStack', 'avatarStackViewModel', 'text');
  const whole = toText(at(text, 'content'));
  if (whole === null) return null;
  const start = at(text, 'commandRuns', 0, 'startIndex');
  const name = typeof start === 'number' && start > 0 ? whole.slice(start) : whole.replace(/^by\s+/i, '');
  return toAuthor(name.toWellFormed().trim(), readRunEndpoint(text));
}

/** The first part with a number: "Playlist • 5,000 videos • 32,616,548 views". */
function readModelCount(doc: unknown): Count | null {
  for (const part of toArray(at(readModelRows(doc).at(-1), 'metadataParts'))) {
    const count = readCount(at(part, 'text'));
    if (count) return count;
  }
  return null;
}

function readHeaderTitle(doc: unknown): string | null {
  const header = at(doc, 'header', 'pageHeaderRenderer');
  const model = at(header, 'content', 'pageHeaderViewModel', 'title', 'dynamicTextViewModel', 'text');
  return readText(model) ?? readText(at(header, 'pageTitle'));
}

/** The heading of a page that is neither channel nor playlist. */
export function readPageTitle(doc: unknown): string | null {
  return readHeaderTitle(doc) ?? readText(at(doc, 'microformat', 'microformatDataRenderer', 'title'));
}

function toClaim(count: Count | null): PageRead['claimed'] {
  const number = count ? toApproximate(count) : null;
  return number === null ? null : { count: number, exact: count?.precision === 'exact' };
}

/** True or false when the header shows it: only an owner gets the way to the studio, or a list to edit. */
export function readOwnership(doc: unknown): boolean | null {
  const editable = at(doc, 'header', 'playlistHeaderRenderer', 'isEditable');
  if (typeof editable === 'boolean') return editable;
  const model = at(doc, 'header', 'pageHeaderRenderer', 'content', 'pageHeaderViewModel');
  const rows = toArray(at(model, 'actions', 'flexibleActionsViewModel', 'actionsRows'));
  const actions = rows.flatMap((row) => toArray(at(row, 'actions')));
  return actions.some(isOwnerAction) ? true : null;
}

function isOwnerAction(action: unknown): boolean {
  const command = at(action, 'buttonViewModel', 'onTap', 'innertubeCommand');
  const url =
    toText(at(command, 'urlEndpoint', 'url')) ??
    toText(at(command, 'commandMetadata', 'webCommandMetadata', 'url')) ??
    '';
  return url.startsWith('https://studio.youtube.com/') || at(command, 'playlistEditorEndpoint') !== undefined;
}
