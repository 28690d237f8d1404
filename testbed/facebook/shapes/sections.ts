import { hash32 } from '../../prng.ts';
import { toBase64, toStoryId } from '../catalog/ids.ts';
import type { Actor, Post, Privacy } from '../catalog/model.ts';
import { toPostUrl } from '../catalog/posts.ts';
import { toActor, toNamed } from './actor.ts';
import { type AnswerContext, type Json, toModule } from './context.ts';
import { toText, toTextOrNull } from './text.ts';

/** Parts of a story that several kinds of lists have in common. */

const labels: Record<Privacy, { label: string; description: string }> = {
  EVERYONE: { label: 'Public', description: 'Public' },
  FRIENDS: { label: 'Friends', description: 'Your friends' },
  SELF: { label: 'Only me', description: 'Only me' },
};

/** When, and where the post is. @param place what the page's build names its component after */
export function toTimestamp(post: Post, place: 'MetadataSectionMatchRenderer' | 'TimestampSection'): Json {
  const kind = post.isBackdated ? 'Backdated' : 'Longer';
  return {
    __typename: `CometFeedStory${kind}TimestampStrategy`,
    __isICometStorySection: `CometFeedStory${kind}TimestampStrategy`,
    is_prod_eligible: true,
    override_url: null,
    video_override_url: null,
    story: {
      creation_time: post.createdAtSec,
      url: toPostUrl(post),
      ghl_label: toGhost(post),
      id: toId(post),
    },
    ...toModule('CometFeedStoryLongerTimestampStrategy_timestamp', `CometFeedStory${place}_story`),
  };
}

/** Who may see it: with a switch for one's own posts, as a sign for others'. */
export function toAudience({ viewer }: AnswerContext, post: Post): Json {
  const { label, description } = labels[post.privacy];
  const name = post.privacy.toLowerCase();
  if (viewer !== post.actor) {
    return {
      __typename: 'CometFeedStoryAudienceStrategy',
      story: { privacy_scope: { icon_image: { name }, description }, id: toId(post) },
    };
  }
  const icon = { name, height: 24, width: 24 };
  const scope = { label, icon_image: icon, description, extended_description: null };
  const input = {
    allow: [],
    base_state: post.privacy,
    deny: [],
    privacy_targeting: null,
    tag_expansion_state: 'UNSPECIFIED',
  };
  const id = toBase64(`privacy_scope_renderer:{"id":${post.id}}`);
  return {
    __typename: 'CometFeedStoryPrivacySelectorStrategy',
    story: {
      privacy_scope: {
        privacy_scope_renderer: {
          __typename: 'PrivacyScopeEditableRenderer',
          privacy_row_input: input,
          scope: {
            selected_row_override: null,
            selected_option: { privacy_row_input: input, id: String(hash32(post.id)) },
            can_viewer_edit: true,
            privacy_write_id: id,
          },
          id,
          entry_point_renderer: {
            __typename: 'PrivacyScopeCometIconEntryPointRenderer',
            source: { scope, id },
          },
        },
      },
      id: toId(post),
    },
  };
}

export function toActorPhoto(context: AnswerContext, post: Post): Json {
  return {
    __typename: 'CometFeedStoryActorPhotoStrategy',
    story: { actors: [toActor(context, post.actor)], sponsored_data: null, id: toId(post) },
    has_commerce_attachment: false,
  };
}

/** The text; null where there is none. */
export function toMessage(post: Post): Json | null {
  if (post.text === '') return null;
  return {
    __typename: 'CometFeedStoryDefaultMessageRenderingStrategy',
    story: {
      is_text_only_story: post.attachment.kind === 'none',
      message: toText(post.text),
      id: toId(post),
    },
    ...toModule(
      'CometFeedStoryDefaultMessageRenderingStrategy_message',
      'CometFeedStoryMessageMatchRenderer_story',
    ),
  };
}

/** Whose it is: with the group it went to, or with a sentence of the platform where there is one. */
export function toTitle(post: Post): Json {
  const actors = [toNamed(post.actor)];
  if (post.group) {
    return {
      __typename: 'CometFeedStoryDirectedTitleStrategy',
      story: { actors, to: toGroup(post.group), id: toId(post) },
    };
  }
  return {
    __typename: 'CometFeedStoryTitleWithActorStrategy',
    story: { id: toId(post), actors, collaborators: [], title: toTextOrNull(post.summary) },
  };
}

function toGroup(group: Actor): Json {
  const { work_info: _, ...named } = toNamed(group);
  return { ...named, is_multi_company_group: false, work_official_status: 'UNOFFICIAL' };
}

export function toId({ actor, id }: Post): string {
  return toStoryId(actor.id, id);
}

/** The date in letters that are mixed up and hidden, against those who read it from the page. */
function toGhost(post: Post): Json {
  const letters = [...new Date(post.createdAtSec * 1000).toUTCString().slice(5, 16)].reverse();
  const children = letters.map((text) => ({
    attributes: [],
    styles: [{ name: 'position', val: 'absolute' }],
    text,
    tag: 'span',
    children: [],
  }));
  return { attributes: [], styles: [{ name: 'display', val: 'flex' }], text: null, tag: 'span', children };
}
