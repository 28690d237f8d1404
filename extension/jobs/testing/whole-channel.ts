/** A small channel with all its lists. */
import { type Lists, makeItem, playlistsPart, uploadsPart, videosPart } from './fake-world.ts';

const playlist = makeItem('PL1', {
  kind: 'playlist',
  url: 'https://www.youtube.com/playlist?list=PL1',
  media: [],
});

/** A post is in several of them; one is private, and one is somebody else's. */
export const lists: Lists = {
  [videosPart.id]: [[makeItem('a'), makeItem('b')], [makeItem('c')]],
  [playlistsPart.id]: [[playlist]],
  [uploadsPart.id]: [
    [makeItem('a'), makeItem('b'), makeItem('c'), makeItem('hidden', { privacy: 'private' })],
  ],
  PL1: [[makeItem('a')], [makeItem('foreign')]],
};
