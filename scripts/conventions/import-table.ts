/** Who may import whom: one row per room, first match wins. */

/** A room: where it is, and what code in it may reach for. */
export interface Room {
  name: string;
  /** Files that belong to it. `$1` in the other fields is what its first group has matched. */
  files: RegExp;
  /** What it may import: files of other rooms, and of its own when it is layered. */
  mayImport: RegExp[];
  /** It has an order inside, so that not even its own files are free. */
  isLayered?: true;
  /** Packages it may import; null: any. */
  packages: RegExp[] | null;
  /** May it use Node's built-in modules? */
  node: boolean;
  /** What to do instead, when something else is imported. */
  advice: string;
}

const shared = /^shared\//;
const core = /^extension\/core\//;
const contracts = /^extension\/(platforms\/platform|exporters\/exporter)\.ts$/;
const lists =
  /^extension\/(platforms\/(index|readers|file-rules)|exporters\/(index|manifest|bag|write-archive))\.ts$/;
const zod = /^zod$/;

const rooms: Room[] = [
  {
    name: 'shared',
    files: /^shared\//,
    mayImport: [],
    packages: [zod],
    node: false,
    advice: 'shared/ imports zod and nothing else; move what only one process needs into its room',
  },
  {
    name: 'extension/core',
    files: /^extension\/core\//,
    mayImport: [shared],
    packages: [zod],
    node: false,
    advice: 'core/ holds pure rules over shared/; pass in what a rule needs as an argument',
  },
  {
    name: 'extension/platforms/$1',
    files: /^extension\/platforms\/([^/]+)\//,
    mayImport: [shared, core, /^extension\/platforms\/platform\.ts$/],
    packages: [zod],
    node: false,
    advice:
      'a platform stands alone on shared/, core/ and platform.ts: what two platforms need goes to core/, storage and browser.* belong to the caller',
  },
  {
    name: 'extension/platforms',
    files: /^extension\/platforms\/[^/]+$/,
    mayImport: [shared, core, /^extension\/platforms\//],
    packages: [zod],
    node: false,
    advice: 'the list of platforms is plain data; what has effects belongs to jobs/ or an entrypoint',
  },
  {
    name: 'extension/exporters',
    files: /^extension\/exporters\//,
    mayImport: [shared, core],
    packages: [zod],
    node: false,
    advice:
      'an exporter turns items into text; the caller writes it, so take no storage, media or browser.* here',
  },
  {
    name: 'extension/storage',
    files: /^extension\/storage\//,
    mayImport: [shared, core],
    packages: null,
    node: false,
    advice: 'storage/ knows records only: let jobs/ or an entrypoint bring the two together',
  },
  {
    name: 'extension/capture',
    files: /^extension\/capture\//,
    mayImport: [shared, core],
    packages: [zod],
    node: false,
    advice: 'capture/ sees what a page asks and hands it on; what it means is the platform’s business',
  },
  {
    name: 'extension/media',
    files: /^extension\/media\//,
    mayImport: [shared, core],
    packages: null,
    node: false,
    advice: 'media/ works on handles and streams: pass the handle in',
  },
  {
    name: 'extension/messaging',
    files: /^extension\/messaging\//,
    mayImport: [shared, core],
    packages: null,
    node: false,
    advice: 'messaging/ only carries: pass the function that answers in',
  },
  {
    name: 'extension/jobs',
    files: /^extension\/jobs\//,
    mayImport: [shared, core, contracts, lists],
    packages: [zod, /^p-queue$/],
    node: false,
    advice:
      'jobs/ are verbs over ports: add what you need to jobs/ports.ts and let the background pass it in',
  },
  {
    name: 'extension/ui',
    files: /^extension\/ui\//,
    mayImport: [
      shared,
      core,
      /^extension\/messaging\/(client|protocol)\.ts$/,
      /^extension\/storage\/(queries|saved-options)\.ts$/,
    ],
    packages: null,
    node: false,
    advice:
      'ui/ asks through messaging/client.ts and reads through storage/queries.ts; let the entrypoint pass the rest in',
  },
  {
    name: 'extension/entrypoints/$1',
    files: /^extension\/entrypoints\/([^/]+?)(?:\.content)?(?:\/|\.ts)/,
    mayImport: [shared, /^extension\/(?!entrypoints\/)/, /^package\.json$/],
    packages: null,
    node: false,
    advice: 'an entrypoint only wires: what two of them need belongs to ui/, jobs/ or messaging/',
  },
  {
    name: 'native-host/commands',
    files: /^native-host\/commands\//,
    isLayered: true,
    mayImport: [shared, /^native-host\/(?!(main|connection\/(serve|dispatch))\.ts$|cli\/)/],
    packages: null,
    node: true,
    advice:
      'commands/ are called by serve.ts and never call back: take what you need as an argument of run()',
  },
  {
    name: 'native-host',
    files: /^native-host\/((main|build|connection\/(serve|dispatch))\.ts$|cli\/)/,
    isLayered: true,
    mayImport: [shared, /^native-host\/(?!main\.ts$)/, /^package\.json$/],
    packages: null,
    node: true,
    advice: 'the companion knows shared/ only: the extension speaks to it over the wire',
  },
  {
    name: 'native-host (below the commands)',
    files: /^native-host\//,
    isLayered: true,
    mayImport: [
      shared,
      /^native-host\/(?!(main|connection\/(serve|dispatch))\.ts$|(cli|commands)\/)/,
      /^package\.json$/,
    ],
    packages: null,
    node: true,
    advice: 'main → serve → commands → the rest, never back: pass in what is needed from above',
  },
  {
    name: 'testbed',
    files: /^testbed\//,
    mayImport: [],
    packages: null,
    node: true,
    advice:
      'the testbed shares nothing with the product, or the tests prove nothing: write the shape down again from the platform',
  },
  {
    name: 'bench, scripts and e2e',
    files: /^(bench|scripts|e2e)\//,
    mayImport: [
      /^(bench|scripts|e2e|testbed)\//,
      shared,
      core,
      /^extension\/(platforms|exporters)\//,
      /^extension\/media\/testing\//,
      /^package\.json$/,
    ],
    packages: null,
    node: true,
    advice:
      'from outside only the readers, the exporters and shared/ are imported; the rest is used as it was built',
  },
  {
    name: 'the top level',
    files: /^[^/]+$/,
    mayImport: [/./],
    packages: null,
    node: true,
    advice: '',
  },
];

/** The row for a file with `$1` filled in, or null when it lies in no room. */
export function findRoom(path: string): Room | null {
  const room = rooms.find(({ files }) => files.test(path));
  if (!room) return null;
  const [, group] = room.files.exec(path) ?? [];
  if (group === undefined || !room.name.includes('$1')) return room;
  const name = room.name.replace('$1', group);
  const parent = name.slice(0, name.lastIndexOf('/'));
  const own = new RegExp(`^${parent}/${group}(?:\\.content)?(?:/|\\.)`);
  return { ...room, name, files: own };
}
