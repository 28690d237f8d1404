/** Small watch pages of YouTube: the player's answer, the page round it, and its comments. */
import { lockup, ownerRow, textRow } from './list-entries.ts';
import { byline, channelId, context, type Json, more, videoId } from './page-parts.ts';

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
