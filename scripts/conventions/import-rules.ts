/** Holds the import table. */
import { isBuiltin } from 'node:module';
import { findRoom, type Room } from './import-table.ts';
import { isTestCode, listCode, type Project, type Rule } from './project.ts';
import type { Import } from './source.ts';

const isBrowserApi = (specifier: string): boolean =>
  /^(wxt(\/.*)?|webextension-polyfill|@wxt-dev\/.*)$/.test(specifier);

function judgePackage({ specifier }: Import, room: Room): string | null {
  if (isBuiltin(specifier)) return room.node ? null : 'runs in the browser and has no Node modules';
  if (isBrowserApi(specifier) && /^(native-host|testbed)/.test(room.name)) return 'is no part of a browser';
  const isAllowed = room.packages?.some((pattern) => pattern.test(specifier)) ?? true;
  return isAllowed ? null : `may not import the package ${specifier}`;
}

function judge(found: Import, room: Room): string | null {
  const { path } = found;
  if (path === null) return judgePackage(found, room);
  if ((!room.isLayered && room.files.test(path)) || room.mayImport.some((pattern) => pattern.test(path)))
    return null;
  return `may not import ${findRoom(path)?.name ?? path}`;
}

/** Tests reach further than their room, but two walls hold for them too. */
function judgeInTest({ path }: Import, room: Room): string | null {
  if (path === null) return null;
  const isProduct = /^(shared|extension|native-host)\//.test(path);
  if (room.name === 'testbed' && isProduct) return 'may not import the product';
  if (/^extension\/entrypoints\//.test(path) && !room.files.test(path)) return 'may not import an entrypoint';
  return null;
}

/** Every import that the import table does not allow, with what to do instead. */
export const findForbiddenImports: Rule = (project) =>
  listCode(project).flatMap((path) => {
    const room = findRoom(path);
    if (!room)
      return [
        `${path}: lies in no room; put it into one, or add the room to scripts/conventions/import-table.ts`,
      ];
    const judgeHere = isTestCode(path) && !path.startsWith('e2e/') ? judgeInTest : judge;
    return project.parse(path).imports.flatMap((found) => {
      const reason = judgeHere(found, room);
      if (!reason) return [];
      return [`${path}:${found.line}: ${room.name} ${reason} (${found.specifier}): ${room.advice}`];
    });
  });

/** Files whose export is listed in the folder's index are interchangeable and must not know each other. */
function listMembers(project: Project, folder: string): Set<string> {
  const index = `${folder}/index.ts`;
  if (!project.paths.includes(index)) return new Set();
  const imported = project.parse(index).imports.map(({ path }) => path);
  return new Set(
    imported
      .filter((path) => path !== null && /: Exporter\b/.test(project.read(path)))
      .filter((path) => path !== null),
  );
}

/** Exporters that import one another. */
export const findExportersThatMeet: Rule = (project) => {
  const members = listMembers(project, 'extension/exporters');
  return [...members].flatMap((path) =>
    project
      .parse(path)
      .imports.filter((found) => found.path !== null && members.has(found.path))
      .map(
        (found) =>
          `${path}:${found.line}: one exporter may not import another (${found.specifier}): move what both need into a file of its own`,
      ),
  );
};

/** The rooms of a platform in their order (extension/platforms/README.md). */
const platformRooms = ['documents', 'items', 'pages', 'session', 'live'];

const toPlatformRoom = (path: string): { platform: string; rank: number } | null => {
  const [, platform, room = ''] = /^extension\/platforms\/([^/]+)\/([^/]+)\//.exec(path) ?? [];
  const rank = platformRooms.indexOf(room);
  return platform === undefined || rank < 0 ? null : { platform, rank };
};

/** Imports of a platform that lead from a room to one after it. */
export const findImportsOfLaterRooms: Rule = (project) =>
  listCode(project).flatMap((path) => {
    const here = toPlatformRoom(path);
    if (!here || isTestCode(path)) return [];
    return project.parse(path).imports.flatMap((found) => {
      const there = found.path === null ? null : toPlatformRoom(found.path);
      if (there?.platform !== here.platform || there.rank <= here.rank) return [];
      const [own, later] = [platformRooms[here.rank], platformRooms[there.rank]];
      return [
        `${path}:${found.line}: ${own}/ may not import ${later}/ (${found.specifier}): move what both need into ${own}/ or before it`,
      ];
    });
  });

/** What a vitest global setup is called by. */
const calledByTools = new Set(['setup', 'teardown']);

/** The names that each file takes from the others; `*` for all of them. */
function listTaken(project: Project): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  // Fixtures take too: some are programs that a test starts.
  for (const path of project.paths.filter((path) => /\.(tsx?|mjs)$/.test(path))) {
    for (const { path: from, names } of project.parse(path).imports) {
      if (from !== null) taken.set(from, new Set([...(taken.get(from) ?? []), ...names]));
    }
  }
  return taken;
}

/**
 * Exported functions, classes and constants that no other file takes. Button places are taken by the build
 * (wxt.config.ts), by their names.
 */
export const findUntakenExports: Rule = (project) => {
  const taken = listTaken(project);
  return listCode(project).flatMap((path) => {
    const names = taken.get(path);
    if (names?.has('*') || path.endsWith('/button-places.ts')) return [];
    return project
      .parse(path)
      .exports.filter(({ kind }) => kind !== 'interface' && kind !== 'type')
      .filter(({ name }) => !names?.has(name) && !calledByTools.has(name))
      .map(({ name, line }) => `${path}:${line}: ${name} is taken by no other file: do not export it`);
  });
};
