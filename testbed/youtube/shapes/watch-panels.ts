import type { Video } from '../catalog/model.ts';
import { toChannelCommand, toWatchCommand } from './endpoints.ts';
import { toAvatarUrl, toListThumbnails } from './images.ts';
import type { Json, PageContext } from './page-context.ts';
import {
  abbreviate,
  formatDate,
  formatDuration,
  formatNumber,
  spellDuration,
  toLabel,
  toRuns,
  toSimple,
  toViewsText,
} from './text.ts';
import { toAttributed } from './watch-info.ts';

/** Chapters that the owner wrote into the description; none if there are none. */
export function toChaptersPanel(context: PageContext, video: Video): Json[] {
  if (video.chapters.length === 0) return [];
  const identifier = 'engagement-panel-macro-markers-description-chapters';
  const contents = video.chapters.map(({ title, startSec }) => ({
    macroMarkersListItemRenderer: {
      title: toSimple(title),
      timeDescription: {
        accessibility: toLabel(spellDuration(startSec)),
        simpleText: formatDuration(startSec),
      },
      thumbnail: { thumbnails: toListThumbnails(video.id).slice(0, 2) },
      onTap: toWatchCommand(context, video.id, { startSec }),
      trackingParams: context.track(),
      timeDescriptionA11yLabel: spellDuration(startSec),
    },
  }));
  return [
    {
      panelIdentifier: identifier,
      header: {
        engagementPanelTitleHeaderRenderer: { title: toRuns('Chapters'), trackingParams: context.track() },
      },
      content: { macroMarkersListRenderer: { contents, trackingParams: context.track() } },
      targetId: identifier,
      visibility: 'ENGAGEMENT_PANEL_VISIBILITY_HIDDEN',
    },
  ];
}

/** The description opened as a panel, with the same numbers again. */
export function toDescriptionPanel(context: PageContext, video: Video): Json {
  const identifier = 'engagement-panel-structured-description';
  const factoid = (value: string, label: string) => ({
    factoidRenderer: {
      value: toSimple(value),
      label: toSimple(label),
      accessibilityText: `${value} ${label}`,
    },
  });
  const header = {
    title: toRuns(video.title),
    channel: toSimple(video.channel.title),
    views: toSimple(toViewsText(video.views)),
    publishDate: toSimple(formatDate(video.publishedAtMs)),
    factoid: [
      factoid(abbreviate(video.likes), 'Likes'),
      { viewCountFactoidRenderer: { factoid: factoid(formatNumber(video.views), 'Views') } },
    ],
    channelNavigationEndpoint: toChannelCommand(context, video.channel),
    channelThumbnail: { thumbnails: [{ url: toAvatarUrl(video.channel, 88) }] },
  };
  const body = {
    showMoreText: toSimple('...more'),
    showLessText: toSimple('Show less'),
    attributedDescriptionBodyText: toAttributed(context, video.description),
  };
  return {
    panelIdentifier: identifier,
    header: {
      engagementPanelTitleHeaderRenderer: { title: toSimple('Description'), trackingParams: context.track() },
    },
    content: {
      structuredDescriptionContentRenderer: {
        items: [{ videoDescriptionHeaderRenderer: header }, { expandableVideoDescriptionBodyRenderer: body }],
      },
    },
    veType: 124975,
    targetId: identifier,
    visibility: 'ENGAGEMENT_PANEL_VISIBILITY_HIDDEN',
  };
}
