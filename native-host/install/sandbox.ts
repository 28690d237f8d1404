/** What a browser in a sandbox needs beside its manifest: said as commands, and done when the user asks for it. */
import { hostName } from '../../shared/protocol/envelope.ts';
import { quoteShell } from './launcher.ts';
import type { ManifestPlace, Sandbox } from './locations.ts';

/** One permission, as the commands that give it and take it back. */
export interface Grant {
  /** Written down by `install` for `uninstall`. */
  id: string;
  label: string;
  give: readonly [string, ...string[]];
  takeBack: readonly [string, ...string[]];
  /** Shows what is given already; its output then holds `shows`. */
  ask: readonly [string, ...string[]];
  shows: RegExp;
  /** What the user gives away with it. */
  meaning: string;
  /** False when the browser asks the user itself. */
  isNeeded: boolean;
}

const flatpakBus = 'org.freedesktop.Flatpak';

function buildGrant(label: string, sandbox: Sandbox): Grant {
  if (sandbox.kind === 'flatpak') {
    const { app } = sandbox;
    return {
      id: `flatpak override ${app}`,
      label,
      give: ['flatpak', 'override', '--user', `--talk-name=${flatpakBus}`, app],
      takeBack: ['flatpak', 'override', '--user', `--no-talk-name=${flatpakBus}`, app],
      ask: ['flatpak', 'override', '--user', '--show', app],
      shows: new RegExp(`^${flatpakBus.replaceAll('.', '\\.')}=talk`, 'm'),
      meaning: `It lets ${label} start any program outside of its sandbox, not only the companion.`,
      isNeeded: true,
    };
  }
  const app = `snap.${sandbox.name}`;
  return {
    id: `webextensions ${app}`,
    label,
    give: ['flatpak', 'permission-set', 'webextensions', hostName, app, 'yes'],
    takeBack: ['flatpak', 'permission-remove', 'webextensions', hostName, app],
    ask: ['flatpak', 'permissions', 'webextensions', hostName],
    shows: new RegExp(`${app.replaceAll('.', '\\.')}\\s+yes`),
    meaning: `It lets ${label} start the companion; without it the browser asks once.`,
    isNeeded: false,
  };
}

/** Each permission once. */
export function listGrants(places: readonly ManifestPlace[]): Grant[] {
  const grants = places.flatMap(({ label, sandbox }) => (sandbox ? [buildGrant(label, sandbox)] : []));
  return [...new Map(grants.map((grant) => [grant.id, grant])).values()];
}

/** The grant of an id that `install` wrote down, or null when the id is none. */
export function readGrant(id: string): Grant | null {
  const flatpak = /^flatpak override (\S+)$/.exec(id)?.[1];
  if (flatpak) return buildGrant(flatpak, { kind: 'flatpak', app: flatpak });
  const snap = /^webextensions snap\.(\S+)$/.exec(id)?.[1];
  return snap ? buildGrant(snap, { kind: 'snap', name: snap }) : null;
}

const plain = /^[\w./:=@+-]+$/;

/** A command as it is typed in a terminal. */
export const toCommandLine = (command: readonly string[]): string =>
  command.map((word) => (plain.test(word) ? word : quoteShell(word))).join(' ');
