import type { UpdateSource } from '../../shared/protocol/companion-commands.ts';
import type { Config } from '../config.ts';

/** A yt-dlp that can be had. */
export interface Offer {
  version: string;
  from: UpdateSource;
  /** Puts it into the folder for drafts. Throws `ytdlp.update_failed`, `media.damaged` and the codes of `fetchFile`. */
  install(): Promise<Placed>;
}

/** How it is run from there. */
export interface Placed {
  /** Of the program, in the folder; empty: the folder itself. */
  relative: string;
  /** What has to be set beside its path. */
  settings: Pick<Config, 'python'> | Record<string, never>;
}
