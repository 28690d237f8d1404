import { describe, expect, it } from 'vitest';
import { answer, at, list, toDrift, toHtml, toLines } from '../__fixtures__/pages.ts';
import {
  type Json,
  media,
  ownerId,
  person,
  photo,
  postedAt,
  reel,
  reelCounts,
  video,
} from '../__fixtures__/stories.ts';
import { readPage } from '../read-page.ts';

function read(body: string) {
  const page = readPage({ url: null, status: 200, body });
  return { ...page, drift: toDrift(page.unknown) };
}
describe('photos, albums and videos', () => {
  const frame = (node: Json, more: Json = {}): Json => ({
    __typename: 'TimelineAppCollectionItem',
    id: btoa(`app_item:${ownerId}:2305272732:5:${String(node.id)}`),
    node,
    image: { uri: media(`${String(node.id)}_small.jpg`) },
    url: 'https://www.facebook.com/photo/?fbid=1',
    ...more,
  });
  const tab = (nodes: Json[]) =>
    at('node.all_collections.nodes.0.style_renderer.collection.pageItems', list(nodes, 'n'));
  const large = { uri: media('1_l.jpg'), width: 1536, height: 2048 };

  it('of a tab have the larger picture first', () => {
    expect(
      read(
        answer(
          tab([frame(photo('1', { viewer_image: large, image: undefined }), { image: { uri: large.uri } })]),
        ),
      ),
    ).toMatchObject({
      page: 'photos',
      items: [
        {
          kind: 'photo',
          id: '1',
          url: 'https://www.facebook.com/photo/?fbid=1',
          media: [{ variants: [{ url: large.uri, width: 1536, height: 2048 }] }],
        },
      ],
      continuation: 'n',
      drift: [],
    });
  });

  it('of a tab without any still tell which tab it is', () => {
    const empty = {
      node: { __typename: 'TimelineAppSection', section_type: 'PHOTOS', all_collections: { nodes: [] } },
    };
    expect(read(answer(empty))).toMatchObject({ page: 'photos', items: [], error: null });
  });

  it('of the tab of videos have title and length', () => {
    const node = { __typename: 'Video', id: '7', playable_duration: 61 };
    const entry = frame(node, {
      title: { text: 'A walk' },
      url: 'https://www.facebook.com/ada.example/videos/7/',
    });
    expect(read(answer(at('node.pageItems', list([entry], null))))).toMatchObject({
      page: 'videos',
      items: [{ kind: 'video', id: '7', title: 'A walk' }],
      drift: [],
    });
  });

  it('of the tab of albums have name and number', () => {
    const node = {
      __typename: 'TimelineAppCollectionItem',
      id: btoa('app_item:1:2305272732:6:123'),
      title: { text: 'Summer' },
      subtitle_text: { text: '1,234 items' },
      image: { uri: media('cover.jpg') },
      url: 'https://www.facebook.com/media/set/?set=a.123&type=3',
    };
    expect(read(answer(at('node.pageItems', list([node], null))))).toMatchObject({
      page: 'photos',
      items: [
        {
          kind: 'album',
          id: 'a.123',
          title: 'Summer',
          stats: { items: { value: 1234 } },
          media: [{ kind: 'thumbnail' }],
        },
      ],
      drift: [],
    });
  });

  it('of an album are in its order, under its name, and go on by its own cursor', () => {
    const data = {
      album: {
        id: '123',
        title: { text: 'Summer' },
        media: {
          ...list([photo('1'), { __typename: 'Video', id: '7', image: { uri: media('7.jpg') } }], 'n'),
          count: 40,
        },
        comments: undefined,
      },
    };
    expect(read(answer(data))).toMatchObject({
      page: 'album',
      title: 'Summer',
      items: [
        { kind: 'photo', id: '1', media: [{ scaled: true }] },
        { kind: 'video', id: '7' },
      ],
      continuation: 'n',
      claimed: { count: 40, exact: true },
      drift: [],
    });
    const named = { album: { media_count: 41, media: list([photo('1')], 'n') } };
    expect(read(answer(named)).claimed).toEqual({ count: 41, exact: true });
    expect(read(answer(at('node.media', list([photo('2')], null))))).toMatchObject({
      page: 'album',
      items: [{ id: '2' }],
    });
  });

  it('in the viewer are in full size, with words, time and the next of the set', () => {
    const full = { uri: media('1_o.jpg'), width: 4000, height: 3000 };
    const current = photo('1', {
      image: full,
      viewer_image: { width: 4000, height: 3000 },
      created_time: postedAt,
      owner: person(),
      message: { text: 'The lighthouse #north' },
      feedback: { reaction_count: { count: 4 } },
    });
    const expected = {
      page: 'photo',
      items: [
        {
          kind: 'photo',
          id: '1',
          text: 'The lighthouse #north',
          tags: ['north'],
          author: { id: ownerId },
          createdAt: { at: '2025-06-01T08:00:00.000Z' },
          stats: { reactions: { value: 4 } },
          media: [{ variants: [{ url: full.uri, width: 4000, height: 3000 }] }],
        },
      ],
      continuation: '2',
      drift: [],
    };
    const next = { __typename: 'Photo', id: '2' };
    const byField = toLines([
      { data: { currMedia: current } },
      { label: 'Q$defer$next', path: [], data: { nextMediaAfterNodeId: next } },
    ]);
    const bySet = answer({
      mediaset: { currMedia: { edges: [{ node: current }] }, nextMedia: { edges: [{ node: next }] } },
    });
    for (const body of [byField, bySet]) {
      const page = read(body);
      expect(page).toMatchObject(expected);
      expect(page.items[0]?.media[0]?.scaled).toBeUndefined();
      expect(page.items[0]?.partial).toBeUndefined();
    }
  });

  it('in the viewer say which of these they lack', () => {
    const { partial } = read(answer({ currMedia: photo('1') })).items[0] ?? {};
    expect(partial).toEqual(['author', 'createdAt', 'text']);
  });

  it('on a video’s own page have its files', () => {
    const page = read(
      answer({
        video: video('7', { title: { text: 'A walk' }, creation_story: { message: { text: 'Words' } } }),
      }),
    );
    expect(page).toMatchObject({
      page: 'video',
      title: 'A walk',
      items: [{ kind: 'video', id: '7', text: 'Words', durationSec: 12.345, author: { id: ownerId } }],
    });
    expect(page.items[0]?.media[0]?.variants).toHaveLength(5);
  });

  it('have their numbers beside them or at their buttons, and no words where there are none', () => {
    const numbers = { reaction_count: { count: 4 }, share_count: { count: 2 } };
    const stats = { reactions: { value: 4 }, shares: { value: 2 } };
    for (const feedback of [numbers, { adaptive_ufi_action_renderers: [{ feedback: numbers }] }])
      expect(read(answer({ video: video('7', { feedback, message: null }) })).items).toMatchObject([
        { text: '', stats },
      ]);
  });
});

describe('a reel’s page', () => {
  const parts = [
    {
      data: {
        video: { id: '7', creation_story: reel('7') },
        viewer: { actor: {}, lasso_blue_feed: list([reel('8')], null) },
      },
    },
    { label: 'A$defer$FBReelsFeedbackBar_feedback', path: ['video', 'creation_story'], data: reelCounts() },
    {
      label: 'B$defer$FBReelsFeedbackBar_feedback',
      path: ['viewer', 'lasso_blue_feed', 'edges', 0, 'node'],
      data: reelCounts('12'),
    },
  ];

  it('has the reel, then the others beside it, each with its counts', () => {
    const page = read(toHtml(parts, { url: '/reel/7/', query: 'FBReelsRootWithEntrypointQuery' }));
    expect(page).toMatchObject({
      page: 'reel',
      items: [
        {
          kind: 'reel',
          id: '7',
          url: 'https://www.facebook.com/reel/7',
          text: 'A reel #summer_2025',
          tags: ['summer_2025'],
          privacy: 'public',
          music: { id: '77', title: 'Ada Example · Original audio', original: true },
          stats: {
            reactions: { precision: 'exact', value: 42 },
            comments: { precision: 'exact', value: 7 },
            shares: { precision: 'rounded', text: '1.2K', approximate: 1200 },
          },
        },
        { kind: 'reel', id: '8', stats: { shares: { precision: 'exact', value: 12 } } },
      ],
      continuation: null,
      drift: [],
      error: null,
    });
    expect(page.items[0]?.partial).toBeUndefined();
  });

  it('without the late part with its counts misses them', () => {
    expect(read(toHtml(parts.slice(0, 1))).items[0]?.partial).toEqual([
      'stats.reactions',
      'stats.comments',
      'stats.shares',
    ]);
  });
});
