import { expect, it } from 'vitest';
import { countSegments } from './count-segments.ts';
import { readDash } from './read-dash.ts';

const base = 'https://cdn.test/film/film.mpd';
const mpd = (template: string, length = 'PT1H'): string =>
  `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="${length}"><Period>
  <AdaptationSet mimeType="video/mp4"><Representation id="v" bandwidth="1" width="16" height="9">${template}</Representation>
  </AdaptationSet></Period></MPD>`;
const timeline = (repeats: string): string =>
  `<SegmentTemplate timescale="10" media="$Time$.m4s"><SegmentTimeline><S t="0" d="20" r="${repeats}"/></SegmentTimeline></SegmentTemplate>`;
const steps = (duration: string): string =>
  `<SegmentTemplate timescale="1000" duration="${duration}" media="$Number$.m4s"/>`;
const list = (count: number): string =>
  `<SegmentList duration="4">${'<SegmentURL media="a.m4s"/>'.repeat(count)}</SegmentList>`;

it.each([
  ['a timeline', timeline('9'), 10],
  ['a timeline that goes on to the end', timeline('-1'), 1800],
  ['steps of one length', steps('2000'), 1800],
  ['a list that is shorter than its film', list(3), 900],
  ['a list that is longer than its film', list(2000), 2000],
])('%s has so many segments', (_, template, count) => {
  expect(countSegments(mpd(template))).toBe(count);
});

it('counts what is in front of several tracks for each, and what is of one once', () => {
  const tracks = '<Representation/><Representation/>';
  expect(countSegments(`<Period><AdaptationSet><S d="1" r="4"/>${tracks}</AdaptationSet></Period>`)).toBe(10);
  expect(countSegments(`<Period><S d="1" r="4"/><AdaptationSet>${tracks}</AdaptationSet></Period>`)).toBe(10);
  const own = '<Representation><S d="1" r="4"/></Representation>';
  expect(countSegments(`<Period><AdaptationSet>${own}${own}</AdaptationSet></Period>`)).toBe(10);
});

it('a list lengthens no film whose segments are of steps', () => {
  const both = `${steps('2000')}<SegmentList duration="1000000"><SegmentURL media="a"/><SegmentURL media="b"/></SegmentList>`;
  const [track] = readDash(mpd(both, 'PT10S'), base).videos;
  expect(track?.source.type === 'segments' && track.source.list.segments.length).toBe(5);
});

it.each([
  ['a timeline without end', mpd(timeline('2147483647'))],
  ['steps of next to nothing', mpd(steps('1'), 'P1Y')],
  ['steps of nothing', mpd(steps('0'))],
  ['a number that is hidden', mpd(timeline('&#57;99999999'))],
])('%s is refused before it takes all memory', (_, text) => {
  expect(() => readDash(text, base)).toThrow(expect.objectContaining({ code: 'media.unsupported' }));
});
