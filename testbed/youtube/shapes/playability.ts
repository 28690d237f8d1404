import type { Video } from '../catalog/model.ts';
import { isVisible, type Json, type PageContext } from './page-context.ts';
import type { PlayerClient } from './player.ts';

export interface Playability extends Json {
  status: 'OK' | 'LOGIN_REQUIRED' | 'UNPLAYABLE' | 'ERROR' | 'LIVE_STREAM_OFFLINE';
}

/** Whether the asker may play it, and in the platform's words why not. */
export function toPlayability(context: PageContext, video: Video, client: PlayerClient): Playability {
  if (!isVisible(context, video)) {
    const text = 'This is a private video. Please sign in to verify that you may see it.';
    return refuse('LOGIN_REQUIRED', context.viewer ? 'Private video' : 'This video is private', {
      messages: [text],
    });
  }
  // A private video is not to be embedded, not even by its owner.
  if (video.privacy === 'private' && client === 'WEB_EMBEDDED_PLAYER')
    return refuse('ERROR', 'Video unavailable');
  switch (video.restriction) {
    case 'age':
      return context.viewer ? allow() : toAgeGate();
    case 'members':
      return refuse(
        'UNPLAYABLE',
        "This video is available to this channel's members on level: Friends (or any higher level). Join this channel to get access.",
      );
    case 'upcoming':
      return refuse('LIVE_STREAM_OFFLINE', 'Premieres in 3 days', {
        liveStreamability: { liveStreamabilityRenderer: { videoId: video.id, offlineSlate: {} } },
      });
    case 'kids':
      return client === 'VISIONOS' ? refuse('UNPLAYABLE', 'This video is not available') : allow();
    default:
      return allow();
  }
}

function allow(): Playability {
  return {
    status: 'OK',
    playableInEmbed: true,
    miniplayer: { miniplayerRenderer: { playbackMode: 'PLAYBACK_MODE_ALLOW' } },
    contextParams: 'Q0FFU0FnZ0M=',
  };
}

function refuse(status: Playability['status'], reason: string, more: Json = {}): Playability {
  const errorScreen = {
    playerErrorMessageRenderer: { reason: { simpleText: reason }, icon: { iconType: 'ERROR_OUTLINE' } },
  };
  return { status, reason, ...more, errorScreen, contextParams: 'Q0FBU0FnZ0E=' };
}

function toAgeGate(): Playability {
  return {
    status: 'LOGIN_REQUIRED',
    reason: 'Sign in to confirm your age',
    messages: ['This video may be inappropriate for some users.'],
    desktopLegacyAgeGateReason: 1,
    errorScreen: {
      playerErrorMessageRenderer: {
        reason: { simpleText: 'Sign in to confirm your age' },
        subreason: { simpleText: 'This video may be inappropriate for some users.' },
      },
    },
    contextParams: 'Q0FFU0FnZ0I=',
  };
}
