/** The commands that exist. A new one is a file beside this, a line here, and its schemas in shared/protocol/commands.ts. */
import type { CommandName } from '../../shared/protocol/commands.ts';
import type { Command } from '../define-command.ts';
import { cancel } from './cancel.ts';
import { chooseFolder } from './choose-folder.ts';
import { doctor } from './doctor.ts';
import { download } from './download.ts';
import { dropParts } from './drop-parts.ts';
import { fetchFile } from './fetch.ts';
import { hello } from './hello.ts';
import { info } from './info.ts';
import { list } from './list.ts';
import { mux } from './mux.ts';
import { openArchiveFolder } from './open-archive.ts';
import { pause } from './pause.ts';
import { probe } from './probe.ts';
import { removeFiles } from './remove-files.ts';
import { resume } from './resume.ts';
import { reveal } from './reveal.ts';
import { thumbnails } from './thumbnails.ts';
import { transcode } from './transcode.ts';
import { update } from './update.ts';
import { verify } from './verify.ts';
import { writeArchiveFile } from './write-file.ts';
import { zip } from './zip.ts';

export const commandList: { [Name in CommandName]: Command<Name> } = {
  hello,
  'choose-folder': chooseFolder,
  update,
  doctor,
  'open-archive': openArchiveFolder,
  'write-file': writeArchiveFile,
  fetch: fetchFile,
  'drop-parts': dropParts,
  info,
  download,
  pause,
  resume,
  cancel,
  list,
  verify,
  zip,
  'remove-files': removeFiles,
  reveal,
  probe,
  mux,
  transcode,
  thumbnails,
};
