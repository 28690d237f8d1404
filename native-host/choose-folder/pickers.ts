/** Programs that let a person pick a folder, by system, as data. */
import type { Machine } from '../directories.ts';

/** What a picker shows. */
export interface Question {
  title: string;
  /** Absolute folder to begin in. */
  start: string;
}

/** How a picker has ended. */
export interface PickerEnd {
  exitCode: number | null;
  output: string;
  errorText: string;
}

/** A program that shows a window, and prints the folder that was chosen in it. */
export interface Picker {
  program: string;
  buildArguments(question: Question): string[];
  /** What it is given by the environment, because its command line cannot carry it safely. */
  buildEnvironment(question: Question): Record<string, string>;
  /** True when the person closed the window without choosing; anything else that is not exit code 0 is a failure. */
  isDismissed(end: PickerEnd): boolean;
}

const byArguments = { buildEnvironment: () => ({}) };

const zenity: Picker = {
  ...byArguments,
  program: 'zenity',
  // The slash makes it open the folder instead of marking it in the one above.
  buildArguments: ({ title, start }) => [
    '--file-selection',
    '--directory',
    `--title=${title}`,
    `--filename=${start}/`,
  ],
  // It ends with 1 as well when it cannot open a window, and then says so.
  isDismissed: ({ exitCode, errorText }) => exitCode === 1 && !/display|init server/i.test(errorText),
};

const kdialog: Picker = {
  ...byArguments,
  program: 'kdialog',
  buildArguments: ({ title, start }) => ['--title', title, '--getexistingdirectory', start],
  isDismissed: ({ exitCode, errorText }) => exitCode === 1 && !/display|platform plugin/i.test(errorText),
};

const osascript: Picker = {
  ...byArguments,
  program: 'osascript',
  buildArguments: ({ title, start }) => [
    ...['-e', 'on run argv'],
    ...['-e', 'set start to POSIX file (item 2 of argv)'],
    ...['-e', 'return POSIX path of (choose folder with prompt (item 1 of argv) default location start)'],
    ...['-e', 'end run', title, start],
  ],
  // Error -128 of AppleScript is "User canceled".
  isDismissed: ({ errorText }) => errorText.includes('-128'),
};

/** A form on top of the browser's window owns the dialog, which would open behind it otherwise. */
const dialogScript = [
  'Add-Type -AssemblyName System.Windows.Forms',
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
  '$dialog = New-Object System.Windows.Forms.FolderBrowserDialog',
  '$dialog.Description = $env:STAR_EXPORT_PICK_TITLE',
  '$dialog.SelectedPath = $env:STAR_EXPORT_PICK_START',
  '$owner = New-Object System.Windows.Forms.Form -Property @{ TopMost = $true }',
  "if ($dialog.ShowDialog($owner) -ne 'OK') { exit 3 }",
  '[Console]::Out.Write($dialog.SelectedPath)',
].join('; ');

const powershell: Picker = {
  program: 'powershell',
  buildArguments: () => ['-NoProfile', '-STA', '-Command', dialogScript],
  buildEnvironment: ({ title, start }) => ({ STAR_EXPORT_PICK_TITLE: title, STAR_EXPORT_PICK_START: start }),
  isDismissed: ({ exitCode }) => exitCode === 3,
};

/** The pickers that may be there, best first. Without a screen there is none. */
export function listPickers({ platform, env }: Pick<Machine, 'platform' | 'env'>): readonly Picker[] {
  if (platform === 'darwin') return [osascript];
  if (platform === 'win32') return [powershell];
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return [];
  return /KDE|LXQt/i.test(env.XDG_CURRENT_DESKTOP ?? '') ? [kdialog, zenity] : [zenity, kdialog];
}

/** The folder that a picker has printed: one line, without the slash that some put behind it. Null when it is none. */
export function parsePickedPath(output: string): string | null {
  const path = output.replace(/\r?\n$/, '');
  if (path === '' || /[\r\n\0]/.test(path)) return null;
  return path.length > 1 && !/^[A-Za-z]:[\\/]$/.test(path) ? path.replace(/[\\/]$/, '') : path;
}
