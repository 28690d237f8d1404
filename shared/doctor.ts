/**
 * What can be wrong between a browser and the companion, hop by hop, in the words that both sides use. The companion
 * looks at most of it (command `doctor`); what went wrong before there was a port only the browser's own error text
 * tells, see `buildPortHops`. Plain data without zod, because the popup carries it.
 */

/** Every hop in the order in which they come; a hop behind a failed one is only looked at when it does not need that one. */
export const hopTitles = {
  manifest: 'The browser knows the companion',
  'manifest-content': 'Its manifest can be read',
  callers: 'This extension may call it',
  launcher: 'Its launcher is there and may be run',
  runtime: 'Node and the program behind the launcher are there',
  settings: 'Its settings can be read',
  start: 'It starts and answers',
  node: 'Its Node is new enough',
  protocol: 'Both sides speak the same protocol',
  'yt-dlp': 'yt-dlp is there, recent and safe',
  'yt-dlp-solver': 'yt-dlp can solve the scripts of YouTube',
  'js-runtime': 'yt-dlp has a program to run them with',
  ffmpeg: 'ffmpeg and ffprobe are there',
  encoders: 'ffmpeg can write the usual formats',
  archives: 'The folder for archives can be written to',
  downloads: 'The folder for downloads can be written to',
  disk: 'There is room on the disk',
  clock: 'The clock is right',
  leftovers: 'Nothing is left over from companions that were killed',
  log: 'The log can be written',
} as const;

export type HopId = keyof typeof hopTitles;

/** All hops, in their order. */
export const hopIds = Object.keys(hopTitles) as HopId[];

/** `warning`: works, but something is lacking or will be; `failed`: does not work until it is repaired. */
export type HopState = 'ok' | 'warning' | 'failed';

/** What the extension can do about a hop by a button. */
export const fixActions = {
  /** Show how the companion is installed. */
  install: 'Install the companion',
  /** Command `update`: fetch a yt-dlp that is recent and safe. */
  update: 'Update yt-dlp',
  /** Command `choose-folder` for archives. */
  'choose-archives': 'Choose another folder for archives',
  /** Command `choose-folder` for downloads. */
  'choose-downloads': 'Choose another folder for downloads',
  /** Reload the extension, which may be an old one. */
  'update-extension': 'Update the extension',
} as const;

export type FixAction = keyof typeof fixActions;

/** How a hop is repaired. `text` is one sentence in every case. */
export type Fix =
  /** To be copied to a terminal as it stands. */
  | { kind: 'command'; text: string; command: string }
  | { kind: 'action'; text: string; action: FixAction }
  | { kind: 'sentence'; text: string };

/** One hop that was looked at. */
export interface Hop {
  id: HopId;
  state: HopState;
  /** What was found: a path, a version, or what is wrong. */
  text: string;
  /** Null when there is nothing to repair. */
  fix: Fix | null;
}

/** How a port to the companion ended, or did not begin. */
export interface PortEnd {
  /** The browser's own text (`runtime.lastError`, Firefox: `port.error`); null when the port is open and silent. */
  error: string | null;
  /** Whether anything had come through this port before. */
  hasAnswered: boolean;
  /** The extension's own id, for the fix. */
  extensionId: string;
}

type PortCase = 'not-found' | 'forbidden' | 'not-started' | 'not-runnable' | 'silent' | 'lost' | 'unknown';

/**
 * Chromium's texts, each met with the faults behind it in Chromium 156 on Linux: "not found" stands for a missing manifest,
 * one that is not JSON or lacks a field, another name, callers with a wildcard or without the slash, a relative path and
 * a path to nothing. A launcher without the execute bit, one whose Node or program is gone, and one that prints
 * something else end as "has exited" or, when the browser was writing at that moment, as "error when communicating".
 * Firefox 153 has one text for everything up to the callers, and "unexpected error" for a launcher that is gone or may not
 * be run; a companion that ends closes the port without a word (which `host-port` calls "port closed").
 */
const portTexts: readonly [RegExp, PortCase][] = [
  [/native messaging host not found|No such native application/i, 'not-found'],
  [/native messaging host is forbidden/i, 'forbidden'],
  [/Failed to start native messaging host|An unexpected error occurred/i, 'not-runnable'],
  [
    /Native host has exited|Error when communicating with the native messaging host|^port closed$/i,
    'not-started',
  ],
  [/Native application tried to send a message/i, 'not-started'],
];

function toCase({ error, hasAnswered }: PortEnd): PortCase {
  if (error === null) return hasAnswered ? 'unknown' : 'silent';
  const known = portTexts.find(([text]) => text.test(error))?.[1] ?? 'unknown';
  return hasAnswered && known === 'not-started' ? 'lost' : known;
}

const installAgain: Fix = {
  kind: 'action',
  action: 'install',
  text: "Run the companion's install command (again), then look once more.",
};

const failed = (id: HopId, text: string, fix: Fix): Hop => ({ id, state: 'failed', text, fix });

const proven = (...ids: HopId[]): Hop[] =>
  ids.map((id) => ({ id, state: 'ok', text: 'The browser came past this.', fix: null }));

const silence =
  'The companion was started and did not answer. Something stands in its way: a virus scanner, a full disk, or very little memory.';

const restart: Fix = {
  kind: 'sentence',
  text: 'Restart the browser; if that does not help, run `doctor` of the companion in a terminal: it sees more from there.',
};

/**
 * The hops that the end of a port tells about, the failed one last; hops behind that are unknown. Empty when the text is
 * none of those that are known.
 */
export function buildPortHops(end: PortEnd): Hop[] {
  switch (toCase(end)) {
    case 'not-found':
      return [
        failed(
          'manifest',
          'The browser finds no companion: it was not installed for this browser, its manifest is damaged, or the folder it was installed from was moved.',
          installAgain,
        ),
      ];
    case 'forbidden':
      return [
        ...proven('manifest', 'manifest-content'),
        failed('callers', 'The companion is installed, but for another extension than this one.', {
          kind: 'command',
          text: 'Install it for this extension too; from a checkout with this command.',
          command: `npm run host -- install --extension-id ${end.extensionId}`,
        }),
      ];
    case 'not-runnable':
      return [
        ...proven('manifest', 'manifest-content', 'callers'),
        failed('launcher', 'The browser could not run the launcher of the companion.', installAgain),
      ];
    case 'not-started':
      return [
        ...proven('manifest', 'manifest-content', 'callers'),
        failed(
          'runtime',
          'The launcher of the companion ended at once: it may not be run, or the Node or the program it names is gone.',
          installAgain,
        ),
      ];
    case 'silent':
      return [
        ...proven('manifest', 'manifest-content', 'callers', 'launcher'),
        failed('start', silence, restart),
      ];
    case 'lost':
      return [
        ...proven('manifest', 'manifest-content', 'callers', 'launcher', 'runtime'),
        failed('start', 'The companion answered, and was ended while it worked.', restart),
      ];
    case 'unknown':
      return [];
  }
}

/**
 * An error as the companion, or its launcher, told it before it would serve: a frame with `id: null` and a code that begins
 * with `host.`, or the answer to hello. Behind such a frame nothing comes any more: calls that wait are to be ended with it.
 */
export interface ToldError {
  code: string;
  message: string;
  context: Readonly<Record<string, unknown>>;
}

/** The hops that such an error tells about, in their order. Empty for a code that says nothing of them. */
export function buildErrorHops({ code, message, context }: ToldError): Hop[] {
  switch (code) {
    case 'host.forbidden':
      return [
        ...proven('manifest', 'manifest-content'),
        failed('callers', message, installAgain),
        ...proven('launcher', 'runtime', 'settings'),
      ];
    case 'host.moved':
      return [
        ...proven('manifest', 'manifest-content', 'callers', 'launcher'),
        failed('runtime', message, installAgain),
      ];
    case 'host.settings':
      return [
        ...proven('manifest', 'manifest-content', 'callers', 'launcher', 'runtime'),
        failed('settings', message, installAgain),
      ];
    case 'host.protocol':
      return [
        ...proven('manifest', 'manifest-content', 'callers', 'launcher', 'runtime', 'settings', 'start'),
        failed('protocol', message, isExtensionOlder(context) ? updateExtension : installAgain),
      ];
    default:
      return [];
  }
}

/** `context` of `host.protocol`: the newest version that each side speaks. */
const isExtensionOlder = ({ companion, extension }: ToldError['context']): boolean =>
  typeof companion === 'number' && typeof extension === 'number' && extension < companion;

const updateExtension: Fix = {
  kind: 'action',
  action: 'update-extension',
  text: 'Update the extension: build it anew and reload it, or let the browser do it.',
};
