import type { Actor } from '../catalog/model.ts';
import { toActorUrl } from '../catalog/posts.ts';
import type { AnswerContext, Json } from './context.ts';

/** An actor as most parts of an answer name one. */
export function toActor({ media }: AnswerContext, actor: Actor): Json {
  return {
    __typename: actor.kind,
    __isActor: actor.kind,
    id: actor.id,
    name: actor.name,
    __isEntity: actor.kind,
    url: toActorUrl(actor),
    profile_url: toActorUrl(actor),
    work_info: null,
    profile_picture: { uri: media.buildAvatar(actor, 80), width: 80, height: 80, scale: 2 },
  };
}

/** An actor by number and name alone. */
export function toOwner(actor: Actor): Json {
  return {
    __typename: actor.kind,
    id: actor.id,
    __isActor: actor.kind,
    name: actor.name,
    url: toActorUrl(actor),
  };
}
