import { describe, expect, it } from 'vitest';
import {
  answer,
  at,
  list,
  pageInfo,
  streamedTimeline,
  toDrift,
  toLines,
  toNavigation,
} from '../__fixtures__/pages.ts';
import {
  friendId,
  managedStory,
  media,
  ownerId,
  person,
  photo,
  postedAt,
  reel,
  story,
  storyId,
  video,
} from '../__fixtures__/stories.ts';
import { readPage } from '../read-page.ts';

function read(body: string) {
  const page = readPage({ url: null, status: 200, body });
  return { ...page, drift: toDrift(page.unknown) };
}
const ids = (body: string) => read(body).items.map(({ kind, id }) => `${kind} ${id}`);

describe('a timeline', () => {
  it('has its posts in order, and goes on where its own end says', () => {
    const counts = {
      label: 'X$defer$Y',
      path: ['node', 'timeline_list_feed_units', 'edges', 0, 'node'],
      data: {},
    };
    expect(read(toLines(streamedTimeline([story('1'), story('2')], 'next', [counts])))).toMatchObject({
      page: 'timeline',
      items: [{ id: '1' }, { id: '2' }],
      continuation: 'next',
      drift: [],
      error: null,
    });
  });

  it('ends without a cursor, whatever cursor it gives', () => {
    const parts = streamedTimeline([story('1')], null);
    const last = parts.at(-1);
    if (last) last.data = { page_info: { has_next_page: false, end_cursor: 'still-there' } };
    expect(read(toLines(parts)).continuation).toBeNull();
  });

  it('that was cut says so, and keeps what came', () => {
    const body = toLines(streamedTimeline([story('1'), story('2')], 'next'));
    const lines = body.split('\n');
    for (const cut of [lines.slice(0, 2).join('\n'), body.slice(0, -30)]) {
      expect(read(cut)).toMatchObject({
        items: [{ id: '1' }, { id: '2' }],
        error: { code: 'net.failed', retryable: true },
      });
    }
    expect(read(body.slice(0, 30))).toMatchObject({
      page: 'unknown',
      items: [],
      error: { code: 'net.failed' },
    });
  });

  it('that does not say whether it ends is counted', () => {
    const data = at('user.timeline_manage_feed_units', { edges: [{ node: managedStory('1') }] });
    expect(read(answer(data))).toMatchObject({
      items: [{ id: '1' }],
      drift: ['page_info 1'],
      continuation: null,
    });
  });

  it('that comes by navigation within the page is read too', () => {
    const body = toNavigation([
      [
        'ProfileCometHeaderQuery',
        at('user.profile_header_renderer.user', { name: 'Ada Example', cover_photo: { photo: photo('9') } }),
      ],
      ['ProfileCometTimelineFeedQuery', at('user.timeline_list_feed_units', list([story('1')], 'next'))],
    ]);
    expect(read(body)).toMatchObject({
      page: 'timeline',
      title: 'Ada Example',
      continuation: 'next',
      drift: [],
    });
    expect(ids(body)).toEqual(['post 1']);
  });

  it('has a post once that stands in two lists, and leaves nothing out for a hole', () => {
    const body = toNavigation([
      ['A', at('user.timeline_list_feed_units', list([story('1'), story('2')], null))],
      ['B', at('user.timeline_manage_feed_units', list([managedStory('2')], null))],
    ]);
    expect(ids(body)).toEqual(['post 1', 'post 2']);
    const parts = streamedTimeline([story('1'), story('2'), story('3')], null).filter(
      (_, index) => index !== 1,
    );
    expect(read(toLines(parts))).toMatchObject({ items: [{ id: '1' }, { id: '3' }], drift: ['node 1'] });
  });

  it('whose entries have another name is read, and counted', () => {
    const data = at('node.timeline_list_feed_units', {
      edgesV2: [{ node: story('1') }],
      page_info: pageInfo('n'),
    });
    expect(read(answer(data))).toMatchObject({
      page: 'timeline',
      items: [{ id: '1' }],
      continuation: 'n',
      drift: ['timeline_list_feed_units 1', 'timeline_list_feed_units.edgesV2 1'],
    });
  });

  it('under another name is read, and counted', () => {
    expect(read(answer(at('node.timeline_feed_v9', list([story('1')], 'n'))))).toMatchObject({
      items: [{ id: '1' }],
      continuation: 'n',
      drift: ['timeline_feed_v9 1'],
    });
  });

  it('with entries that are no posts counts those it does not know', () => {
    const nodes = [{ __typename: 'HologramUnit' }, { __typename: 'GroupsSectionHeaderUnit' }, story('1')];
    expect(read(answer(at('node.group_feed', list(nodes, null))))).toMatchObject({
      page: 'group',
      items: [{ id: '1' }],
      drift: ['HologramUnit 1'],
    });
  });
});

describe('other lists of posts', () => {
  it('are those of home, where ads are left out', () => {
    const ad = story('9', { changes: { sponsored_data: { ad_id: '1' } } });
    expect(read(answer(at('viewer.news_feed', list([ad, story('1')], 'n'))))).toMatchObject({
      page: 'home',
      items: [{ id: '1' }],
      continuation: 'n',
    });
  });

  it('are results of a search', () => {
    const edge = { rendering_strategy: { view_model: { click_model: { story: story('1') } } } };
    const person = { rendering_strategy: { view_model: { __typename: 'EntityViewModel', profile: {} } } };
    const results = { edges: [person, edge], page_info: pageInfo('n') };
    expect(read(answer(at('serpResponse.results', results)))).toMatchObject({
      page: 'search',
      items: [{ id: '1' }],
      drift: [],
    });
  });

  it('are tabs of reels, with how often each was played', () => {
    const node = reel('7', {
      short_form_video_context: undefined,
      actors: [person()],
      attachments: [{ media: video('7', { play_count_reduced: '210K' }) }],
    });
    const entry = { edges: [{ profile_reel_node: { node } }], page_info: pageInfo('n') };
    for (const path of [
      'node.aggregated_fb_shorts',
      'node.all_collections.nodes.0.style_renderer.collection.aggregated_fb_shorts',
    ])
      expect(read(answer(at(path, entry)))).toMatchObject({
        page: 'reels',
        items: [
          {
            kind: 'reel',
            id: '7',
            stats: { views: { precision: 'rounded', text: '210K', approximate: 210_000 } },
          },
        ],
        continuation: 'n',
        drift: [],
      });
  });

  it('are things saved, each known by where it leads', () => {
    const save = (url: string, title: string) => ({
      __typename: 'Save',
      id: 'x',
      savable: {
        __typename: 'Story',
        id: '55',
        savable_title: { text: title },
        savable_permalink: url,
        savable_image: { uri: media('s.jpg') },
      },
      container_savable: { savable_actors: [person(friendId)] },
    });
    const nodes = [
      save('https://www.facebook.com/reel/7/', 'A reel'),
      save('https://example.com/page', 'A page'),
    ];
    expect(read(answer(at('viewer.saver_info.all_saves', list(nodes, 'n'))))).toMatchObject({
      page: 'saved',
      items: [
        { kind: 'reel', id: '7', title: 'A reel', author: { id: friendId } },
        { kind: 'post', id: '55', url: 'https://example.com/page', title: 'A page' },
      ],
      continuation: 'n',
      drift: [],
    });
  });

  it('are things saved that are gone, by their number', () => {
    const node = { id: 'x', savable: { id: '55', savable_title: { text: 'Not available' }, url: null } };
    expect(read(answer(at('viewer.saver_info.all_saves', list([node], null))))).toMatchObject({
      items: [
        { kind: 'post', id: '55', url: 'https://www.facebook.com/saved', unavailable: 'Not available' },
      ],
      drift: [],
    });
    const lost = { id: 'x', savable: { id: '55', savable_title: { text: 'Somewhere' } } };
    expect(read(answer(at('viewer.saver_info.all_saves', list([lost], null))))).toMatchObject({
      items: [],
      drift: ['node 1'],
    });
  });

  it('are posts saved, by the number they have elsewhere', () => {
    const savable = {
      savable_title: { text: 'Words' },
      url: 'https://www.facebook.com/ada.example/posts/pfbid02abcdefghijklm',
      story_id: storyId('100'),
    };
    expect(
      read(answer(at('viewer.saver_info.all_saves', list([{ id: '9', savable }], null)))).items,
    ).toMatchObject([
      { kind: 'post', id: '100', url: 'https://www.facebook.com/ada.example/posts/pfbid02abcdefghijklm' },
    ]);
  });

  it('of a name that is not known are what their address says, and go on', () => {
    const card = {
      __typename: 'Story',
      story_id: '88',
      creation_time: postedAt,
      attachments: [{ media: photo('1') }],
      story_card_info: { story_card_type: 'PHOTO' },
    };
    const page = readPage({
      url: 'https://www.facebook.com/stories/archive',
      status: 200,
      body: answer(at('viewer.stories_of_old', list([card], 'n'))),
    });
    expect(page).toMatchObject({
      page: 'stories',
      items: [{ kind: 'story', id: '88', media: [{ id: '1' }] }],
      continuation: 'n',
      unknown: { stories_of_old: 1 },
    });
  });

  it('are stories of a day', () => {
    const node = {
      id: btoa('S:_ISC:88'),
      creation_time: postedAt,
      attachments: [{ media: photo('1') }],
      story_card_info: { bucket: { id: '99', story_bucket_owner: person() } },
    };
    expect(read(answer(at('bucket.unified_stories', { edges: [{ node }] })))).toMatchObject({
      page: 'stories',
      items: [{ kind: 'story', id: '88', author: { id: ownerId }, media: [{ id: '1' }] }],
      drift: [],
    });
  });
});
