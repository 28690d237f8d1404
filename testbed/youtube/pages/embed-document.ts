import { escapeHtml, toScriptJson } from '../../html-text.ts';
import type { PageContext } from '../shapes/page-context.ts';
import { toEmbedYtcfg } from './ytcfg.ts';

/** The page that other sites put in a frame: hardly more than the client's configuration. */
export function toEmbedDocument(context: PageContext, url: URL, videoId: string): string {
  const title =
    context.world.videos.get(videoId)?.privacy === 'public' ? context.world.videos.get(videoId)?.title : '';
  return `<!DOCTYPE html><html lang="en" dir="ltr"><head><title>${escapeHtml(title ?? '')} - YouTube</title><script>var ytcfg={data_:{},d:function(){return ytcfg.data_},get:function(k){return ytcfg.data_[k]},set:function(){Object.assign(ytcfg.data_,arguments[0])}};</script><script>ytcfg.set(${toScriptJson(toEmbedYtcfg(context, url))});</script></head><body class="date-20261119 en_US ltr" dir="ltr"><div id="player"></div></body></html>`;
}
