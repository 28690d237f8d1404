import { createPrng } from '../../prng.ts';
import { buildSecUid, buildUserId } from './ids.ts';
import type { User } from './model.ts';

/** Whose account it is. */
export function buildOwner(seed: number): User {
  return {
    ...buildUser(seed, 'tide.and.timber', 'Tide & Timber ⚓'),
    signature: 'Boats, bread & slow repairs <3\nworkshop@example.com',
    verified: true,
    followers: 38_490,
    hearts: 593_024,
  };
}

/** Somebody who is logged in and has posted nothing. */
export function buildViewer(seed: number): User {
  return buildUser(seed, 'just.looking.7', 'just looking');
}

const names = [
  ['paper.lantern.lab', 'Paper Lantern Lab'],
  ['north_quay_bakes', 'Пекарня у причала'],
  ['old.radio.hour', '古いラジオの時間'],
  ['gravelroads.kim', 'Gravel Roads'],
  ['tiny_greenhouse', 'بيت زجاجي صغير'],
  ['nightbus.42', '=Night Bus 42'],
] as const;

/** An account of somebody else; nicknames repeat on purpose, names in addresses do not. */
export function buildForeignUser(seed: number, index: number): User {
  const [uniqueId, nickname] = names[index % names.length] ?? names[0];
  const round = Math.floor(index / names.length);
  return buildUser(seed, round === 0 ? uniqueId : `${uniqueId}.${round}`, nickname);
}

/** An account whose posts only its followers see. */
export function buildPrivateUser(seed: number, uniqueId: string, nickname: string): User {
  return { ...buildUser(seed, uniqueId, nickname), isPrivate: true };
}

function buildUser(seed: number, uniqueId: string, nickname: string): User {
  const prng = createPrng(seed, `tiktok-user/${uniqueId}`);
  return {
    id: buildUserId(seed, uniqueId),
    uniqueId,
    secUid: buildSecUid(seed, uniqueId),
    nickname,
    signature: prng.chance(0.3) ? '' : `All about ${nickname} & more`,
    verified: prng.chance(0.3),
    isPrivate: false,
    createdAtSec: Date.UTC(2018 + prng.int(0, 5), prng.int(0, 11), prng.int(1, 28)) / 1000,
    followers: Math.floor(10 ** (1 + prng.next() * 6)),
    following: prng.int(3, 900),
    hearts: Math.floor(10 ** (1 + prng.next() * 7)),
  };
}
