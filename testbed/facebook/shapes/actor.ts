import type { Actor } from '../catalog/model.ts';
import { toActorUrl } from '../catalog/posts.ts';
import type { AnswerContext, Json } from './context.ts';

/** An actor beside a picture of theirs: above a post, and at the head of a profile. */
export function toActor({ media }: AnswerContext, actor: Actor): Json {
  return {
    ...toNamed(actor),
    profile_url: toActorUrl(actor),
    profile_picture: { uri: media.buildAvatar(actor, 80), width: 80, height: 80, scale: 2 },
  };
}

/** An actor in a title. */
export function toNamed(actor: Actor): Json {
  return { ...toAuthor(actor), __isActor: actor.kind, work_foreign_entity_info: null, work_info: null };
}

/** An actor as the content of a post names one. */
export function toAuthor(actor: Actor): Json {
  const { kind, id, name } = actor;
  return { __typename: kind, id, name, __isEntity: kind, url: toActorUrl(actor) };
}

/** An actor by number and name alone. */
export function toOwner(actor: Actor): Json {
  const { kind, id, name } = actor;
  return { __typename: kind, id, __isActor: kind, name, url: toActorUrl(actor) };
}
