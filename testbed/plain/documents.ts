/** The site's HTML. */
import { escapeHtml, toScriptJson } from '../html-text.ts';
import type { Clip } from '../media/clip.ts';
import { captionLanguages } from './captions.ts';
import type { PlainPage } from './pages.ts';

/** Where pages are, and where their files are. */
export const pageHost = 'video.example.net';
export const fileHost = 'files.example.net';
/** The same files at another site. */
export const mirrorHost = 'files.example.org';

/** Address of a clip's file. */
export const toFileUrl = (clip: Clip, name: string): string => `https://${fileHost}/${clip.id}/${name}`;

/** Address of a page. */
export const toPageUrl = ({ name }: Pick<PlainPage, 'name'>): string => `https://${pageHost}/watch/${name}`;

const toTracks = (clip: Clip): string =>
  captionLanguages
    .map(
      ({ code, label }) =>
        `<track kind="subtitles" srclang="${code}" label="${label}" src="${toFileUrl(clip, `captions.${code}.vtt`)}">`,
    )
    .join('');

const toVideo = (clip: Clip, sources: readonly [path: string, type: string][], more = ''): string =>
  `<video controls poster="${toFileUrl(clip, 'poster.jpg')}">${sources
    .map(([name, type]) => `<source src="${toFileUrl(clip, name)}" type="${type}">`)
    .join('')}${more}</video>`;

function toDescription(page: PlainPage, clip: Clip, content: string): string {
  const video = {
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    name: page.title,
    description: 'Flour, water, salt, and the rest is waiting.',
    duration: `PT${clip.durationSec}S`,
    uploadDate: '2026-03-14T15:09:26+01:00',
    thumbnailUrl: toFileUrl(clip, 'poster.jpg'),
    contentUrl: toFileUrl(clip, content),
    author: { '@type': 'Person', name: 'Mira Holm' },
  };
  return `<script type="application/ld+json">${toScriptJson(video)}</script>`;
}

function toBody(page: PlainPage): string {
  const [clip] = page.clips;
  if (page.kind === 'private-file')
    return '<video controls><source src="https://169.254.169.254/latest/video.mp4" type="video/mp4"></video>';
  if (!clip) return '<p>Films of small things. There is no video on this page.</p>';
  switch (page.kind) {
    case 'described':
      return `${toDescription(page, clip, '18.mp4')}<p>Press play.</p>`;
    case 'hls':
      return `${toDescription(page, clip, 'master.m3u8')}<div id="player"></div>`;
    case 'dash':
      return toVideo(clip, [['dash/manifest.mpd', 'application/dash+xml']]);
    case 'sound':
      return `<audio controls><source src="${toFileUrl(clip, '140.m4a')}" type="audio/mp4"></audio>`;
    case 'several':
      return page.clips.map((each) => toVideo(each, [['18.mp4', 'video/mp4']])).join('<p>And:</p>');
    default:
      return toVideo(
        clip,
        [
          ['18.mp4', 'video/mp4; codecs=&quot;avc1.4d401e, mp4a.40.2&quot;'],
          ['muted.webm', 'video/webm; codecs=&quot;vp9&quot;'],
        ],
        toTracks(clip),
      );
  }
}

/** A page of the site. */
export function toDocument(page: PlainPage): string {
  const title = escapeHtml(page.title);
  const head = [
    '<meta charset="utf-8">',
    `<title>${title} – Small Films</title>`,
    `<meta property="og:title" content="${title}">`,
    '<meta property="og:site_name" content="Small Films">',
    '<meta property="og:description" content="Films of small things.">',
  ];
  return `<!DOCTYPE html><html lang="en"><head>${head.join('')}</head><body><h1>${title}</h1>${toBody(page)}</body></html>`;
}

/** The list of all pages. */
export const toIndex = (pages: readonly PlainPage[]): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Small Films</title></head><body><h1>Small Films</h1><ul>${pages
    .map((page) => `<li><a href="${toPageUrl(page)}">${escapeHtml(page.title)}</a></li>`)
    .join('')}</ul></body></html>`;
