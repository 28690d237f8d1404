import { ask } from './api.js';
import { el, link, picture } from './dom.js';
import { buildList, buildUnit } from './lists.js';

const names = { PHOTOS: 'Photos', VIDEOS: 'Videos', REELS: 'Reels' };

/** A list of a profile: photos, albums, videos or reels. */
export function buildCollection(section, userID) {
  const { collection } = section.all_collections.nodes[0].style_renderer;
  const isReels = collection.aggregated_fb_shorts !== undefined;
  const isAlbums = collection.pageItems?.edges[0]?.node.node.__typename === 'Album';
  const query = `ProfileCometAppCollection${isAlbums ? 'Albums' : names[section.section_type]}RendererPaginationQuery`;
  const list = buildList(
    { class: 'grid' },
    {
      first: isReels ? collection.aggregated_fb_shorts : collection.pageItems,
      loadMore: async (cursor) => {
        const data = await ask(query, {
          count: isReels ? 10 : 8,
          cursor,
          scale: 1,
          id: collection.id,
          userID,
        });
        return isReels ? data?.node.aggregated_fb_shorts : data?.node.pageItems;
      },
      buildItem: (node) =>
        buildUnit({ class: 'tile' }, () => (isReels ? buildReelTile(node) : buildTile(node))),
    },
  );
  return el(
    'div',
    { class: 'card collection', 'data-pagelet': `ProfileAppSection_${section.section_type}` },
    el('h2', {}, section.name),
    el(
      'div',
      { role: 'tablist', class: 'tabs' },
      ...section.nav_collections.nodes.map(({ url, name }) => link(url, { role: 'tab', class: 'tab' }, name)),
    ),
    list,
  );
}

function buildTile({ url, image, title, subtitle_text: subtitle, node }) {
  const caption = title
    ? [el('strong', {}, title.text ?? ''), el('span', { class: 'sub' }, subtitle?.text ?? '')]
    : [];
  return link(
    url,
    { class: 'tile-link', 'aria-label': node.accessibility_caption },
    picture(image?.uri),
    ...caption,
  );
}

function buildReelTile({ url, attachments }) {
  const [{ media }] = attachments;
  return link(
    url,
    { class: 'tile-link tall', 'aria-label': 'reel' },
    picture(media.thumbnailImage.uri),
    el('span', { class: 'plays' }, `▷ ${media.play_count_reduced}`),
  );
}

/** An album, or the photos of one post. */
export function buildSet({ answers }) {
  const album = answers.CometPhotoAlbumQuery?.data.album;
  const set = album ?? answers.CometMediaSetQuery.data.mediaset;
  const token = answers.CometPhotoAlbumQuery?.variables.mediasetToken ?? set.id;
  const list = buildList(
    { class: 'grid' },
    {
      first: set.media,
      loadMore: async (cursor) => {
        if (!album)
          return (
            await ask('CometMediaSetPaginationQuery', { count: 14, cursor, mediasetToken: token, scale: 1 })
          )?.mediaset.media;
        return (
          await ask('CometAlbumPhotoCollagePaginationQuery', {
            count: 14,
            cursor,
            id: album.id,
            renderLocation: 'permalink',
            scale: 1,
          })
        )?.node.media;
      },
      buildItem: (photo) =>
        buildUnit({ class: 'tile' }, () =>
          link(
            photo.url,
            { class: 'tile-link', 'aria-label': photo.accessibility_caption },
            picture(photo.image.uri),
          ),
        ),
    },
  );
  return el(
    'div',
    { role: 'main', class: 'profile' },
    el(
      'div',
      { class: 'card collection', 'data-pagelet': 'MediaSet' },
      el(
        'div',
        { class: 'album-head' },
        el('h1', {}, set.title.text),
        el('span', { class: 'sub' }, album ? `${album.media_count} items` : ''),
        el('div', { role: 'button', 'aria-label': 'More options for album', class: 'round' }, '···'),
      ),
      el('p', {}, album?.message?.text ?? ''),
      list,
    ),
  );
}
