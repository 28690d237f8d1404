/** The way a browser came, looked at from the companion that it has started: all of it is proven, and is only to be named. */
import type { Hop } from '../../../shared/doctor.ts';
import { protocolVersion } from '../../../shared/protocol/envelope.ts';
import { buildConfigPath } from '../../directories.ts';
import type { Host } from '../../host.ts';
import { packageVersion } from '../../package-version.ts';
import { browserIds } from '../browsers.ts';
import { listManifestPlaces, type ManifestPlace } from '../locations.ts';
import { buildOwnCommand } from '../program.ts';
import { realSystem } from '../system.ts';
import { listProfilePlaces, toCaller } from './examine-install.ts';
import { byCommand, pass, warn } from './hop.ts';
import { examineManifest } from './manifest.ts';
import { judgeNode } from './node.ts';

/** Who asks, in the words of the command. */
export interface PortExamination {
  host: Host;
  browser: string | null;
  extensionId: string;
}

function listPlaces({ host, browser }: PortExamination): ManifestPlace[] {
  const { machine, config } = host;
  const known = browserIds.filter((id) => browser === null || id === browser);
  const ids = known.length > 0 ? known : browserIds;
  return [
    ...ids.flatMap((id) => listManifestPlaces(id, machine)),
    ...listProfilePlaces(config.installed, machine),
  ];
}

async function examineWay(examination: PortExamination): Promise<Hop[]> {
  const { host, extensionId } = examination;
  const about = {
    machine: host.machine,
    system: realSystem,
    caller: toCaller(extensionId),
    toCommand: buildOwnCommand,
  };
  for (const place of listPlaces(examination)) {
    const { hops, launcher } = await examineManifest(place, about);
    if (launcher) return hops.filter(({ id }) => id !== 'node');
  }
  const text =
    'The browser has started the companion through a manifest that is not where manifests usually are.';
  return [warn('manifest', text, byCommand('Install it for this browser.', buildOwnCommand(['install'])))];
}

/** From the manifest to the protocol. */
export async function examinePort(examination: PortExamination): Promise<Hop[]> {
  const { machine } = examination.host;
  return [
    ...(await examineWay(examination)),
    pass('settings', buildConfigPath(machine)),
    pass('start', `version ${packageVersion}, process ${process.pid}`),
    judgeNode(process.version),
    pass('protocol', `version ${protocolVersion}`),
  ];
}
