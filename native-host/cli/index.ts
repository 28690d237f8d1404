/** The commands of the command line. A new one is a file beside this and a line here. */
import { allow } from './allow.ts';
import type { CliCommand } from './define-cli-command.ts';
import { doctor } from './doctor.ts';
import { download } from './download.ts';
import { fetch } from './fetch.ts';
import { folder } from './folder.ts';
import { hello } from './hello.ts';
import { info } from './info.ts';
import { install } from './install.ts';
import { mux } from './mux.ts';
import { probe } from './probe.ts';
import { repair } from './repair.ts';
import { thumbnails } from './thumbnails.ts';
import { transcode } from './transcode.ts';
import { uninstall } from './uninstall.ts';
import { update } from './update.ts';
import { verify } from './verify.ts';

/** In the order of the usage. */
export const cliCommands: readonly CliCommand[] = [
  install,
  uninstall,
  update,
  doctor,
  hello,
  folder,
  allow,
  info,
  download,
  fetch,
  verify,
  repair,
  probe,
  mux,
  transcode,
  thumbnails,
];
