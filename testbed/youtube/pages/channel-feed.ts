import { escapeHtml } from '../../html-text.ts';
import type { Channel, Video } from '../catalog/model.ts';
import { toUtcIso } from '../shapes/text.ts';

/** The channel's feed: its 15 newest public videos with exact times. */
export function toChannelFeed(channel: Channel, videos: readonly Video[]): string {
  const newest = videos.filter(({ privacy }) => privacy === 'public').slice(0, 15);
  const rest = channel.id.slice(2);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=${channel.id}"/>
 <id>yt:channel:${rest}</id>
 <yt:channelId>${rest}</yt:channelId>
 <title>${escapeHtml(channel.title)}</title>
 <link rel="alternate" href="https://www.youtube.com/channel/${channel.id}"/>
 <author>
  <name>${escapeHtml(channel.title)}</name>
  <uri>https://www.youtube.com/channel/${channel.id}</uri>
 </author>
 <published>${toUtcIso(channel.joinedAtMs)}</published>
${newest.map((video) => toEntry(channel, video)).join('\n')}
</feed>
`;
}

function toEntry(channel: Channel, video: Video): string {
  const path = video.kind === 'short' ? `shorts/${video.id}` : `watch?v=${video.id}`;
  return ` <entry>
  <id>yt:video:${video.id}</id>
  <yt:videoId>${video.id}</yt:videoId>
  <yt:channelId>${channel.id}</yt:channelId>
  <title>${escapeHtml(video.title)}</title>
  <link rel="alternate" href="https://www.youtube.com/${path}"/>
  <author>
   <name>${escapeHtml(channel.title)}</name>
   <uri>https://www.youtube.com/channel/${channel.id}</uri>
  </author>
  <published>${toUtcIso(video.publishedAtMs)}</published>
  <updated>${toUtcIso(video.publishedAtMs)}</updated>
  <media:group>
   <media:title>${escapeHtml(video.title)}</media:title>
   <media:thumbnail url="https://i4.ytimg.com/vi/${video.id}/hqdefault.jpg" width="480" height="360"/>
   <media:description>${escapeHtml(video.description)}</media:description>
   <media:community><media:starRating count="${video.likes}" average="5.00" min="1" max="5"/><media:statistics views="${video.views}"/></media:community>
  </media:group>
 </entry>`;
}
