import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceRefSchema } from '../../../shared/model/source.ts';
import { facebookExamples } from './examples.ts';
import { matchUrl } from './urls.ts';

const match = (address: string) => {
  const ref = matchUrl(new URL(address, 'https://www.facebook.com'));
  return ref && `${ref.kind} ${ref.id} ${ref.url.replace('https://www.facebook.com', '')}`;
};

describe('addresses', () => {
  it.each([
    ['/ada.example', 'profile ada.example /ada.example'],
    ['/ada.example/', 'profile ada.example /ada.example'],
    ['/ada.example/about', 'profile ada.example /ada.example'],
    ['/ada.example?sk=photos', 'photos ada.example /ada.example/photos'],
    ['/100000000000001', 'profile 100000000000001 /profile.php?id=100000000000001'],
    ['/profile.php?id=12&__tn__=%3C', 'profile 12 /profile.php?id=12'],
    ['/profile.php?id=12&sk=reels_tab', 'reels 12 /profile.php?id=12&sk=reels_tab'],
    ['/profile.php?id=12&sk=photos_albums', 'photos 12/photos_albums /profile.php?id=12&sk=photos_albums'],
    ['/people/Ada-Example/12/', 'profile 12 /profile.php?id=12'],
    ['/people/Ada-Example/12/?sk=photos', 'photos 12 /profile.php?id=12&sk=photos'],
    ['/pages/Some-Page/12', 'profile 12 /profile.php?id=12'],
    ['/pages/category/Artist/Some-Page-123456/', 'profile 123456 /profile.php?id=123456'],
    ['/pg/ada.example/photos/', 'photos ada.example /ada.example/photos'],
    ['/me', 'profile me /me'],
    ['/me/photos', 'photos me /me/photos'],
    ['/ada.example/posts', 'timeline ada.example /ada.example/posts'],
    ['/ada.example/photos_of', 'photos ada.example/photos_of /ada.example/photos_of'],
    ['/ada.example/videos', 'videos ada.example /ada.example/videos'],
    ['/ada.example/reels', 'reels ada.example /ada.example/reels'],
  ])('of profiles: %s', (address, expected) => expect(match(address)).toBe(expected));

  it.each([
    ['/ada.example/posts/123', 'post 123 /ada.example/posts/123'],
    ['/ada.example/posts/some-words-in-it/123?comment_id=4', 'post 123 /ada.example/posts/123'],
    [
      '/permalink.php?story_fbid=pfbid0abcdefghijk&id=12',
      'post pfbid0abcdefghijk /permalink.php?story_fbid=pfbid0abcdefghijk&id=12',
    ],
    [
      'https://m.facebook.com/story.php?story_fbid=7&id=12&m_entstream_source=x',
      'post 7 /permalink.php?story_fbid=7&id=12',
    ],
    ['/12/posts/7', 'post 7 /permalink.php?story_fbid=7&id=12'],
    ['/groups/club.example/posts/7/?__cft__[0]=x', 'post 7 /groups/club.example/posts/7'],
    ['/groups/55/permalink/7/', 'post 7 /groups/55/posts/7'],
    ['/groups/55?multi_permalinks=7', 'post 7 /groups/55/posts/7'],
    ['/groups/55/media', 'group 55 /groups/55'],
    ['/photo?fbid=7&set=pcb.9', 'photo 7 /photo/?fbid=7'],
    ['/photo.php?fbid=7', 'photo 7 /photo/?fbid=7'],
    ['/photo/?set=a.9', 'album a.9 /media/set/?set=a.9'],
    ['/ada.example/photos/a.101/7/?type=3', 'photo 7 /photo/?fbid=7'],
    ['/ada.example/photos/7', 'photo 7 /photo/?fbid=7'],
    ['/ada.example/photos/?tab=album&album_id=101', 'album a.101 /media/set/?set=a.101'],
    ['/ada.example/media_set?set=a.1.2.3&type=1', 'album a.1.2.3 /media/set/?set=a.1.2.3'],
    ['/media/set/?set=pcb.101&type=3', 'album pcb.101 /media/set/?set=pcb.101'],
    ['/media/set?set=oa.101', 'album oa.101 /media/set/?set=oa.101'],
    ['/watch/?v=7&ref=sharing', 'video 7 /watch/?v=7'],
    ['/watch/live/?v=7', 'video 7 /watch/?v=7'],
    ['/video.php?v=7', 'video 7 /watch/?v=7'],
    ['/video/embed?video_id=7', 'video 7 /watch/?v=7'],
    ['/ada.example/videos/vb.12/7/?type=2', 'video 7 /watch/?v=7'],
    ['/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Freel%2F7%2F&width=9', 'reel 7 /reel/7'],
    ['/reel/7/?s=fb_shorts_profile', 'reel 7 /reel/7'],
    ['/stories/archive/', 'stories archive /stories/archive'],
    ['/saved/?list_id=7', 'saved saved/7 /saved/?list_id=7'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Freel%2F7&h=AT0', 'reel 7 /reel/7'],
  ])('of posts and media: %s', (address, expected) => expect(match(address)).toBe(expected));

  it.each([
    ['/share/v/1AbCdEf/', 'video share/v/1AbCdEf /share/v/1AbCdEf'],
    ['/share/r/1AbCdEf/', 'reel share/r/1AbCdEf /share/r/1AbCdEf'],
    ['/share/1AbCdEf/', 'profile share/1AbCdEf /share/1AbCdEf'],
    ['https://fb.watch/v/aBcDe/', 'video fb.watch/v/aBcDe https://fb.watch/v/aBcDe/'],
  ])('that only Facebook can resolve keep what they say: %s', (address, expected) =>
    expect(match(address)).toBe(expected),
  );

  it.each([
    '/',
    '/marketplace/item/12/',
    '/login/?next=x',
    '/events/12/',
    '/help',
    '/policies',
    '/hashtag/something',
    '/messages/t/12',
    '/notifications',
    '/friends',
    '/gaming/someone',
    '/settings',
    '/groups/feed/',
    '/groups/55/user/12/',
    '/watch',
    '/reel/',
    '/photo/',
    '/index.php',
    '/media/set/?set=<script>',
    '/ada.example/posts/not-a-post',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fl.facebook.com%2Fl.php',
    'https://developers.facebook.com/docs',
    'https://facebook.com.example.com/ada.example',
    'https://notfacebook.com/ada.example',
    'ftp://www.facebook.com/ada.example',
    'https://www.instagram.com/reel/7',
  ])('of nothing that can be exported: %s', (address) => expect(match(address)).toBeNull());

  it('are read in every edition of the site', () => {
    for (const host of [
      'facebook.com',
      'web.facebook.com',
      'mbasic.facebook.com',
      'de-de.facebook.com',
      'fb.com',
    ])
      expect(match(`https://${host}/reel/7`)).toBe('reel 7 /reel/7');
  });

  it('that were matched match themselves again, whatever they were', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'posts',
        'photos',
        'videos',
        'groups',
        'share',
        'p',
        'profile.php',
        'media',
        'set',
        '%',
        'a.1',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.nat().map(String),
    );
    const query = fc.constantFrom(
      '',
      '?id=12&sk=photos',
      '?v=7',
      '?fbid=7',
      '?set=a.1',
      '?story_fbid=7&id=%00',
      '?u=x',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), query, (words, search) => {
        const address = `https://www.facebook.com/${words.join('/')}${search}`;
        const ref = URL.canParse(address) ? matchUrl(new URL(address)) : null;
        if (!ref) return;
        expect(sourceRefSchema.safeParse(ref).error).toBeUndefined();
        expect(matchUrl(new URL(ref.url))).toEqual(ref);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the definition', () => {
  it('has an example for every kind of source it matches', () => {
    const kinds = new Set(facebookExamples.map(({ ref }) => ref.kind));
    expect([...kinds].sort()).toEqual([
      'album',
      'group',
      'photo',
      'photos',
      'post',
      'profile',
      'reel',
      'reels',
      'saved',
      'stories',
      'timeline',
      'video',
      'videos',
    ]);
  });
});
