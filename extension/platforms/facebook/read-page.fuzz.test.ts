/** Pages change without notice. Whatever they turn into, reading must not throw and must give a valid result. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageReadSchema } from '../../core/pages/page-read.ts';
import { listPlaces, mutations } from './__fixtures__/mutate.ts';
import { answer, at, list, streamedTimeline, toHtml, toLines } from './__fixtures__/pages.ts';
import {
  album,
  attachment,
  comment,
  comments,
  feedbackId,
  managedStory,
  photo,
  reel,
  reelCounts,
  sharedStory,
  story,
  video,
} from './__fixtures__/stories.ts';
import { readPage } from './read-page.ts';

function readValid(body: string) {
  const read = readPage({ url: 'https://www.facebook.com/ada.example', status: 200, body });
  expect(pageReadSchema.safeParse(read).error?.issues[0]).toBeUndefined();
  return read;
}

const pages: Record<string, object> = {
  'a timeline': at(
    'node.timeline_list_feed_units',
    list([story('1', { attachments: [attachment('Album', album(['1']))], shared: sharedStory('9') })]),
  ),
  'one’s own posts': at(
    'user.timeline_manage_feed_units',
    list([managedStory('1', { shared: sharedStory('9') })]),
  ),
  'a reel': { video: { id: '7', creation_story: { ...reel('7'), ...reelCounts() } } },
  'the photo viewer': { currMedia: photo('1'), nextMediaAfterNodeId: { id: '2' } },
  'an album': { album: { title: { text: 'x' }, media: list([photo('1')]) } },
  comments: {
    node: {
      id: feedbackId('1'),
      comment_rendering_instance_for_feed_location: { comments: comments([comment('2', '1')]) },
    },
  },
};

describe.each(Object.entries(pages))('%s', (_, data) => {
  it.each(Object.entries(mutations))('is read when any part of it is %s', (_name, mutate) => {
    const count = listPlaces(data).length;
    expect(count).toBeGreaterThan(10);
    for (let index = 0; index < count; index += 1) {
      const copy = structuredClone(data);
      const place = listPlaces(copy)[index];
      if (place) mutate(place.holder, place.key);
      readValid(answer(copy));
    }
  });
});

describe('input of any kind', () => {
  const runs = Number(process.env.STAR_EXPORT_FUZZ_RUNS ?? 1000);

  it('is read, be it JSON or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (body) => void readValid(body)),
      { numRuns: runs },
    );
  });

  it('is read when known names hold random values', () => {
    const names = fc.constantFrom(
      ...(
        'node edges page_info comet_sections content story attachments styles attachment media __typename id post_id ' +
        'all_subattachments nodes style_infos fb_shorts_story video creation_story short_form_video_context playback_video ' +
        'timeline_list_feed_units pageItems currMedia comments feedback message text url actors attached_story __proto__'
      ).split(' '),
    );
    const words = fc.constantFrom(
      'Story',
      'Photo',
      'Video',
      '7',
      btoa('S:_I1:2:2'),
      'https://www.facebook.com/reel/7',
      '\ud83d',
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'medium' },
        words,
        fc.double(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(names, tie('node'), { maxKeys: 5 }),
      ),
    })).node;
    fc.assert(
      fc.property(
        tree,
        tree,
        fc.array(fc.oneof(names, fc.nat({ max: 3 })), { maxLength: 4 }),
        (data, late, path) => {
          readValid(toLines([{ data }, { label: 'A$defer$B', path, data: late }]));
          readValid(toHtml([{ data }, { label: 'A$defer$B', path, data: late }]));
        },
      ),
      { numRuns: runs },
    );
  });

  it('is read when it is cut anywhere', () => {
    const body = toLines(
      streamedTimeline(
        [story('1'), story('2', { attachments: [attachment('Video', { media: video('7') })] })],
        'n',
      ),
    );
    const html = toHtml(streamedTimeline([story('1')], null));
    for (let index = 0; index < 200; index += 1) {
      readValid(body.slice(0, Math.floor((body.length * index) / 200)));
      readValid(html.slice(0, Math.floor((html.length * index) / 200)));
    }
  });

  it('cannot change objects that it does not own', () => {
    readValid(
      '{"data":{"__proto__":{"polluted":true},"node":{"__proto__":{"polluted":true}}}}\n{"label":"x","path":["node","__proto__"],"data":{"polluted":true}}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is read however deep it is', () => {
    const deep = (open: string, close: string, middle: string) =>
      open.repeat(10_000) + middle + close.repeat(10_000);
    const entry = JSON.stringify(story('1'));
    expect(readValid(`{"data":{"deep":${deep('{"a":', '}', entry)}}}`).items.map(({ id }) => id)).toEqual([
      '1',
    ]);
    readValid(`{"data":${deep('{"node":', '}', entry)}}`);
    readValid(`{"data":${deep('{"nodes":[', ']}', entry)}}`);
    readValid(
      `{"data":{"a":${deep('{"a":', '}', '1')}}}\n{"label":"x","path":["a"],"data":${deep('{"a":', '}', '2')}}`,
    );
    const replies = deep(
      '{"legacy_fbid":"5","feedback":{"replies_connection":{"edges":[{"node":',
      '}]}}}',
      '{}',
    );
    readValid(`{"data":{"node":{"replies_connection":{"edges":[{"node":${replies}}]}}}}`);
  });

  it('is read however long its texts are', () => {
    const long = 'x\u0000<script>'.repeat(100_000);
    expect(
      readValid(answer(at('node.timeline_list_feed_units', list([story('1', { text: long })])))).items[0]
        ?.text,
    ).toBe(long);
  });
});
