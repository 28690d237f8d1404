/**
 * Texts that once cost the square of their length: with these sizes hours each, now a moment. A test that takes longer is
 * ended by its time limit.
 */
import { describe, expect, it } from 'vitest';
import { toPlainManifest } from './plain-manifest.ts';
import { readDash } from './read-dash.ts';
import { readHls, readHlsList } from './read-hls.ts';

const base = 'https://cdn.test/film/list';
const wide = 2_000_000;
const refused = expect.objectContaining({ code: 'media.unsupported' });
const mpd = (inside: string): string =>
  `<MPD type="static" mediaPresentationDuration="PT1H"><Period>${inside}</Period></MPD>`;
const nested = (count: number): string =>
  `${Array.from({ length: count }, (_, place) => `<a xmlns:n${place}="u">`).join('')}${'</a>'.repeat(count)}`;
const track = (attributes: string): string =>
  `<AdaptationSet mimeType="video/mp4"><Representation id="v" bandwidth="1"><SegmentTemplate timescale="1" duration="1" ${attributes}/></Representation></AdaptationSet>`;

describe('a DASH manifest', () => {
  it.each([
    ['tags without end', mpd('<Period '.repeat(wide / 8))],
    ['comments without end', mpd('<!--'.repeat(wide / 4))],
    ['literal text without end', mpd('<![CDATA['.repeat(wide / 9))],
    ['instructions without end', mpd('<?'.repeat(wide / 2))],
    ['a tag as long as a book', mpd(`<S ${'a="" '.repeat(wide / 5)}/>`)],
    ['one tag in the other', mpd(nested(wide / 20))],
    [
      'as many names as tags',
      mpd(Array.from({ length: wide / 10 }, (_, place) => `<n${place}></n${place}>`).join('')),
    ],
    ['periods by the hundred thousand', mpd(`${'</Period><Period start="PT1S">'.repeat(wide / 30)}`)],
    ['numbers of a million digits', mpd(track('media="$Number%01000000d$.m4s"'))],
    [
      'a long base for each segment',
      mpd(`<BaseURL>${'x'.repeat(wide)}</BaseURL>${track('media="$Number$"')}`),
    ],
    [
      'a long base inside another tag',
      mpd(`<BaseURL>a<Title>${'x'.repeat(wide)}</Title></BaseURL>${track('media="$Number$"')}`),
    ],
    ['long addresses with ends of tags', mpd(track(`media="$Number$${'x>'.repeat(wide / 2)}"`))],
    ['long addresses for each segment', mpd(track(`media="$Number$${'x'.repeat(16_000)}"`).repeat(30))],
    ['numbers that are wide, again and again', mpd(track(`media="${'$Number%099d$'.repeat(1200)}"`))],
    ['signs that are written in nine', mpd(track(`media="$Number$${'界'.repeat(15_000)}"`))],
  ])('with %s is refused', (_, text) => {
    expect(() => readDash(text, base)).toThrow(refused);
  });

  it('is read with what stands beside its addresses, however long', () => {
    const title = `<ProgramInformation><Title>${'x'.repeat(wide)}</Title></ProgramInformation>`;
    const text = `<!DOCTYPE MPD>${mpd(track('media="$Number$.m4s"')).replace('<Period>', `${title}$&`)}`;
    expect(readDash(text, base).videos).toHaveLength(1);
  });

  it('is read with a signature of its own that is in none of its addresses', () => {
    const [video] = readDash(mpd(track('media="$Number$.m4s"')), `${base}?key=${'k'.repeat(wide)}`).videos;
    expect(video?.source.type === 'segments' && video.source.list.segments[0]?.url).toBe(
      'https://cdn.test/film/1.m4s',
    );
  });

  it('is read without its comments, and with the text that is meant literally', () => {
    const text =
      '<?xml version="1.0"?><MPD><!-- <S/> --><BaseURL><![CDATA[https://a.test/?a=1&b=<2>]]></BaseURL></MPD>';
    expect(toPlainManifest(text)).toBe('<MPD><BaseURL>https://a.test/?a=1&amp;b=&lt;2></BaseURL></MPD>');
  });
});

describe('an HLS playlist', () => {
  const master = (attributes: string): string => `#EXTM3U\n#EXT-X-STREAM-INF:${attributes}\nlist.m3u8\n`;
  const names = Array.from('abcdefghijklmnop');
  const variables = names
    .map((name) => `#EXT-X-DEFINE:NAME="${name}",VALUE="${name.repeat(980)}"\n`)
    .join('');
  const allOfThem = names.map((name) => `{$${name}}`).join('');

  it.each([
    ['attributes without values', master('A"'.repeat(wide / 2))],
    ['commas alone', master(`A=1${','.repeat(wide)}`)],
    ['quotes alone', master(`A=${'"'.repeat(wide)}`)],
    ['variables that hold what is around them', `#EXTM3U\n#EXT-X-DEFINE:NAME="a",VALUE="$\`$\`"\na.ts`],
    ['more segments than any film', `#EXTM3U\n${'#EXTINF:1,\na\n'.repeat(900_001)}#EXT-X-ENDLIST`],
    [
      'a long key for each segment',
      `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${'k'.repeat(wide)}"\n${'#EXTINF:1,\na\n'.repeat(1000)}#EXT-X-ENDLIST`,
    ],
    [
      'all its variables in each address',
      `#EXTM3U\n${variables}${`#EXTINF:1,\n${allOfThem}\n`.repeat(20_000)}`,
    ],
    [
      'all its variables in the key of each segment',
      `#EXTM3U\n${variables}#EXT-X-KEY:METHOD=AES-128,URI="${allOfThem}"\n${'#EXTINF:1,\na\n'.repeat(20_000)}`,
    ],
  ])('with %s is refused', (_, text) => {
    expect(() => readHls(text, base)).toThrow(refused);
  });

  it.each([
    ['a title that no line end ends', `#EXTINF:${'1'.repeat(wide)}\u2028`],
    ['a name of blanks', `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="b",${' '.repeat(wide)}x=1`],
    ['days that are not used', `#EXT-X-DATERANGE:${'A"'.repeat(wide / 2)}`],
  ])('with %s is read', (_, line) => {
    const text = `#EXTM3U\n${line}\n#EXTINF:4,\na.ts\n#EXT-X-ENDLIST`;
    expect(readHlsList(text, base).segments.map(({ url }) => url)).toEqual(['https://cdn.test/film/a.ts']);
  });

  it.each(['BANDWIDTH=1,', 'BANDWIDTH=1 , ', 'BANDWIDTH=1,;'])(
    'is read with an end that says nothing: %s',
    (line) => {
      expect(readHls(master(line), base).videos).toMatchObject([{ bitrate: 1 }]);
    },
  );

  it('puts in what its variables stand for', () => {
    const text = '#EXTM3U\n#EXT-X-DEFINE:NAME="v",VALUE="x"\n#EXTINF:4,\n{$v}.ts\n#EXT-X-ENDLIST';
    expect(readHlsList(text, base).segments.map(({ url }) => url)).toEqual(['https://cdn.test/film/x.ts']);
  });
});
