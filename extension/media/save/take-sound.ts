/** The sound of a file of an export becomes one of its archive: as it is, or converted where another kind is wanted. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { downloadChoiceSchema } from '../../../shared/protocol/download-commands.ts';
import type { SoundRequest } from '../../core/items/film-requests.ts';
import { moveFile, openFile, openJobFolder, removeFile } from '../files/opfs-folder.ts';
import { toSoundPath } from './convert-sound.ts';
import { joinMedia } from './join-media.ts';
import { type JoinOrder, listContainers } from './save-order.ts';

/** For the export with this id. */
export interface SoundOrder extends SoundRequest {
  jobId: string;
}

const toJoinOrder = ({ jobId, format, shown }: SoundOrder): JoinOrder => ({
  downloadId: jobId,
  url: shown.comment ?? '',
  title: shown.title ?? '',
  author: shown.author,
  choice: downloadChoiceSchema.parse({ quality: 'audio', audioFormat: format, embedMetadata: true }),
});

/**
 * Makes the file beside its source and only then gives it its name, with the type of what was made. The source stays.
 * Throws `media.unsupported` where there is no sound, `media.codec_unfit` where it cannot become what is wanted, and as
 * `muxFiles`.
 */
export async function takeSound(given: SoundOrder, signal: AbortSignal): Promise<FileRecord> {
  const { jobId, from, path, format } = given;
  const order = toJoinOrder(given);
  const stem = `${from}.sound`;
  const folder = await openJobFolder(jobId);
  try {
    const wish = { stem, video: { path: from }, audio: null, captions: [] };
    const { record, container } = await joinMedia(order, wish, { signal, onProgress: () => undefined });
    if (format !== null && container !== format)
      throw new AppError('media.codec_unfit', `The sound could not be made ${format}.`, {
        context: { container, wanted: format },
      });
    signal.throwIfAborted();
    const place = path.replace(/\w+$/, container);
    await moveFile(await openFile(folder, record.path, false), folder, place);
    return { ...record, path: place };
  } finally {
    const drafts = listContainers(order.choice).map((container) => `${stem}.${container}`);
    if (format !== null) drafts.push(toSoundPath({ path: from, format }));
    for (const draft of drafts) await removeFile(folder, draft);
  }
}
