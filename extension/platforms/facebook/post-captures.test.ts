/** Posts and reels of recorded pages, field by field against the raw data. */
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../shared/model/item.ts';
import { mergeItem } from '../../core/items/merge-item.ts';
import {
  captureTitle,
  findAll,
  hasCaptures,
  listCaptures,
  openRaw,
  type Raw,
  readCapture,
} from './__fixtures__/raw-pages.ts';
import { readPage } from './read-page.ts';

const exact = (value: unknown) => ({ precision: 'exact', value });
const instant = (seconds: unknown) => ({
  precision: 'exact',
  at: new Date((seconds as number) * 1000).toISOString(),
});
const str = (value: unknown) => value as string;
const decode = (id: unknown) => atob(str(id)).split(':');

function open(name: string) {
  const text = readCapture(listCaptures().find((file) => file.includes(name)) ?? '');
  return { page: readPage({ url: null, status: null, body: text }), raws: openRaw(text) };
}

function expectPost(item: Item, node: Raw): void {
  const content = node.comet_sections?.content?.story as Raw;
  const metadata = [...(node.comet_sections?.context_layout?.story?.comet_sections?.metadata ?? [])].map(
    (entry) => entry.story as Raw,
  );
  const summary = findAll(
    node.comet_sections?.feedback,
    (o) => 'i18n_reaction_count' in o && 'top_reactions' in o,
  )[0] as Raw;
  const video = /\/videos\/(\d+)/.exec(str(content.wwwURL))?.[1];
  const scope = metadata.find((story) => story.privacy_scope)?.privacy_scope;
  const state = findAll(scope, (o) => 'base_state' in o)[0]?.base_state ?? scope?.icon_image?.name;
  expect(item).toMatchObject({
    id: video ?? node.post_id,
    text: content.message?.text ?? '',
    author: { id: content.actors?.[0]?.id, name: content.actors?.[0]?.name },
    createdAt: instant(metadata.find((story) => story.creation_time)?.creation_time),
    privacy: { FRIENDS: 'friends', everyone: 'public' }[str(state)],
    stats: {
      reactions: exact(summary.reaction_count?.count),
      shares: exact(summary.share_count?.count),
      comments: exact(summary.comment_rendering_instance?.comments?.total_count),
    },
  });
  const kindsOf = [...(summary.top_reactions?.edges ?? [])].map((edge) => [
    edge.node?.localized_name,
    exact(edge.reaction_count),
  ]);
  expect(item.reactionKinds ?? {}).toEqual(Object.fromEntries(kindsOf));
  const views = summary.video_view_count as unknown;
  expect(item.stats.views).toEqual(typeof views === 'number' ? exact(views) : undefined);
}

describe.skipIf(!hasCaptures)(`posts of ${captureTitle}`, () => {
  it('of the list of one’s own have all that it tells of them', () => {
    for (const name of ['FBAPIManagePosts4', 'FBAPIManagePosts5']) {
      const { page, raws } = open(name);
      const nodes = findAll(raws, (o) => 'negative_feedback_actions' in o && 'creation_time' in o);
      expect(page.items).toHaveLength(nodes.length);
      for (const [index, node] of nodes.entries()) {
        const item = page.items[index] as Item;
        const video = /\/videos\/(\d+)/.exec(str(node.url))?.[1];
        const scope = node.comet_sections?.audience?.story?.privacy_scope;
        const state = findAll(scope, (o) => 'base_state' in o)[0]?.base_state ?? scope?.icon_image?.name;
        expect(item).toMatchObject({
          id: video ?? decode(node.id)[2],
          kind: video ? 'video' : 'post',
          createdAt: instant(node.creation_time),
          text: node.message?.text ?? '',
          author: {
            id: decode(node.id)[1]?.slice(2),
            name: node.comet_sections?.actor_photo?.story?.actors?.[0]?.name,
          },
          privacy: {
            FRIENDS: 'friends',
            EVERYONE: 'public',
            everyone: 'public',
            friends_of_friends: 'custom',
          }[str(state)],
        });
        expect(new URL(item.url).searchParams.get(video ? 'v' : 'story_fbid')).toBe(
          video ?? new URL(str(node.url)).searchParams.get('story_fbid'),
        );
        const titles = findAll(node, (o) => 'life_event_title' in o).map((o) => o.life_event_title);
        expect(item.occasion).toBe(titles[0] ?? node.title?.text);
        const albums = findAll(node.attachments, (_, key) => key === 'all_subattachments');
        expect(item.stats.items).toEqual(albums[0] ? exact(albums[0].count) : undefined);
        const shared = findAll(node.attached_story, (_, key) => key === 'message').find((o) => 'text' in o);
        if (shared) expect(item.sharedPost?.text).toBe(shared.text);
        const link = findAll(node.attachments, (o) => 'source' in o)[0];
        if (link) expect(item.sharedPost?.text).toContain(str(link.title));
        if (link) expect(item.sharedPost?.text).toContain(str(link.description?.text ?? ''));
      }
    }
  });

  it('of a timeline have all that it tells of them', () => {
    const { page, raws } = open('FBAPIManagePosts1');
    const nodes = raws
      .flatMap((raw) => [...(raw.node?.timeline_list_feed_units?.edges ?? [])])
      .map((edge) => edge.node as Raw);
    expect(page.items).toHaveLength(nodes.length);
    for (const [index, node] of nodes.entries()) expectPost(page.items[index] as Item, node);
    const [reel, shared] = page.items;
    const inner = findAll(nodes[0], (_, key) => key === 'fb_shorts_story')[0];
    expect(reel?.sharedPost).toMatchObject({
      id: inner?.post_id,
      author: { id: inner?.actors?.[0]?.id },
      text: inner?.message?.text,
      createdAt: instant(inner?.creation_time),
    });
    const story = nodes[1]?.comet_sections?.content?.story?.attached_story;
    const times = findAll(nodes[1]?.attached_story, (o) => 'creation_time' in o);
    expect(shared?.sharedPost).toMatchObject({
      id: story?.post_id,
      author: { id: story?.actors?.[0]?.id, name: story?.actors?.[0]?.name },
      text: story?.message?.text,
      createdAt: instant(times[0]?.creation_time),
    });
    expect(shared?.sharedPost?.url).toContain(`/posts/${str(story?.post_id)}`);
  });

  it('on a page of their own have all that it tells of them', () => {
    const { page, raws } = open('facebook_post.html');
    const node = raws.find((raw) => (raw.node?.__typename as unknown) === 'Story')?.node as Raw;
    expect(page.items).toHaveLength(1);
    expectPost(page.items[0] as Item, node);
    expect(page.comments.every(({ itemId }) => itemId === (node.post_id as unknown))).toBe(true);
  });

  it('that both lists have are one when they are joined', () => {
    const own = open('FBAPIManagePosts4').page.items;
    const shown = open('FBAPIManagePosts1').page.items;
    const pairs = shown.map((item) => [own.find(({ id }) => id === item.id), item] as const);
    expect(pairs.filter(([managed]) => managed)).toHaveLength(3);
    for (const [managed, item] of pairs) {
      if (!managed) continue;
      const joined = mergeItem(managed, item);
      expect(joined).toMatchObject({ privacy: 'friends', createdAt: managed.createdAt, stats: item.stats });
      expect(joined.media.length).toBeGreaterThanOrEqual(item.media.length);
    }
  });

  it('reels have all that their pages tell of them', () => {
    for (const file of listCaptures().filter((name) =>
      /shoaib.*(fb_reel.html|reel_responses.txt)/.test(name),
    )) {
      const text = readCapture(file);
      const page = readPage({ url: null, status: null, body: text });
      const stories = findAll(openRaw(text), (o) => 'short_form_video_context' in o && 'creation_time' in o);
      expect(page.items).toHaveLength(stories.length);
      for (const [index, story] of stories.entries()) {
        const context = story.short_form_video_context as Raw;
        const buttons = story.fb_reel_react_button?.story?.feedback as Raw;
        expect(page.items[index]).toMatchObject({
          kind: 'reel',
          id: context.playback_video?.id,
          url: context.shareable_url,
          text: story.message?.text,
          author: {
            id: context.video_owner?.id,
            name: context.video_owner?.name,
            url: context.video_owner?.url,
          },
          createdAt: instant(story.creation_time),
          privacy: 'public',
          music: { id: context.soundtrack_info?.id, title: context.track_title },
          stats: {
            reactions: exact(buttons.unified_reactors?.count),
            comments: exact(story.feedback?.total_comment_count),
            shares: exact(Number(story.feedback?.share_count_reduced)),
          },
        });
      }
    }
  });
});
