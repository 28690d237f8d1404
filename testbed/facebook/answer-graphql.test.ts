import { describe, expect, it } from 'vitest';
import { findAll } from '../find-all.ts';
import { askQuery, type Call, manyTrackClips, mergeDocuments } from './ask-facebook.ts';
import { toStoryId } from './catalog/ids.ts';
import { createFacebookSite } from './index.ts';
import type { Generation, Json } from './shapes/context.ts';

const site = createFacebookSite({ seed: 5, clips: manyTrackClips });
const { owner } = site.world();
const truth = site.truth();
const asOwner = { cookies: site.ownerCookies() };
const askTimeline = (call: Partial<Call> = {}, cursor: unknown = null) =>
  askQuery(site, 'ProfileCometTimelineFeedRefetchQuery', {
    ...asOwner,
    ...call,
    variables: { id: owner.id, count: 3, cursor },
  });

describe('an answer', () => {
  it('is one document per line; the first has no label, the last alone says so', async () => {
    const { documents } = await askTimeline();
    expect(documents.length).toBeGreaterThan(3);
    expect(documents[0]).not.toHaveProperty('label');
    expect(documents.slice(1).every(({ label, path }) => label !== undefined && path !== undefined)).toBe(
      true,
    );
    const ends = documents.map(({ extensions }) => extensions?.is_final);
    expect(ends).toEqual(ends.map((_, place) => place === ends.length - 1));
    expect(documents.at(-1)?.label).toContain('$defer$');
    expect(documents.at(-1)?.data).toHaveProperty('page_info.has_next_page', true);
  });

  it('brings edges in another order now and then', async () => {
    const orders: number[][] = [];
    for (let cursor: unknown = null; orders.length < 12; ) {
      const { documents } = await askTimeline({}, cursor);
      const streamed = documents.filter(({ label }) => label?.includes('$stream$'));
      orders.push(streamed.map(({ path }) => Number(path?.at(-1))));
      [cursor] = findAll(mergeDocuments(documents), 'end_cursor');
    }
    expect(orders).toContainEqual([1, 2]);
    expect(orders).toContainEqual([2, 1]);
  });

  it('brings the counts of reels later than the reels', async () => {
    const reel = truth.videos[truth.sources.reels.ids[0] ?? ''];
    const { documents } = await askQuery(site, 'FBReelsRootWithEntrypointQuery', {
      ...asOwner,
      variables: { initial_node_id: reel?.id },
    });
    expect(findAll(documents[0], 'unified_reactors')).toEqual([]);
    expect(documents.filter(({ label }) => label?.includes('FBReelsFeedbackBar_feedback'))).toHaveLength(6);
    const { video } = mergeDocuments(documents) as { video: { creation_story: Json } };
    expect(video.creation_story).toMatchObject({
      creation_time: Date.parse(reel?.publishedAt ?? '') / 1000,
      fb_reel_react_button: { story: { feedback: { unified_reactors: { count: reel?.reactions } } } },
      feedback: { total_comment_count: reel?.comments },
    });
  });
});

describe('shapes', () => {
  const reel = truth.sources.reels.ids[0] ?? '';
  const post = Object.values(truth.posts).find(
    ({ kind, reactions, authorId }) => authorId === owner.id && kind === 'video' && reactions > 0,
  );
  const ask = async (generation: Generation) => {
    const other = createFacebookSite({ seed: 5, clips: manyTrackClips, generation });
    const video = await askQuery(other, 'FBReelsRootWithEntrypointQuery', {
      ...asOwner,
      variables: { initial_node_id: reel },
    });
    const story = await askQuery(other, 'CometSinglePostDialogContentQuery', {
      ...asOwner,
      variables: { storyID: toStoryId(owner.id, post?.id ?? '') },
    });
    return { video: mergeDocuments(video.documents), story: mergeDocuments(story.documents) };
  };

  it('of 2025 have the old fields of videos, a node, and counts in the summary', async () => {
    const { video, story } = await ask('2025');
    expect(findAll(video, 'browser_native_hd_url')[0]).toContain('.mp4?');
    expect(findAll(video, 'videoDeliveryResponseFragment')[0]).toBeNull();
    expect(Object.keys(story)).toEqual(['node']);
    expect(story.node).not.toHaveProperty('attachments');
    const [summary] = findAll(story, 'comet_ufi_summary_and_actions_renderer') as { feedback: Json }[];
    expect(summary?.feedback).toMatchObject({ reaction_count: { count: post?.reactions } });
  });

  it('of 2026 have the new ones, another node, and counts beside the buttons', async () => {
    const { video, story } = await ask('2026');
    expect(findAll(video, 'progressive_url')[0]).toContain('.mp4?');
    expect(findAll(video, 'videoDeliveryLegacyFields')[0]).toBeNull();
    expect(Object.keys(story)).toEqual(['node_v2']);
    expect(story.node_v2).toHaveProperty('attachments');
    const [summary] = findAll(story, 'comet_ufi_summary_and_actions_renderer') as { feedback: Json }[];
    expect(summary?.feedback).not.toHaveProperty('reaction_count');
    const [action] = findAll(summary, 'adaptive_ufi_action_renderers') as { feedback: Json }[][];
    expect(action?.[0]?.feedback).toMatchObject({ reaction_count: { count: post?.reactions } });
  });

  it('name the tracks of a video in the manifest and outside the data', async () => {
    const { documents } = await askQuery(site, 'FBReelsRootWithEntrypointQuery', {
      ...asOwner,
      variables: { initial_node_id: reel },
    });
    const manifests = [
      ...findAll(documents, 'dash_manifest_xml_string'),
      ...findAll(documents, 'manifest_xml'),
    ];
    expect(manifests[0]).toMatch(/width="1080" height="1920".*codecs|codecs.*width="1080" height="1920"/);
    expect(findAll(documents, 'all_video_dash_prefetch_representations')[0]).toHaveLength(6);
  });
});

describe('a caller', () => {
  const friend = site.world().friend.id;
  const forgeries: [string, Call, number][] = [
    ['without the secret of the page', { ...asOwner, forged: { fb_dtsg: undefined } }, 1357004],
    ['with another secret', { ...asOwner, forged: { fb_dtsg: 'NAcMabc' } }, 1357004],
    ['without the other secret', { ...asOwner, forged: { lsd: undefined } }, 1357004],
    ['with a wrong checksum', { ...asOwner, forged: { jazoest: '25500' } }, 1357004],
    ['that does not count its calls', { ...asOwner, forged: { __req: '' } }, 1357004],
    ['from another site', { ...asOwner, origin: 'https://example.com' }, 1357004],
    ['from no page', { ...asOwner, origin: undefined }, 1357004],
    ['in the name of somebody else', { ...asOwner, forged: { __user: friend } }, 1357001],
    [
      'with the secrets of somebody else',
      { cookies: site.friendCookies(), forged: { __user: owner.id } },
      1357001,
    ],
  ];

  it.each(forgeries)('%s gets an error and no data', async (_case, call, code) => {
    const { text } = await askTimeline(call);
    expect(text).toMatch(/^for \(;;\);\{/);
    expect(JSON.parse(text.slice(9))).toMatchObject({ error: code, payload: null });
  });

  it('that leaves out a switch of the release gets an error', async () => {
    const { documents } = await askTimeline({ forged: { variables: JSON.stringify({ id: owner.id }) } });
    expect(documents).toMatchObject([{ data: null, errors: [{ code: 1675012 }] }]);
  });

  it('with the number of another query gets an error', async () => {
    const { documents } = await askTimeline({ forged: { doc_id: '9503221603079240' } });
    expect(documents).toMatchObject([{ errors: [{ code: 1675002 }], extensions: { is_final: true } }]);
  });
});
