/** The documents: links that lead somewhere, and the files that every project has. */
import { posix } from 'node:path';
import type { Rule } from './project.ts';

const required = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'native-host/PROTOCOL.md',
  'extension/platforms/README.md',
];

/** Documents that are missing. */
export const findMissingDocuments: Rule = ({ paths }) =>
  required.filter((path) => !paths.includes(path)).map((path) => `${path}: is missing; write it`);

/** A heading as GitHub and editors turn it into an anchor. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const listAnchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => toAnchor(heading));

/** Relative links in Markdown that lead to no file, folder or heading. */
export const findBrokenLinks: Rule = ({ paths, read }) => {
  const folders = new Set(
    paths.flatMap((path) => path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))),
  );
  return paths
    .filter((path) => path.endsWith('.md') && !path.includes('__fixtures__'))
    .flatMap((path) => {
      const prose = read(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
      return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].flatMap(([, link = '']) => {
        if (/^[a-z]+:/i.test(link)) return [];
        const [file = '', anchor] = link.split('#');
        const target = file ? posix.join(posix.dirname(path), decodeURI(file)).replace(/\/$/, '') : path;
        if (!paths.includes(target) && !folders.has(target))
          return [`${path}: the link ${link} leads nowhere`];
        const isLost = anchor && target.endsWith('.md') && !listAnchors(read(target)).includes(anchor);
        return isLost ? [`${path}: ${target} has no heading for the link ${link}`] : [];
      });
    });
};

const toTableRows = (text: string): string[] => text.match(/^\|.*$/gm) ?? [];

/**
 * Source files that a table of Markdown names without linking to them, and that are not there. A bare name is one below the
 * document's own folder, or else it says in which room it is.
 */
export const findLostFiles: Rule = ({ paths, read }) =>
  paths
    .filter((path) => path.endsWith('.md') && !path.includes('__fixtures__'))
    .flatMap((path) => {
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      const near = paths.filter((each) => each.startsWith(folder));
      const rows = toTableRows(read(path).replace(/\[[^\]]*\]\([^)]*\)/g, ''));
      return rows.flatMap((row) =>
        [...row.matchAll(/`([\w./-]+\.tsx?)`/g)].flatMap(([, name = '']) => {
          const isThere = (name.includes('/') ? paths : near).some((each) => `/${each}`.endsWith(`/${name}`));
          return isThere
            ? []
            : [`${path}: there is no ${name} below it; name the file that is meant, with its room`];
        }),
      );
    });
