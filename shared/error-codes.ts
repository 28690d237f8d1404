/**
 * Every error a user can meet, by code. The list is append-only: codes are stored in jobs and manifests and
 * cross the wire to the companion unchanged. Each has one sentence for the user: what happened, what to do.
 * Plain data: the error that is thrown is in app-error.ts, its form on the wire in wire-error.ts.
 */

interface CodeEntry {
  /** Shown to the user as it stands. */
  sentence: string;
  /** True when trying again, at once or later, can succeed without anybody's help: exports do, see `core/jobs/retry.ts`. */
  retryable: boolean;
}

const entry = (sentence: string, retryable = false): CodeEntry => ({ sentence, retryable });

export const errorCodes = {
  'input.invalid': entry('The request was not understood; please update the extension and the companion.'),
  'input.not_supported': entry('This page is not one that Star Export can save.'),
  'input.several_videos': entry('There are several videos on this page; choose one of them.'),
  'input.path_unsafe': entry('A file name or folder was refused because it points outside the archive.'),
  'input.url_refused': entry('The address was refused because it does not belong to the platform.'),
  'input.unreadable': entry(
    'The file could not be read; check that it exists and is a page, JSON body or HAR.',
  ),
  'input.file_missing': entry('The file is not there any more; it may have been moved, renamed or deleted.'),
  'input.name_taken': entry('Something of this name is already there; move it or choose another name.'),
  'platform.login_required': entry('The site says you are logged out; log in there and resume.'),
  'platform.account_changed': entry(
    'The site is logged in as somebody else than when this began; log in as before and resume, or begin anew.',
  ),
  'platform.consent_required': entry('The site asks for cookie consent; answer it in the tab and resume.'),
  'platform.rate_limited': entry('The site asked us to slow down; it goes on by itself later.', true),
  'platform.budget_spent': entry(
    'Enough was asked of this account for now; the export goes on by itself later.',
    true,
  ),
  'platform.checkpoint': entry('The site wants to check that it is you; do that in the tab and resume.'),
  'platform.page_changed': entry('The page has a shape Star Export does not know yet; please report it.'),
  'platform.not_found': entry('The site says this page does not exist or was removed.'),
  'platform.private': entry('This is private and the logged-in account may not see it.'),
  'platform.age_gate': entry('The site wants your age confirmed before it shows this.'),
  'platform.removed_feature': entry('The site has removed this page (Trending ended in July 2025).'),
  'platform.unavailable': entry('The site says this video is not available.'),
  'platform.not_finished': entry('This is live or upcoming; it can be saved once it is over.'),
  'platform.members_only': entry('This is for channel members only.'),
  'platform.tab_lost': entry('The tab that was being read was closed; the export opens a new one.', true),
  'platform.no_answer': entry(
    'The site answered with nothing, as it does when it is asked too often; the export goes on later.',
    true,
  ),
  'platform.tab_hidden': entry(
    'The site hands this list only to a page that is looked at; bring its tab to the front and resume.',
  ),
  'host.missing': entry('The companion is not installed; video files need it. See "Install the companion".'),
  'host.forbidden': entry('The companion does not know this extension; run its install command again.'),
  'host.disconnected': entry('The companion stopped; it goes on when it is started again.', true),
  'host.protocol': entry('Extension and companion are of different versions; update the older one.'),
  'host.busy': entry('The companion is already writing this file.', true),
  'host.moved': entry('A part of the companion was moved or removed; run its install command again.'),
  'host.settings': entry("The companion's settings are broken; run its install command again."),
  'host.failed': entry('The companion met an unexpected error; its log says more.', true),
  'host.no_picker': entry(
    'There is no program here that shows folders; name the folder on the command line.',
  ),
  'host.folder_refused': entry('This folder cannot be used; choose one of your own that can be written to.'),
  'ytdlp.missing': entry('yt-dlp was not found; install it and try again.'),
  'ytdlp.outdated': entry('yt-dlp is too old to be safe; update it and try again.'),
  'ytdlp.update_failed': entry('yt-dlp could not be updated; the one that was there before stays in use.'),
  'ytdlp.no_previous': entry('There is no earlier yt-dlp to go back to.'),
  'ytdlp.failed': entry('yt-dlp could not download this video.'),
  'ytdlp.stalled': entry('The download stopped moving and was ended; it can be resumed.', true),
  'ffmpeg.missing': entry('ffmpeg was not found; install it and try again.'),
  'ffmpeg.failed': entry('ffmpeg could not put the video and sound together.'),
  'ffmpeg.stalled': entry('ffmpeg stopped moving and was ended.'),
  'ffmpeg.memory': entry(
    'ffmpeg needed more memory than it may use; the file may be a trap, or too large for this machine.',
  ),
  'ffmpeg.no_encoder': entry(
    'This ffmpeg lacks what the chosen format needs; install a full build of ffmpeg.',
  ),
  'ffmpeg.too_large': entry(
    'The file is too large to be converted in the browser; the companion can convert it.',
  ),
  'media.incomplete': entry('The connection ended before the whole file had arrived.', true),
  'media.wrong_type': entry('What arrived is not the kind of file that was expected.'),
  'media.damaged': entry('The file does not match its length, hash or duration.'),
  'media.unsupported': entry('This kind of media file is not one that Star Export opens.'),
  'media.codec_unfit': entry(
    'The tracks do not fit into the chosen kind of file; choose another kind, or convert.',
  ),
  'media.drm': entry('This is protected by DRM and cannot be saved.'),
  'media.too_large': entry(
    'A page, a playlist or a segment of a stream is far larger than any should be, so it was not read.',
  ),
  'media.over_limit': entry('The file is larger than you chose to save.'),
  'media.over_site_limit': entry('The file is larger than any that this site serves, so it was not taken.'),
  'media.parts_differ': entry(
    'The stream changes in the middle to another kind of picture or sound, so that its parts cannot become one file; choose another of its sizes, or its sound alone.',
  ),
  'media.expired': entry('The address of the file has expired and could not be renewed.', true),
  'storage.full': entry('The disk is full; free some space and resume.'),
  'storage.failed': entry('The browser could not store the data.', true),
  'storage.read_only': entry('The folder cannot be written to; choose another one.'),
  'storage.permission': entry(
    'The browser wants to be asked again whether this place may be written to; press Resume in the dashboard.',
  ),
  'storage.folder_missing': entry(
    'The folder of the archive is gone; put it back and resume, or cancel and start anew.',
  ),
  'storage.unreadable': entry(
    'What the library holds of this export cannot be read, as when a newer version wrote it; update the extension, or remove the export from the list and start anew.',
  ),
  'storage.place_taken': entry(
    'The ZIP file that was picked holds another archive, which stays; this export is among the downloads.',
  ),
  'net.offline': entry('There is no connection; it goes on when there is one.', true),
  'net.failed': entry('The request failed on the way.', true),
  'net.http': entry('The server answered with an error.', true),
  'net.permission': entry('The browser has to be allowed to fetch from this site; allow it and try again.'),
  'net.private_address': entry(
    'The address leads into a private network, which is refused; allow it in the companion if it is yours.',
  ),
  'net.timeout': entry('The server did not answer in time.', true),
  'archive.missing_file': entry('A file listed in the manifest is missing.'),
  'archive.extra_file': entry('A file is in the archive but not in its manifest.'),
  'archive.damaged': entry('A file in the archive differs from its manifest.'),
  'archive.unreadable': entry(
    'A file of the archive could not be read, so nothing can be said of it; look after the disk, or who may read it, and check again.',
  ),
  'archive.no_manifest': entry('There is no readable manifest.json here, so nothing can be checked.'),
  'job.cancelled': entry('The export was cancelled.'),
  'job.paused': entry('The download is paused; it goes on from where it was when you resume it.'),
  'job.unknown': entry('This download is no longer known; start it anew.'),
  'bug.unexpected': entry('Something unexpected happened; please report it.'),
} as const satisfies Record<string, CodeEntry>;

export type ErrorCode = keyof typeof errorCodes;
