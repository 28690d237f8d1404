/** Lets the person at this machine pick a folder. What is picked is checked and stored here, and never comes from a message. */
import { mkdtemp, realpath, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import type { FolderPurpose } from '../../shared/protocol/companion-commands.ts';
import { readErrno } from '../archive/file-errors.ts';
import { type Config, readConfig, toDownloadsFolder, writeConfig } from '../config.ts';
import type { Machine } from '../directories.ts';
import type { Host } from '../host.ts';
import { buildOwnCommand } from '../install/program.ts';
import { buildScreenEnvironment } from '../programs/child-environment.ts';
import { createTail } from '../programs/line-splitter.ts';
import { runGroup } from '../programs/run-group.ts';
import { findProgram } from '../programs/tool.ts';
import { judgeFolder } from './judge-folder.ts';
import { listPickers, type Picker, type PickerEnd, parsePickedPath, type Question } from './pickers.ts';

/** A window that nobody looks at is closed after this long. */
const patienceMs = 10 * 60_000;
/** How often a folder that cannot be used is asked for again. */
const maxQuestions = 3;

/** The setting that a purpose stands for, and what its picker says. */
const purposes = {
  archives: { setting: 'root', title: 'Choose a folder for archives' },
  downloads: { setting: 'downloads', title: 'Choose a folder for downloads' },
} as const;

/** With what a picker is shown. */
export interface ChooseControl {
  host: Host;
  signal: AbortSignal;
}

interface FoundPicker extends Picker {
  /** Absolute. */
  path: string;
}

/** Throws `host.no_picker` with the command that does the same. */
function findPicker(machine: Machine, purpose: FolderPurpose): FoundPicker {
  for (const picker of listPickers(machine)) {
    const path = findProgram(machine, picker.program);
    if (path !== null) return { ...picker, path };
  }
  const command = buildOwnCommand(['folder', purpose, 'DIR']);
  throw new AppError('host.no_picker', `There is no program here that shows folders; use: ${command}`, {
    context: { command },
  });
}

async function runPicker(
  picker: FoundPicker,
  question: Question,
  control: ChooseControl,
): Promise<PickerEnd> {
  const { host, signal } = control;
  const lines: string[] = [];
  const errors = createTail();
  const end = await runGroup({
    command: picker.path,
    args: picker.buildArguments(question),
    env: { ...buildScreenEnvironment(host.machine), ...picker.buildEnvironment(question) },
    cwd: host.machine.temp,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    log: host.log,
    // A folder is one line; of anything longer it is enough to know that.
    onLine: (line) => lines.length < 2 && lines.push(line),
    onErrorLine: errors.add,
  });
  signal.throwIfAborted();
  return { exitCode: end.exitCode, output: lines.join('\n'), errorText: errors.lines().join('\n') };
}

/** What was picked; null when the window was closed, or stood open for ten minutes. Throws `host.failed`. */
async function ask(picker: FoundPicker, question: Question, control: ChooseControl): Promise<string | null> {
  const end = await runPicker(picker, question, control);
  if (end.exitCode === 0) return parsePickedPath(end.output);
  if (end.exitCode === null || picker.isDismissed(end)) return null;
  control.host.log.write('picker', `${picker.program} ${end.exitCode} ${end.errorText}`);
  throw new AppError('host.failed', `${picker.program} could not show a window.`);
}

/** Why a folder cannot be used, or its path without links. */
async function checkPicked(path: string, machine: Machine): Promise<{ path: string } | { why: string }> {
  try {
    const real = await realpath(path);
    if (!(await stat(real)).isDirectory()) return { why: 'That is not a folder.' };
    const why = judgeFolder(real, machine);
    if (why !== null) return { why };
    // The only sure way to know, on network shares and in sandboxes too.
    await rmdir(await mkdtemp(join(real, '.star-export-')));
    return { path: real };
  } catch (error) {
    if (readErrno(error) === null) throw error;
    return { why: 'Nothing can be written there.' };
  }
}

async function store(host: Host, change: Partial<Config>): Promise<void> {
  // Read again: the command line may have changed something while the window was open.
  await writeConfig(host.machine, { ...(await readConfig(host.machine)), ...change });
}

/** The folder that is set now, or the nearest above it that is there: pickers do not begin in one that is not. */
async function findStart({ config, machine }: Host, purpose: FolderPurpose): Promise<string> {
  let start = purpose === 'archives' ? config.root : toDownloadsFolder(config, machine);
  while (start !== dirname(start) && !(await stat(start).catch(() => null))?.isDirectory())
    start = dirname(start);
  return start;
}

let isOpen = false;

/**
 * Shows the picker of this system and stores what was chosen; null when nothing was. A folder that cannot be used is
 * asked for again, with the reason in the title, twice. Throws `host.no_picker`, `host.busy` while another is open,
 * `host.folder_refused` for a third folder that cannot be used, and `host.failed`.
 */
export async function pickFolder(purpose: FolderPurpose, control: ChooseControl): Promise<string | null> {
  const { machine } = control.host;
  const picker = findPicker(machine, purpose);
  if (isOpen) throw new AppError('host.busy', 'A window for choosing a folder is open already.');
  isOpen = true;
  try {
    const { setting, title } = purposes[purpose];
    const start = await findStart(control.host, purpose);
    let why = '';
    for (let count = 0; count < maxQuestions; count += 1) {
      const picked = await ask(picker, { title: why === '' ? title : `${why} ${title}`, start }, control);
      if (picked === null) return null;
      const checked = await checkPicked(picked, machine);
      if ('path' in checked) {
        await store(control.host, { [setting]: checked.path });
        return checked.path;
      }
      why = checked.why;
    }
    throw new AppError('host.folder_refused', why);
  } finally {
    isOpen = false;
  }
}
