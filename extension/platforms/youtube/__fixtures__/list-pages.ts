/** Small pages of YouTube with a list in them, and what continues one. */
import { textRow } from './list-entries.ts';
import { byline, channelId, context, type Json, more } from './page-parts.ts';

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
