import { expect, it } from 'vitest';
import { readDash } from './read-dash.ts';
import { findStreamType } from './read-stream.ts';

const base = 'https://cdn.test/film/film.mpd';
const mpd = (inside: string, head = 'type="static" mediaPresentationDuration="PT20S"'): string =>
  `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" ${head}><Period>${inside}</Period></MPD>`;
const codeOf = (text: string): string => {
  try {
    readDash(text, base);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing was thrown';
};

const template = `<AdaptationSet mimeType="video/mp4"><SegmentTemplate timescale="10" initialization="i-$RepresentationID$.mp4"
  media="s-$RepresentationID$-$Time$.m4s"><SegmentTimeline><S t="0" d="100" r="1"/></SegmentTimeline></SegmentTemplate>
  <Representation id="v1" bandwidth="1000" width="640" height="360" codecs="avc1.4d401f"/>
  <Representation id="v2" bandwidth="2000" width="1280" height="720" codecs="avc1.4d401f"/></AdaptationSet>`;
const sound = `<AdaptationSet mimeType="audio/mp4" lang="en"><Representation id="a1" bandwidth="100" codecs="mp4a.40.2">
  <BaseURL>a.mp4</BaseURL><SegmentBase indexRange="100-200"><Initialization range="0-99"/></SegmentBase></Representation></AdaptationSet>`;
const listed = `<AdaptationSet mimeType="video/mp4"><Representation id="v" bandwidth="1" width="320" height="180">
  <SegmentList duration="10"><Initialization sourceURL="i.mp4"/><SegmentURL media="1.m4s"/><SegmentURL media="2.m4s" mediaRange="5-9"/></SegmentList>
  </Representation></AdaptationSet>`;
const captions = `<AdaptationSet mimeType="text/vtt" lang="de"><Representation id="t" bandwidth="1"><BaseURL>t.vtt</BaseURL></Representation></AdaptationSet>`;

it('a template names the segments of each video', () => {
  const { videos } = readDash(mpd(template), base);
  expect(videos.map(({ id, height }) => [id, height])).toEqual([
    ['v1', 360],
    ['v2', 720],
  ]);
  expect(videos[1]?.source).toMatchObject({
    type: 'segments',
    list: {
      inits: [{ url: 'https://cdn.test/film/i-v2.mp4' }],
      segments: [{ url: 'https://cdn.test/film/s-v2-0.m4s' }, { url: 'https://cdn.test/film/s-v2-100.m4s' }],
    },
  });
});

it.each([
  [
    'pictures to jump by are',
    '<EssentialProperty schemeIdUri="http://dashif.org/guidelines/trickmode" value="1"/>',
  ],
  ['the film with its interpreter is', '<Role schemeIdUri="urn:mpeg:dash:role:2011" value="sign"/>'],
])('%s no quality of the film, unless there is no other picture', (_name, mark) => {
  const marked = template.replace('>', `>${mark}`).replaceAll('id="v', 'id="beside');
  const listIds = (text: string) => readDash(text, base).videos.map(({ id }) => id);
  expect(listIds(mpd(marked + template + sound))).toEqual(['v1', 'v2']);
  expect(listIds(mpd(marked + sound))).toEqual(['beside1', 'beside2']);
});

it('tracks of one name in several sets are several, and one of several addresses is one', () => {
  const other = template.replaceAll('avc1.4d401f', 'hev1.1.6.L93.B0');
  const { videos } = readDash(mpd(template + other + sound), base);
  expect(videos.map(({ id, codecs }) => [id, codecs])).toEqual([
    ['v1', 'avc1.4d401f'],
    ['v2', 'avc1.4d401f'],
    ['v1~1', 'hev1.1.6.L93.B0'],
    ['v2~1', 'hev1.1.6.L93.B0'],
  ]);
  for (const { source } of videos) expect(source.type === 'segments' && source.list.segments).toHaveLength(2);
  const addresses = '<BaseURL>https://one.test/</BaseURL><BaseURL>https://two.test/</BaseURL>';
  const { videos: once } = readDash(mpd(addresses + template), base);
  expect(once.map(({ id }) => id)).toEqual(['v1', 'v2']);
  expect(once[0]?.source).toMatchObject({ list: { inits: [{ url: 'https://one.test/i-v1.mp4' }] } });
});

it('a list names them one by one, or stretches of them', () => {
  const [video] = readDash(mpd(listed), base).videos;
  expect(video?.source).toMatchObject({
    list: { segments: [{ url: 'https://cdn.test/film/1.m4s', range: null }, { range: [5, 10] }] },
  });
});

it('a list that is a little longer than its film is there to its end', () => {
  const more = listed.replace('</SegmentList>', '<SegmentURL media="3.m4s"/></SegmentList>');
  const [video] = readDash(mpd(more), base).videos;
  expect(video?.source).toMatchObject({
    list: { segments: [{}, {}, { url: 'https://cdn.test/film/3.m4s' }] },
  });
});

it('steps of one length begin with their period, whatever their clock says then', () => {
  const stepped = template
    .replace(/<SegmentTimeline>.*<\/SegmentTimeline>/, '')
    .replace('timescale', 'duration="100" presentationTimeOffset="7" $&');
  expect(readDash(mpd(stepped), base).videos[0]?.source).toMatchObject({
    list: { segments: [{ startSec: 0 }, { startSec: 10 }] },
  });
});

it('a file with an index, and captions in a file, are fetched as files', () => {
  const { audios, subtitles, durationSec } = readDash(mpd(template + sound + captions), base);
  expect(durationSec).toBe(20);
  expect(audios).toMatchObject([
    { id: 'a1', language: 'en', source: { type: 'file', url: 'https://cdn.test/film/a.mp4' } },
  ]);
  expect(subtitles).toMatchObject([
    { language: 'de', source: { type: 'file', url: 'https://cdn.test/film/t.vtt' } },
  ]);
});

it('N14: what is under DRM, still on, elsewhere or no manifest is refused', () => {
  const drm = '<ContentProtection schemeIdUri="urn:mpeg:dash:mp4protection:2011" value="cenc"/>';
  expect(codeOf(mpd(listed.replace('<Representation', `${drm}<Representation`)))).toBe('media.drm');
  expect(codeOf(mpd(template, 'type="dynamic"'))).toBe('platform.not_finished');
  expect(codeOf(mpd(listed.replace('1.m4s', 'file:///etc/passwd')))).toBe('input.url_refused');
  expect(codeOf(mpd(listed.replace('1.m4s', 'https://127.0.0.1/x')))).toBe('net.private_address');
  expect(codeOf('<html></html>')).toBe('media.wrong_type');
  expect(codeOf('<MPD ')).toBe('media.unsupported');
});

it('a period that is described elsewhere is not left out in silence', () => {
  const far = (href: string): string =>
    mpd(template).replace('</Period>', `</Period><Period xlink:href="${href}"/>`);
  expect(codeOf(far('https://ads.test/next.mpd'))).toBe('media.unsupported');
  expect(readDash(far('urn:mpeg:dash:resolve-to-zero:2013'), base).videos).toHaveLength(2);
});

it('its tags may have a prefix', () => {
  const prefixed = mpd(template + sound)
    .replace('xmlns=', 'xmlns:m=')
    .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1m:');
  expect(findStreamType(prefixed)).toBe('dash');
  expect(readDash(prefixed, base)).toEqual(readDash(mpd(template + sound), base));
});

it('one that says nowhere how long it is can be read where its segments are listed', () => {
  const text = mpd(template + sound, 'type="static"');
  const { videos, audios } = readDash(text, base);
  expect(videos[0]?.source).toMatchObject({ list: { segments: [{ startSec: 0 }, { startSec: 10 }] } });
  expect(audios[0]?.source).toMatchObject({ url: 'https://cdn.test/film/a.mp4' });
  const { videos: counted, durationSec } = readDash(mpd(listed, 'type="static"'), base);
  expect(counted[0]?.source).toMatchObject({ list: { segments: [{ startSec: 0 }, { startSec: 10 }] } });
  expect(durationSec).toBe(20);
});

it.each([
  [
    'a template',
    template.replace(/<SegmentTimeline>.*<\/SegmentTimeline>/, '').replace('timescale', 'duration="20" $&'),
  ],
  ['a timeline that goes on to the end', template.replace('r="1"', 'r="-1"')],
])('one that says nowhere how long it is has no end with %s, which is said', (_, inside) => {
  const read = (head: string) => () => readDash(mpd(inside, head), base);
  expect(read('type="static"')).toThrow(/does not say how long the film is/);
  expect(read('type="static" mediaPresentationDuration="PT20S"')).not.toThrow();
  const before = `<Period duration="PT6S">${template}</Period><Period start="PT6S">`;
  const last = mpd(inside, 'type="static"').replace('<Period>', before);
  expect(() => readDash(last, base)).toThrow(expect.objectContaining({ code: 'media.unsupported' }));
});
