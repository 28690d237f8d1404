import type { SourceExample } from '../platform.ts';
import { toProfileRef } from './urls.ts';

const origin = 'https://www.facebook.com';
const ref = (kind: 'post' | 'reel' | 'photo' | 'video' | 'album' | 'group', id: string, path: string) =>
  ({ platform: 'facebook', kind, id, url: `${origin}${path}` }) as const;

/** Addresses of Facebook and the source that each names. */
export const facebookExamples: SourceExample[] = [
  { url: `${origin}/ada.example`, ref: toProfileRef('ada.example') },
  { url: `${origin}/me/?ref=bookmarks`, ref: toProfileRef('me') },
  { url: 'https://m.facebook.com/profile.php?id=100000000000001', ref: toProfileRef('100000000000001') },
  { url: `${origin}/people/Some-Name/100000000000001/`, ref: toProfileRef('100000000000001') },
  { url: `${origin}/ada.example/posts`, ref: toProfileRef('ada.example', 'posts') },
  { url: `${origin}/profile.php?id=4&sk=photos`, ref: toProfileRef('4', 'photos') },
  {
    url: 'https://web.facebook.com/ada.example/photos_albums',
    ref: toProfileRef('ada.example', 'photos_albums'),
  },
  { url: `${origin}/ada.example/videos/`, ref: toProfileRef('ada.example', 'videos') },
  { url: `${origin}/ada.example/reels/`, ref: toProfileRef('ada.example', 'reels') },
  {
    url: `${origin}/media/set/?set=a.101&type=3`,
    ref: ref('album', 'a.101', '/media/set/?set=a.101'),
  },
  {
    url: `${origin}/stories/102/UzpfSVND/?source=profile_highlight`,
    ref: { platform: 'facebook', kind: 'stories', id: '102', url: `${origin}/stories/102` },
  },
  {
    url: `${origin}/saved/?cref=28`,
    ref: { platform: 'facebook', kind: 'saved', id: 'saved', url: `${origin}/saved` },
  },
  { url: `${origin}/groups/103/?sorting_setting=RECENT`, ref: ref('group', '103', '/groups/103') },
  {
    url: `${origin}/ada.example/posts/pfbid02abcdefghijklmnop?__cft__[0]=x&__tn__=R`,
    ref: ref('post', 'pfbid02abcdefghijklmnop', '/ada.example/posts/pfbid02abcdefghijklmnop'),
  },
  {
    url: 'https://m.facebook.com/story.php?story_fbid=104&id=4&eav=x',
    ref: ref('post', '104', '/permalink.php?story_fbid=104&id=4'),
  },
  {
    url: `${origin}/groups/103/permalink/105/`,
    ref: ref('post', '105', '/groups/103/posts/105'),
  },
  {
    url: `${origin}/share/p/1AbCdEfGhI/?mibextid=x`,
    ref: ref('post', 'share/p/1AbCdEfGhI', '/share/p/1AbCdEfGhI'),
  },
  { url: `${origin}/photo.php?fbid=106&set=a.101&type=3`, ref: ref('photo', '106', '/photo/?fbid=106') },
  { url: `${origin}/ada.example/videos/some-words/107/`, ref: ref('video', '107', '/watch/?v=107') },
  {
    url: 'https://fb.watch/aBcDeFgHiJ/',
    ref: {
      platform: 'facebook',
      kind: 'video',
      id: 'fb.watch/aBcDeFgHiJ',
      url: 'https://fb.watch/aBcDeFgHiJ/',
    },
  },
  { url: `${origin}/reel/108?s=fb_shorts_profile`, ref: ref('reel', '108', '/reel/108') },
];
