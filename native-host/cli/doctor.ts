import { AppError, toAppError } from '../../shared/app-error.ts';
import { type Fix, type Hop, hopTitles } from '../../shared/doctor.ts';
import { buildDefaultConfig, type Config, readConfig, toDownloadsFolder } from '../config.ts';
import { buildConfigPath, type Machine } from '../directories.ts';
import { createHost } from '../host.ts';
import { examineHost } from '../install/doctor/examine-host.ts';
import { type BrowserFindings, examineInstall, judgeNoBrowser } from '../install/doctor/examine-install.ts';
import { byAction, byHand, fail, pass } from '../install/doctor/hop.ts';
import { judgeNode } from '../install/doctor/node.ts';
import { startLauncher } from '../install/doctor/start.ts';
import { buildOwnCommand } from '../install/program.ts';
import { realSystem } from '../install/system.ts';
import { packageVersion } from '../package-version.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { parseBrowsers } from './parse-browsers.ts';

/** Broken settings are a finding; the rest is then looked at with the usual ones. */
async function readSettings(machine: Machine): Promise<{ config: Config; hop: Hop }> {
  try {
    return { config: await readConfig(machine), hop: pass('settings', buildConfigPath(machine)) };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!(thrown instanceof AppError)) throw thrown;
    // A new installation puts broken settings aside, and can do nothing about a file that is not ours.
    const fix =
      error.code === 'host.settings'
        ? byAction('install', 'Install the companion again.')
        : byHand('Make the file yours, or delete it and install again.');
    return { config: buildDefaultConfig(machine), hop: fail('settings', error.message, fix) };
  }
}

const actionCommands = {
  install: ['install'],
  update: ['update'],
  'choose-archives': ['folder', 'archives', 'DIR'],
  'choose-downloads': ['folder', 'downloads', 'DIR'],
  'update-extension': null,
} as const;

/** What a button of the extension does, as a command line of ours. */
function toTerminalFix(fix: Fix, toCommand: (args: readonly string[]) => string): Fix {
  const args = fix.kind === 'action' ? actionCommands[fix.action] : null;
  return args ? { kind: 'command', text: fix.text, command: toCommand(args) } : fix;
}

const toTerminalHop = (hop: Hop): Hop => ({
  ...hop,
  fix: hop.fix && toTerminalFix(hop.fix, buildOwnCommand),
});

const marks = { ok: 'ok  ', warning: 'warn', failed: 'BAD ' };

function describeHop({ id, state, text, fix }: Hop): string[] {
  const repair = fix ? [`       ${fix.text}`] : [];
  const command = fix?.kind === 'command' ? [`       ${fix.command}`] : [];
  return [`  ${marks[state]} ${id}: ${text}`, ...repair, ...command];
}

const describeBrowser = ({ label, hops }: BrowserFindings): string[] => [
  `${label}:`,
  ...hops.flatMap(describeHop),
];

export const doctor = defineCliCommand({
  name: 'doctor',
  usage: `doctor   what can be checked from outside the browser, and how to repair it
  --browser NAME       only this one; repeatable
  --extension-id ID    as seen by this extension`,
  options: {
    browser: { type: 'string', multiple: true },
    'extension-id': { type: 'string' },
  },
  operands: { from: 0, to: 0 },
  async run({ machine, values, progress }) {
    const { config, hop: settings } = await readSettings(machine);
    const browsers = await examineInstall({
      machine,
      system: realSystem,
      installed: config.installed,
      browsers: parseBrowsers(values.browser ?? []),
      extensionId: values['extension-id'] ?? null,
      toCommand: buildOwnCommand,
      start: startLauncher,
    });
    const found = browsers.map((one) => ({ ...one, hops: one.hops.map(toTerminalHop) }));
    const common = await examineHost({
      host: createHost(config, machine),
      nowMs: Date.now(),
      callerNowMs: null,
      onHop: ({ id }) => progress.show({ fraction: null, text: hopTitles[id] }),
    });
    const none = found.length > 0 ? [] : [judgeNoBrowser({ toCommand: buildOwnCommand })];
    const hops = [...none, settings, judgeNode(process.version), ...common].map(toTerminalHop);
    const ok = [...found.flatMap((one) => one.hops), ...hops].every(({ state }) => state !== 'failed');
    return {
      ok,
      lines: [
        ...found.flatMap(describeBrowser),
        'This machine:',
        ...hops.flatMap(describeHop),
        'Whether the browser itself can start the companion only the extension can tell: open its page "Companion".',
      ],
      json: {
        ok,
        version: packageVersion,
        config: buildConfigPath(machine),
        root: config.root,
        downloads: toDownloadsFolder(config, machine),
        origins: config.origins,
        installed: config.installed,
        browsers: found,
        hops,
      },
    };
  },
});
