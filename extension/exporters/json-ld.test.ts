import { expect, it } from 'vitest';
import { type Item, itemSchema } from '../../shared/model/item.ts';
import { archiveItem, buildArchive, buildFile, buildItem } from './__fixtures__/sample-archive.ts';
import { jsonLdExporter } from './json-ld.ts';

/** What schema.org lets be said of each type, as far as it is said; what a type inherits stands with the others. */
const words = {
  thing: '@type @id identifier url name description alternateName image',
  work:
    'author contributor keywords genre mentions audio video isBasedOn hasPart thumbnailUrl datePublished position ' +
    'encodingFormat interactionStatistic commentCount comment text dateCreated',
  media: 'contentUrl contentSize sha256 duration uploadDate',
};
const mediaWords = `${words.work} ${words.media}`;
const domains: Record<string, string> = {
  VideoObject: mediaWords,
  ImageObject: mediaWords,
  AudioObject: mediaWords,
  SocialMediaPosting: `${words.work} articleBody sharedContent`,
  ImageGallery: words.work,
  ProfilePage: words.work,
  CreativeWork: words.work,
  ItemList: 'itemListElement',
  ListItem: 'position',
  Clip: `${words.work} startOffset`,
  Comment: `${words.work} upvoteCount`,
  InteractionCounter: 'interactionType userInteractionCount',
  MusicRecording: `${words.work} byArtist`,
  MusicGroup: '',
  Person: '',
  WatchAction: '',
  LikeAction: '',
  CommentAction: '',
};

function listStrays(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(listStrays);
  if (typeof node !== 'object' || node === null) return [];
  const types = [Reflect.get(node, '@type')].flat();
  const known = new Set([words.thing, ...types.map((type) => domains[type])].join(' ').split(' '));
  const strays = Object.keys(node).filter((name) => !known.has(name));
  return [...strays.map((name) => `${name} of ${types}`), ...Object.values(node).flatMap(listStrays)];
}

const author = { id: '5', name: 'Ada', handle: '@ada', url: null };
const chapters = [{ title: 'The crane', startSec: 0 }];
const music = { id: '1', title: 'Tide', author: 'The Tugs', durationSec: 21, original: true };
const sharedPost = { id: '2', url: null, author, text: 'Look', createdAt: { precision: 'unknown' as const } };

function buildFull(kind: Item['kind']): Item {
  const entries = ['playlist', 'album'].includes(kind) ? [{ id: 'a', title: 'A', position: 1 }] : undefined;
  return buildItem({
    kind,
    chapters,
    music,
    sharedPost,
    mentions: ['tug'],
    coAuthors: [author],
    ...(entries && { entries }),
  });
}

it.each(itemSchema.shape.kind.options)(
  'says of a %s nothing that schema.org has no word for',
  async (kind) => {
    const item = buildFull(kind);
    const whole = archiveItem(item);
    const sound = buildFile('media/audio/youtube/2025-06-01_video000001.m4a');
    const picture = buildFile('media/images/youtube/2025-06-01_video000001_1.jpg');
    for (const files of [whole.files, [sound, picture]]) {
      for await (const { chunks } of jsonLdExporter.write(buildArchive({ items: [{ ...whole, files }] }))) {
        const text = (await Array.fromAsync(chunks)).join('');
        const [thing] = JSON.parse(text).dataFeedElement;
        expect(listStrays(thing)).toEqual([]);
        expect(text).toContain('"name":"The Tugs"');
      }
    }
  },
);
