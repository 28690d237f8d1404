/** From files in the work folder to files under their names. */
import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { CommandRequest, CommandResponse } from '../../shared/protocol/commands.ts';
import { hashFile } from '../archive/commit-file.ts';
import { type Probe, probeFile } from '../ffmpeg/probe.ts';
import type { FfmpegTask } from '../ffmpeg/run-ffmpeg.ts';
import type { FetchedVideo } from '../yt-dlp/fetch-video.ts';
import { claimName } from './claim-name.ts';
import { cutSections, fitSections, toSectionName } from './cut-sections.ts';
import { commitMoves, type Moves } from './moves.ts';
import { fillTemplate } from './name-template.ts';
import type { Place } from './place.ts';

type Saved = CommandResponse<'download'>;

/** A file that lies in the work folder and will be named by its ending. */
interface Draft {
  /** Its place in the work folder. */
  draft: string;
  ending: string;
}

/** A video that was fetched and checked. */
export interface CheckedVideo {
  fetched: FetchedVideo;
  probe: Probe;
  sections: CommandRequest<'download'>['choice']['sections'];
  /** Address of the page. */
  source: string;
}

/** The file itself, or the parts of it that are wanted; and what is known of the first. */
async function makeMain({ fetched, probe, sections }: CheckedVideo, place: Place, task: FfmpegTask) {
  const { name, type } = fetched;
  if (sections.length === 0) return { drafts: [{ draft: `done/${name}`, ending: `.${type}` }], probe };
  const parts = fitSections(sections, probe.durationSec);
  const folder = join(place.workDirectory, 'cut');
  await cutSections({ file: join(place.workDirectory, 'done', name), type, sections: parts, folder }, task);
  const { ffmpeg, host, signal } = task;
  return {
    drafts: parts.map((part, index) => ({
      draft: `cut/${index}.${type}`,
      ending: `${toSectionName(part)}.${type}`,
    })),
    probe: await probeFile(join(folder, `0.${type}`), { ffmpeg, machine: host.machine, signal }),
  };
}

/** The stem of the files, reserved until they are there. */
async function reserveStem({ naming, root }: Place, { values }: FetchedVideo, drafts: readonly Draft[]) {
  if (naming.by === 'stem') return { stem: naming.stem, release: async () => undefined };
  const endings = drafts.map(({ ending }) => ending);
  return claimName(root, fillTemplate(naming.template, values), endings);
}

/** Cuts where parts are wanted, measures, and gives each file its name, all or none. Settles with what was saved. */
export async function nameFiles(checked: CheckedVideo, place: Place, task: FfmpegTask): Promise<Saved> {
  const { fetched, source } = checked;
  const main = await makeMain(checked, place, task);
  const beside = fetched.beside.map(({ name, ending }) => ({ draft: `done/${name}`, ending }));
  const drafts: Draft[] = [...main.drafts, ...beside];
  const { stem, release } = await reserveStem(place, fetched, drafts);
  try {
    const files: Moves['files'] = [];
    for (const { draft, ending } of drafts) {
      const measured = await hashFile(join(place.workDirectory, draft), task.signal);
      files.push({ draft, record: { path: stem + ending, ...measured, source } });
    }
    const [record, ...extras] = files.map((file) => file.record);
    if (!record) throw new AppError('bug.unexpected', 'A download has no file.');
    const title = fetched.video.title ?? '';
    const saved: Saved = { outcome: 'saved', record, extras, title, ...main.probe };
    task.signal.throwIfAborted();
    await commitMoves(place.root, place.workDirectory, { saved, files });
    return saved;
  } finally {
    await release();
  }
}
