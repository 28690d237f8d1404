import { hash32 } from '../../prng.ts';
import { buildActorId } from './ids.ts';
import type { Actor } from './model.ts';

/** Whose account it is. */
export function buildOwner(seed: number): Actor {
  return { kind: 'User', id: buildActorId(seed, 'owner'), name: 'Odile Marram <3', vanity: 'odile.marram' };
}

/** A friend who is logged in and has posted nothing. */
export function buildFriend(seed: number): Actor {
  return { kind: 'User', id: buildActorId(seed, 'friend'), name: 'Some Friend', vanity: 'some.friend.7' };
}

/** A page and a group that the owner sees. */
export function buildPage(seed: number): Actor {
  return {
    kind: 'Page',
    id: buildActorId(seed, 'page'),
    name: 'Salt & Rope Museum',
    vanity: 'saltandropemuseum',
  };
}

export function buildGroup(seed: number): Actor {
  return { kind: 'Group', id: buildActorId(seed, 'group'), name: 'Лодки и узлы – small boats' };
}

const names = [
  'Paper Lantern',
  'Ingrid von Kai',
  'Юрий Причал',
  '港の猫',
  'سلوى البحر',
  'Old Radio',
  '=Night Ferry',
  'Tiny Greenhouse',
] as const;

/** Somebody else; names repeat on purpose. */
export function buildPerson(seed: number, index: number): Actor {
  const name = names[hash32(`person/${index}`) % names.length] ?? names[0];
  const person: Actor = { kind: 'User', id: buildActorId(seed, `person/${index}`), name };
  return index % 3 === 0 ? person : { ...person, vanity: `testbed.person.${index}` };
}

/** How many others there are: all comments and shared posts are theirs. */
export const personCount = 24;
