/** Name of the BroadcastChannel on which the background tells open pages what changed. */
export const newsChannelName = 'star-export-news';
