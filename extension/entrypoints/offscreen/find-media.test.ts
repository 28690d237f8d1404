// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { findMedia } from './find-media.ts';

const base = 'https://site.test/watch/1';
const find = (html: string) => findMedia(new DOMParser().parseFromString(html, 'text/html'), base);

it('a page names its media in tags, in linked data and for other players, each once', () => {
  const found = find(`<title>Site</title>
    <meta property="og:title" content="The film"><meta property="og:image" content="/t.jpg">
    <meta property="og:video" content="https://cdn.test/film.m3u8"><meta property="og:video:url" content="/film.m3u8">
    <script type="application/ld+json">{"@type":"VideoObject","contentUrl":"https:\\/\\/cdn.test\\/film.mp4"}</script>
    <video><source src="/stream?id=1" type="video/mp4"></video>`);
  expect(found).toEqual({
    title: 'The film',
    thumbnail: 'https://site.test/t.jpg',
    addresses: [
      'https://site.test/stream?id=1',
      'https://cdn.test/film.mp4',
      'https://site.test/film.m3u8',
      'https://cdn.test/film.m3u8',
    ],
  });
});

it('frames of other players, what is not encrypted and broken blocks are none', () => {
  const found = find(`<title> Page </title>
    <meta property="og:video" content="https://site.test/embed/1"><video src="http://site.test/a.mp4"></video>
    <video src="blob:https://site.test/1"></video><script type="application/ld+json">{"contentUrl": "\\x"}</script>`);
  expect(found).toEqual({ title: 'Page', thumbnail: null, addresses: [] });
});

it('of a page that names very many only the first are taken', () => {
  const sources = Array.from({ length: 1000 }, (_, n) => `<video src="/${n}.mp4"></video>`);
  expect(find(sources.join('')).addresses).toHaveLength(20);
});
