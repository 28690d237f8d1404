/** Small pages in YouTube's shapes, written by hand: only what the readers look at, with made-up content. */

type Json = Record<string, unknown>;

export const channelId = 'UCaaaaaaaaaaaaaaaaaaaaaa';
export const videoId = (number: number): string => `vid${String(number).padStart(8, '0')}`;

export const context = (facts: Record<string, string> = {}, loggedOut = true): Json => ({
  serviceTrackingParams: [
    { service: 'GFEEDBACK', params: Object.entries(facts).map(([key, value]) => ({ key, value })) },
  ],
  mainAppWebResponseContext: { loggedOut },
});

const browse = (id: string, path?: string): Json => ({ browseEndpoint: { browseId: id, ...(path ? { canonicalBaseUrl: path } : {}) } });

export const byline = (name = 'Some Channel'): Json => ({
  runs: [{ text: name, navigationEndpoint: browse(channelId, '/@some') }],
});

export const videoRenderer = (id: string, changes: Json = {}): Json => ({
  videoRenderer: {
    videoId: id,
    title: { runs: [{ text: `Title of ${id}` }] },
    ownerText: byline(),
    publishedTimeText: { simpleText: '3 weeks ago' },
    lengthText: { simpleText: '1:02:03' },
    viewCountText: { simpleText: '1,234,567 views' },
    shortViewCountText: { simpleText: '1.2M views' },
    navigationEndpoint: {
      watchEndpoint: { videoId: id, commonConfig: { url: 'https://r1.googlevideo.com/initplayback?ip=203.0.113.9' } },
    },
    ...changes,
  },
});

export const playlistVideoRenderer = (id: string, changes: Json = {}): Json => ({
  playlistVideoRenderer: {
    videoId: id,
    title: { runs: [{ text: `Title of ${id}` }] },
    index: { simpleText: '1' },
    shortBylineText: byline(),
    lengthSeconds: '245',
    isPlayable: true,
    videoInfo: { runs: [{ text: '2.3bn views' }, { text: ' • ' }, { text: '16 years ago' }] },
    ...changes,
  },
});

const part = (content: string, run?: Json): Json => ({ text: { content, ...(run ? { commandRuns: [{ onTap: { innertubeCommand: run } }] } : {}) } });

interface LockupTexts {
  title?: string;
  badge?: string | null;
  rows?: Json[][];
  type?: string;
}

export const textRow = (...texts: string[]): Json[] => texts.map((text) => part(text));
export const ownerRow = (name = 'Some Channel'): Json[] => [part(name, browse(channelId, '/@some'))];

export const lockup = (id: string, texts: LockupTexts = {}): Json => ({
  lockupViewModel: {
    contentId: id,
    contentType: `LOCKUP_CONTENT_TYPE_${texts.type ?? 'VIDEO'}`,
    contentImage: {
      thumbnailViewModel: {
        image: { sources: [{ url: `https://i.ytimg.com/vi/${id}/hq720.jpg?sqp=x`, width: 360, height: 202 }] },
        overlays:
          texts.badge === null
            ? []
            : [{ thumbnailBottomOverlayViewModel: { badges: [{ thumbnailBadgeViewModel: { text: texts.badge ?? '4:05' } }] } }],
      },
    },
    metadata: {
      lockupMetadataViewModel: {
        title: { content: texts.title ?? `Title of ${id}` },
        metadata: {
          contentMetadataViewModel: {
            metadataRows: (texts.rows ?? [textRow('221 views', '8 days ago')]).map((metadataParts) => ({ metadataParts })),
          },
        },
      },
    },
  },
});

export const playlistLockup = (id: string, badge = '102 videos'): Json => ({
  lockupViewModel: {
    contentId: id,
    contentType: 'LOCKUP_CONTENT_TYPE_PLAYLIST',
    contentImage: {
      collectionThumbnailViewModel: {
        primaryThumbnail: {
          thumbnailViewModel: {
            image: { sources: [{ url: 'https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg', width: 480, height: 270 }] },
            overlays: [{ thumbnailOverlayBadgeViewModel: { thumbnailBadges: [{ thumbnailBadgeViewModel: { text: badge } }] } }],
          },
        },
      },
    },
    metadata: { lockupMetadataViewModel: { title: { content: `List ${id}` }, metadata: {} } },
  },
});

export const shortsLockup = (id: string): Json => ({
  shortsLockupViewModel: {
    entityId: `shorts-shelf-item-${id}`,
    onTap: { innertubeCommand: { reelWatchEndpoint: { videoId: id } } },
    overlayMetadata: { primaryText: { content: `Short ${id}` }, secondaryText: { content: '895k views' } },
  },
});

export const rich = (content: Json): Json => ({ richItemRenderer: { content } });
export const more = (token: string): Json => ({
  continuationItemRenderer: { continuationEndpoint: { continuationCommand: { token } } },
});
export const moreModel = (token: string): Json => ({
  continuationItemViewModel: { continuationCommand: { innertubeCommand: { continuationCommand: { token } } } },
});

const tabNames = ['featured', 'videos', 'shorts', 'streams', 'playlists', 'releases'];

/** A channel page with its tabs, of which one is shown. */
export const channelPage = (tab: string, contents: Json[], { tabs = tabNames, own = false, loggedOut = true } = {}): Json => ({
  responseContext: context({ browse_id: channelId, route: `channel.${tab}`, is_owner: String(own) }, loggedOut),
  metadata: { channelMetadataRenderer: { title: 'Some Channel', externalId: channelId, vanityChannelUrl: 'http://www.youtube.com/@some' } },
  header: {
    pageHeaderRenderer: {
      pageTitle: 'Some Channel',
      content: {
        pageHeaderViewModel: {
          metadata: {
            contentMetadataViewModel: {
              metadataRows: [{ metadataParts: textRow('@some') }, { metadataParts: textRow('8.98k subscribers', '265 videos') }],
            },
          },
        },
      },
    },
  },
  contents: {
    twoColumnBrowseResultsRenderer: {
      tabs: tabs.map((name) => ({
        tabRenderer: {
          title: name,
          ...(name === tab ? { selected: true, content: { richGridRenderer: { contents } } } : {}),
          endpoint: {
            commandMetadata: { webCommandMetadata: { url: `/@some/${name}` } },
            browseEndpoint: { browseId: channelId, params: `params-of-${name}` },
          },
        },
      })),
    },
  },
});

export const append = (continuationItems: Json[], { browseId = channelId, loggedOut = true } = {}): Json => ({
  responseContext: context({ browse_id: browseId, route: 'channel.featured' }, loggedOut),
  onResponseReceivedActions: [{ appendContinuationItemsAction: { continuationItems, targetId: 'list' } }],
});

export const playlistPage = (id: string, contents: Json[], { loggedOut = true } = {}): Json => ({
  responseContext: context({ browse_id: `VL${id}` }, loggedOut),
  metadata: { playlistMetadataRenderer: { title: 'A playlist' } },
  sidebar: {
    playlistSidebarRenderer: {
      items: [
        { playlistSidebarPrimaryInfoRenderer: { stats: [{ runs: [{ text: '5,000' }, { text: ' videos' }] }] } },
        { playlistSidebarSecondaryInfoRenderer: { videoOwner: { videoOwnerRenderer: { title: byline('The Owner') } } } },
      ],
    },
  },
  contents: {
    twoColumnBrowseResultsRenderer: {
      tabs: [
        {
          tabRenderer: {
            selected: true,
            content: { sectionListRenderer: { contents: [{ itemSectionRenderer: { contents: [{ playlistVideoListRenderer: { contents } }] } }] } },
          },
        },
      ],
    },
  },
});

export const historyPage = (days: [day: string, entries: Json[]][], token: string | null): Json => ({
  responseContext: context({ browse_id: 'FEhistory' }, false),
  contents: {
    twoColumnBrowseResultsRenderer: {
      secondaryContents: { browseFeedActionsRenderer: { contents: [{ confirmDialogRenderer: { text: 'someone@example.com' } }] } },
      tabs: [
        {
          tabRenderer: {
            selected: true,
            content: {
              sectionListRenderer: {
                contents: [
                  ...days.map(([day, contents]) => ({
                    itemSectionRenderer: { contents, header: { itemSectionHeaderRenderer: { title: { runs: [{ text: day }] } } } },
                  })),
                  ...(token === null ? [] : [more(token)]),
                ],
              },
            },
          },
        },
      ],
    },
  },
});

export const alertPage = (text: string, browseId: string, loggedOut = true): Json => ({
  responseContext: context({ browse_id: browseId }, loggedOut),
  alerts: [{ alertRenderer: { type: 'ERROR', text: { simpleText: text } } }],
});

export const playerPage = (id: string, changes: Json = {}): Json => ({
  playabilityStatus: { status: 'OK' },
  videoDetails: {
    videoId: id,
    title: `Title of ${id}`,
    lengthSeconds: '316',
    channelId,
    author: 'Some Channel',
    shortDescription: 'First line\nSecond line',
    keywords: ['one', 'two'],
    viewCount: '1856109',
    isPrivate: false,
    isLiveContent: false,
    isOwnerViewing: true,
  },
  microformat: {
    playerMicroformatRenderer: {
      publishDate: '2018-08-02T06:00:08-07:00',
      uploadDate: '2018-08-01T06:00:08-07:00',
      viewCount: '1856109',
      likeCount: '43864',
      category: 'Education',
      isUnlisted: true,
      ownerProfileUrl: 'http://www.youtube.com/@some',
    },
  },
  captions: {
    playerCaptionsTracklistRenderer: {
      captionTracks: [
        { baseUrl: `https://www.youtube.com/api/timedtext?v=${id}&ip=0.0.0.0&lang=de`, languageCode: 'de' },
        { baseUrl: `https://www.youtube.com/api/timedtext?v=${id}&ip=203.0.113.9&lang=en`, languageCode: 'en', kind: 'asr' },
      ],
    },
  },
  ...changes,
});

export const watchPage = (id: string, commentsToken: string | null = 'comments-1'): Json => ({
  responseContext: context(),
  currentVideoEndpoint: { watchEndpoint: { videoId: id } },
  contents: {
    twoColumnWatchNextResults: {
      results: {
        results: {
          contents: [
            {
              videoPrimaryInfoRenderer: {
                title: { runs: [{ text: `Title of ${id}` }] },
                viewCount: { videoViewCountRenderer: { viewCount: { simpleText: '1,856,109 views' } } },
                dateText: { simpleText: '2 Aug 2018' },
                videoActions: {
                  menuRenderer: {
                    topLevelButtons: [
                      {
                        segmentedLikeDislikeButtonViewModel: {
                          likeButtonViewModel: {
                            likeButtonViewModel: {
                              toggleButtonViewModel: {
                                toggleButtonViewModel: {
                                  defaultButtonViewModel: {
                                    buttonViewModel: {
                                      title: '43K',
                                      accessibilityText: 'like this video along with 43,864 other people',
                                    },
                                  },
                                },
                              },
                            },
                          },
                        },
                      },
                    ],
                  },
                },
              },
            },
            { videoSecondaryInfoRenderer: { owner: { videoOwnerRenderer: { title: byline() } }, attributedDescription: { content: 'First line' } } },
            {
              itemSectionRenderer: {
                sectionIdentifier: 'comment-item-section',
                contents: commentsToken === null ? [{ messageRenderer: {} }] : [more(commentsToken)],
              },
            },
          ],
        },
      },
      secondaryResults: { secondaryResults: { results: [lockup(videoId(901), { rows: [ownerRow(), textRow('2.4bn views', '16 years ago')] }), more('related-2')] } },
    },
  },
  engagementPanels: [
    {
      engagementPanelSectionListRenderer: {
        panelIdentifier: 'engagement-panel-comments-section',
        header: { engagementPanelTitleHeaderRenderer: { contextualInfo: { runs: [{ text: '21k' }] } } },
      },
    },
    {
      engagementPanelSectionListRenderer: {
        panelIdentifier: 'engagement-panel-macro-markers-description-chapters',
        content: {
          macroMarkersListRenderer: {
            contents: [
              { macroMarkersListItemRenderer: { title: { simpleText: 'Start' }, timeDescription: { simpleText: '0:00' } } },
              { macroMarkersListItemRenderer: { title: { simpleText: 'End' }, timeDescription: { simpleText: '5:01' }, onTap: { watchEndpoint: { startTimeSeconds: 301 } } } },
            ],
          },
        },
      },
    },
  ],
});

interface CommentParts {
  id: string;
  repliesToken?: string;
}

const commentEntity = (id: string): Json => ({
  payload: {
    commentEntityPayload: {
      key: `key-${id}`,
      properties: { commentId: id, content: { content: `Text of ${id}` }, publishedTime: '4 years ago (edited)' },
      author: { channelId, displayName: '@some', isCreator: true },
      toolbar: { likeCountNotliked: '9.8k', replyCount: '322' },
    },
  },
});

/** A page of comments, or of replies when `isReplies`. */
export const commentsPage = (comments: CommentParts[], token: string | null, isReplies = false): Json => ({
  responseContext: context(),
  onResponseReceivedEndpoints: [
    {
      [isReplies ? 'appendContinuationItemsAction' : 'reloadContinuationItemsCommand']: {
        continuationItems: [
          ...comments.map(({ id, repliesToken }) => {
            const view = { commentKey: `key-${id}`, commentId: id };
            if (isReplies) return { commentViewModel: view };
            return {
              commentThreadRenderer: {
                commentViewModel: { commentViewModel: view },
                ...(repliesToken ? { replies: { commentRepliesRenderer: { contents: [more(repliesToken)] } } } : {}),
              },
            };
          }),
          ...(token === null ? [] : [more(token)]),
        ],
      },
    },
  ],
  frameworkUpdates: { entityBatchUpdate: { mutations: comments.map(({ id }) => commentEntity(id)) } },
});

export const toHtml = (data: Json, { player = null as Json | null, loggedIn = false } = {}): string => `<!DOCTYPE html><html><head>
<script>ytcfg.set({"INNERTUBE_CONTEXT":{"client":{"clientName":"WEB","clientVersion":"2.20260101"}},"INNERTUBE_CONTEXT_CLIENT_NAME":1,"VISITOR_DATA":"visitor","LOGGED_IN":${loggedIn},"SESSION_INDEX":"1","DELEGATED_SESSION_ID":"page-7","STS":20771});</script>
</head><body><script nonce="x">var ytInitialData = ${JSON.stringify(data)};</script>
${player ? `<script>var ytInitialPlayerResponse = ${JSON.stringify(player)};</script>` : ''}</body></html>`;
