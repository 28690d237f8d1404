/** The programs we are measured against, found or installed. */
import { createSystem, type System } from '../../scripts/setup/system.ts';
import { installSystemPackage, SetupError, type SystemPackage } from '../../scripts/setup/system-package.ts';
import { readTools, type YtDlp } from '../../scripts/tools.ts';

/** A peer on this machine. */
export interface Peer {
  path: string;
  version: string;
}

export interface Peers {
  curl: Peer;
  wget: Peer;
  aria2c: Peer;
  ytDlp: YtDlp;
}

const toPackage = (name: string): SystemPackage => ({
  label: name,
  apt: name,
  dnf: name,
  pacman: name,
  brew: name,
  winget: null,
  otherwise: `Install ${name}, and see that it is found by its name.`,
});

async function findPeer(system: System, program: string): Promise<Peer | null> {
  const path = system.find(program);
  if (!path) return null;
  const { stdout } = await system.run(path, ['--version']);
  return { path, version: /\d+\.\d[\w.]*/.exec(stdout)?.[0] ?? 'unknown' };
}

async function preparePeer(system: System, program: string, packageName = program): Promise<Peer> {
  const found = await findPeer(system, program);
  if (found) return found;
  await installSystemPackage(system, toPackage(packageName));
  const installed = await findPeer(system, program);
  if (!installed) throw new SetupError(`${packageName} was installed but ${program} is not found.`);
  return installed;
}

/** Installs what is missing where it may (apt); throws a SetupError with the command to type otherwise. */
export async function preparePeers(): Promise<Peers> {
  const system = createSystem();
  return {
    curl: await preparePeer(system, 'curl'),
    wget: await preparePeer(system, 'wget'),
    aria2c: await preparePeer(system, 'aria2c', 'aria2'),
    ytDlp: (await readTools()).ytDlp,
  };
}
