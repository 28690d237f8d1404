import { escapeHtml, toScriptJson } from '../../html-text.ts';
import { buildSecret } from '../catalog/ids.ts';
import type { Video } from '../catalog/model.ts';
import type { Json, PageContext } from '../shapes/page-context.ts';
import { toYtcfg } from './ytcfg.ts';

/** Where the page's own scripts and styles are served. */
export const assetPath = '/s/_/ytmainappweb/_/';

export interface DocumentParts {
  url: URL;
  title: string;
  initialData: Json;
  /** On watch and shorts pages. */
  playerResponse?: Json;
  /** On pages about one video, for the meta tags. */
  video?: Video;
  dark: boolean;
}

/** A whole page. The data stand in scripts of their own; on later in-page navigation nobody updates them. */
export function toDocument(context: PageContext, parts: DocumentParts): string {
  const nonce = buildSecret(context.world.seed, `nonce/${parts.url.href}`, 22);
  const script = (content: string) => `<script nonce="${nonce}">${content}</script>`;
  const title = parts.title === '' ? 'YouTube' : `${parts.title} - YouTube`;
  const player = parts.playerResponse
    ? script(`var ytInitialPlayerResponse = ${toScriptJson(parts.playerResponse)};`)
    : '';
  return `<!DOCTYPE html><html style="font-size: 10px;font-family: Roboto, Arial, sans-serif;" lang="en"${parts.dark ? ' dark' : ''} system-icons typography><head>${[
    '<meta http-equiv="X-UA-Compatible" content="IE=edge"/>',
    script(
      `var ytcfg={d:function(){return window.yt&&yt.config_||ytcfg.data_||(ytcfg.data_={})},get:function(k,o){return k in ytcfg.d()?ytcfg.d()[k]:o},set:function(){var a=arguments;if(a.length>1)ytcfg.d()[a[0]]=a[1];else{var k;for(k in a[0])ytcfg.d()[k]=a[0][k]}}};`,
    ),
    script(`ytcfg.set('EMERGENCY_BASE_URL', '\\/error_204?t\\x3djserror\\x26level\\x3dERROR');`),
    script(`ytcfg.set(${toScriptJson(toYtcfg(context, parts.url))}); window.ytcfg.obfuscatedData_ = [];`),
    script(
      'ytcfg.set("initialInnerWidth",window.innerWidth);ytcfg.set("initialInnerHeight",window.innerHeight);',
    ),
    `<link rel="stylesheet" href="${assetPath}ss/main.css" nonce="${nonce}">`,
    `<link rel="stylesheet" href="${assetPath}ss/content.css" nonce="${nonce}">`,
    '<link rel="shortcut icon" href="https://www.youtube.com/s/desktop/img/logos/favicon.ico" type="image/x-icon">',
    `<title>${escapeHtml(title)}</title>`,
    toMeta(parts),
  ].join('')}</head><body dir="ltr">${[
    player,
    '<ytd-app></ytd-app>',
    script('if (window.ytcsi) {window.ytcsi.tick("lpcs", null, "");}'),
    script(`var ytInitialData = ${toScriptJson(parts.initialData)};`),
    `<script type="module" src="${assetPath}js/main.js" nonce="${nonce}"></script>`,
    script('ytcfg.set({"CSI_SERVICE_NAME": \'youtube\', "TIMING_INFO": {}})'),
  ].join('')}</body></html>`;
}

function toMeta({ url, title, video }: DocumentParts): string {
  const tags = [
    '<meta name="theme-color" content="rgba(255, 255, 255, 0.98)">',
    `<meta name="title" content="${escapeHtml(title)}">`,
    '<meta property="og:site_name" content="YouTube">',
    `<meta property="og:url" content="${escapeHtml(url.href)}">`,
    `<meta property="og:title" content="${escapeHtml(title)}">`,
  ];
  if (!video) return tags.join('');
  const description = escapeHtml(video.description.slice(0, 160));
  return [
    ...tags,
    `<meta name="description" content="${description}">`,
    `<meta name="keywords" content="${escapeHtml(video.tags.join(', '))}">`,
    `<link rel="canonical" href="https://www.youtube.com/watch?v=${video.id}">`,
    `<meta property="og:image" content="https://i.ytimg.com/vi/${video.id}/${video.hasMaxThumbnail ? 'maxresdefault' : 'hqdefault'}.jpg">`,
    `<meta property="og:description" content="${description}">`,
    '<meta property="og:type" content="video.other">',
    `<meta property="og:video:url" content="https://www.youtube.com/embed/${video.id}">`,
    ...video.tags.map((tag) => `<meta property="og:video:tag" content="${escapeHtml(tag)}">`),
  ].join('');
}
