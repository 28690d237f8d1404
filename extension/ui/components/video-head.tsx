import { useState } from 'preact/hooks';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { formatTimecode } from '../timecode.ts';

const shownWidthPx = 320;

/**
 * The smallest picture that is large enough. Only of named hosts, encrypted: a page must not make the browser knock
 * at addresses of a local network.
 */
function findPicture({ thumbnails }: PageVideo): string | null {
  const usable = thumbnails.filter(({ url }) => /^https:\/\/[^/]+\.[a-z][a-z0-9-]*(:\d+)?\//i.test(url));
  const byWidth = [...usable].sort((one, other) => (one.width ?? 0) - (other.width ?? 0));
  return (byWidth.find(({ width }) => (width ?? 0) >= shownWidthPx) ?? byWidth.at(-1))?.url ?? null;
}

const liveLabels = {
  no: null,
  live: texts.page.live,
  upcoming: texts.page.upcoming,
  ended: texts.page.ended,
};

/** What the page holds: picture, title, author, duration, live or not. */
export function VideoHead({ video }: { video: PageVideo }) {
  const [broken, setBroken] = useState(false);
  const picture = broken ? null : findPicture(video);
  const facts = [
    video.author,
    liveLabels[video.live],
    video.durationSec === null || video.live === 'live' ? null : formatTimecode(video.durationSec),
    video.kind === 'playlist' ? texts.page.playlist(video.entryCount ?? video.entries.length) : null,
    new URL(video.url).hostname.replace(/^www\./, ''),
  ];
  return (
    <div class="video-head">
      {picture && (
        <img
          src={picture}
          alt=""
          referrerPolicy="no-referrer"
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
      <div>
        <h2 class="source-title" dir="auto">
          {video.title || texts.page.untitled}
        </h2>
        <p class="source-facts">
          {facts.filter(Boolean).map((fact, place) => (
            <>
              {place > 0 && ' · '}
              <bdi>{fact}</bdi>
            </>
          ))}
        </p>
      </div>
    </div>
  );
}
