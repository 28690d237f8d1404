import { toRelativeUrl } from '../../shared/archive-path.ts';
import { toItemKey } from '../../shared/model/item.ts';
import { isPost } from '../core/items/item-progress.ts';
import { toShownTitle } from '../core/names/shown-title.ts';
import type { Archive, ArchivedItem, Exporter } from './exporter.ts';
import { findFilm, findPicture, listPictures, toMimeType } from './item-files.ts';
import { toHtml } from './to-html.ts';
import { xmlBlock, xmlElement, xmlEmpty, xmlHead } from './xml.ts';

/**
 * `feed.xml`: RSS 2.0 with Media RSS and the tags of podcasts. Addresses of files are relative, so that it works from
 * wherever the folder is put on a server; `xml:base` is left to who does that. Descriptions of items are HTML, as readers take them.
 */
export const rssExporter: Exporter = {
  id: 'rss',
  label: 'Feed (RSS)',
  description: 'The archive as a podcast feed, for a folder that lies on a web server.',
  async *write(archive) {
    yield { path: 'feed.xml', chunks: writeFeed(archive) };
  },
};

const namespaces = {
  version: '2.0',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
};

async function* writeFeed(archive: Archive): AsyncGenerator<string> {
  const { source, job } = archive.head;
  const [open, close] = xmlBlock('rss', [], namespaces).split('\n');
  const channel = [
    ...xmlElement('title', source.title || source.id),
    ...xmlElement('link', source.url),
    ...xmlElement('description', `Everything that was saved of ${source.title || source.url}.`),
    ...xmlElement('lastBuildDate', toRfcDate(job.finishedAt)),
    ...xmlElement('generator', 'Star Export'),
    ...xmlElement('itunes:author', source.author),
  ];
  yield `${xmlHead}${open}\n<channel>\n${channel.map((line) => `  ${line}\n`).join('')}`;
  for await (const archived of archive.items()) {
    if (isPost(archived.item)) yield `${buildItem(archived)}\n`;
  }
  yield `</channel>\n${close}\n`;
}

/** `Sun, 01 Jun 2025 08:30:00 GMT`, as RSS wants dates. */
const toRfcDate = (at: string): string => new Date(at).toUTCString();

function buildItem(archived: ArchivedItem): string {
  const { item } = archived;
  return xmlBlock('item', [
    ...xmlElement('title', toShownTitle(item)),
    ...xmlElement('link', item.url),
    ...xmlElement('guid', toItemKey(item), { isPermaLink: 'false' }),
    ...(item.createdAt.precision === 'exact' ? xmlElement('pubDate', toRfcDate(item.createdAt.at)) : []),
    ...xmlElement('dc:creator', item.author?.name),
    ...xmlElement('description', item.text && toHtml(item.text)),
    ...[...new Set([item.category ?? '', ...item.tags])].flatMap((category) =>
      xmlElement('category', category),
    ),
    ...xmlElement('itunes:duration', item.durationSec === null ? null : Math.round(item.durationSec)),
    ...buildMedia(archived),
  ]);
}

function buildMedia({ item, files }: ArchivedItem): string[] {
  const film = findFilm(files);
  const pictures = listPictures(item, files);
  const picture = findPicture(files);
  const contents = [...(film ? [film] : []), ...pictures].map(({ path, bytes }, index) =>
    xmlEmpty('media:content', {
      url: toRelativeUrl(path),
      fileSize: bytes,
      type: toMimeType(path),
      medium: toMimeType(path).split('/')[0] ?? '',
      ...(index === 0 && film && item.durationSec !== null && { duration: Math.round(item.durationSec) }),
    }),
  );
  const enclosed = film ?? pictures[0];
  return [
    ...(enclosed
      ? [
          xmlEmpty('enclosure', {
            url: toRelativeUrl(enclosed.path),
            length: enclosed.bytes,
            type: toMimeType(enclosed.path),
          }),
        ]
      : []),
    ...contents,
    ...(picture ? [xmlEmpty('media:thumbnail', { url: toRelativeUrl(picture.path) })] : []),
  ];
}
