/** Every renderer name this reader knows: what is an item, what holds others, and what is furniture. */
import type { Item } from '../../../../shared/model/item.ts';
import type { Json } from '../../../core/json.ts';
import { readChannelRenderer, readPlaylistRenderer } from '../items/list-renderer.ts';
import { readLockup, readShortsLockup } from '../items/lockup.ts';
import { readVideoRenderer } from '../items/video-renderer.ts';

type ItemReader = (renderer: Json) => Item | null;

/** Renderers that are an item each. */
const itemReaders: [name: string, read: ItemReader][] = [
  ['lockupViewModel', readLockup],
  ['shortsLockupViewModel', readShortsLockup],
  ['videoRenderer', readVideoRenderer],
  ['gridVideoRenderer', readVideoRenderer],
  ['compactVideoRenderer', readVideoRenderer],
  ['playlistVideoRenderer', readVideoRenderer],
  ['playlistPanelVideoRenderer', readVideoRenderer],
  ['reelItemRenderer', readVideoRenderer],
  ['videoCardRenderer', readVideoRenderer],
  ['movieRenderer', readVideoRenderer],
  ['gridMovieRenderer', readVideoRenderer],
  ['channelVideoPlayerRenderer', readVideoRenderer],
  ['playlistRenderer', readPlaylistRenderer],
  ['gridPlaylistRenderer', readPlaylistRenderer],
  ['compactPlaylistRenderer', readPlaylistRenderer],
  ['channelRenderer', readChannelRenderer],
  ['gridChannelRenderer', readChannelRenderer],
  ['miniChannelRenderer', readChannelRenderer],
];

/** Renderers that hold others, with the keys under which they do. What else they have is furniture. */
const containers: [name: string, lists: string[]][] = [
  ['twoColumnBrowseResultsRenderer', ['tabs']],
  ['singleColumnBrowseResultsRenderer', ['tabs']],
  ['twoColumnSearchResultsRenderer', ['primaryContents', 'secondaryContents']],
  ['twoColumnWatchNextResults', ['results', 'secondaryResults', 'playlist']],
  ['tabRenderer', ['content']],
  ['expandableTabRenderer', ['content']],
  ['sectionListRenderer', ['contents']],
  ['itemSectionRenderer', ['contents']],
  ['richGridRenderer', ['contents']],
  ['richItemRenderer', ['content']],
  ['richSectionRenderer', ['content']],
  ['richShelfRenderer', ['contents']],
  ['shelfRenderer', ['content']],
  ['gridRenderer', ['items']],
  ['gridShelfViewModel', ['contents']],
  ['reelShelfRenderer', ['items']],
  ['horizontalListRenderer', ['items']],
  ['horizontalMovieListRenderer', ['items']],
  ['horizontalCardListRenderer', ['cards']],
  ['verticalListRenderer', ['items']],
  ['expandedShelfContentsRenderer', ['items']],
  ['playlistVideoListRenderer', ['contents']],
  ['channelFeaturedContentRenderer', ['items']],
  ['secondarySearchContainerRenderer', ['contents']],
  ['playlist', ['playlist', 'contents']],
  ['results', ['contents', 'results']],
  ['secondaryResults', ['results', 'secondaryResults']],
  ['engagementPanelSectionListRenderer', ['content']],
  ['structuredDescriptionContentRenderer', ['items']],
  ['appendContinuationItemsAction', ['continuationItems']],
  ['reloadContinuationItemsCommand', ['continuationItems']],
];

/** Known to hold nothing that is exported: advertisements, chips, buttons, messages, headers, related products. */
const furniture = (
  'adSlotRenderer inFeedAdLayoutRenderer promotedSparklesWebRenderer promotedVideoRenderer displayAdRenderer ' +
  'searchPyvRenderer bannerPromoRenderer statementBannerRenderer backgroundPromoRenderer feedNudgeRenderer ' +
  'brandVideoSingletonRenderer brandVideoShelfRenderer primetimePromoRenderer mealbarPromoRenderer ' +
  'adsEngagementPanelContentRenderer actionCompanionAdRenderer compactPromotedItemRenderer ' +
  'chipCloudRenderer feedFilterChipBarRenderer chipBarViewModel chipCloudChipRenderer ' +
  'messageRenderer searchRefinementCardRenderer horizontalRefinementRenderer didYouMeanRenderer ' +
  'showingResultsForRenderer includingResultsForRenderer clarificationRenderer infoPanelContainerRenderer ' +
  'emergencyOneboxRenderer universalWatchCardRenderer hashtagHeaderRenderer searchSubMenuRenderer ' +
  'relatedChipCloudRenderer merchandiseShelfRenderer productListRenderer gameCardRenderer gameDetailsRenderer ' +
  'videoPrimaryInfoRenderer videoSecondaryInfoRenderer compositeVideoPrimaryInfoRenderer ' +
  'compactAutoplayRenderer donationShelfRenderer ticketShelfRenderer videoOwnerRenderer ' +
  'videoDescriptionHeaderRenderer expandableVideoDescriptionBodyRenderer expandableMetadataRenderer ' +
  'videoDescriptionMusicSectionRenderer videoDescriptionTranscriptSectionRenderer ' +
  'videoDescriptionInfocardsSectionRenderer videoDescriptionCommentsSectionRenderer ' +
  'videoDescriptionGamingSectionRenderer videoDescriptionYouchatSectionViewModel videoDescriptionCourseSectionRenderer ' +
  'videoSummaryContentViewModel howThisWasMadeSectionViewModel ' +
  'macroMarkersListRenderer macroMarkersListItemRenderer macroMarkersInfoItemRenderer transcriptRenderer ' +
  'commentsHeaderRenderer commentsEntryPointHeaderRenderer clipSectionRenderer clipCreationRenderer ' +
  'structuredDescriptionPlaylistLockupRenderer playlistSidebarRenderer commentSimpleboxRenderer ' +
  'searchBoxRenderer compactLinkRenderer browseFeedActionsRenderer channelAboutFullMetadataRenderer ' +
  'channelAgeGateRenderer recognitionShelfRenderer continuationItemRenderer continuationItemViewModel ' +
  'loadMarkersCommand changeEngagementPanelVisibilityAction startEomFlowCommand playlistVideoThumbnailRenderer'
).split(' ');

/** What is known about a renderer: how it is read as an item, or under which keys it holds others, or neither. */
interface KnownRenderer {
  read?: ItemReader;
  lists?: readonly string[];
}

/** Every known renderer by name. */
export const knownRenderers: ReadonlyMap<string, KnownRenderer> = new Map<string, KnownRenderer>([
  ...furniture.map((name): [string, KnownRenderer] => [name, {}]),
  ...containers.map(([name, lists]): [string, KnownRenderer] => [name, { lists }]),
  ...itemReaders.map(([name, read]): [string, KnownRenderer] => [name, { read }]),
]);
