/** Writes a new platform: its folder, and its line in every list that there is of platforms. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { insertAfterLast, insertEntry, insertImport } from './insert-line.ts';

/** What a platform is called. */
export interface NewPlatform {
  /** Its id: small letters and digits. */
  id: string;
  /** As people write it. */
  label: string;
  /** Where its pages are: `www.example.org`. */
  host: string;
}

const templateFolder = fileURLToPath(new URL('template', import.meta.url));
const suffix = '.txt';

/** Cookies and files are of the domain, whatever the host is called. */
const toDomain = (host: string): string => host.replace(/^www\./, '');

const fill = (text: string, { id, label, host }: NewPlatform): string =>
  text
    .replaceAll('__id__', id)
    .replaceAll('__label__', label)
    .replaceAll('__host__', host)
    .replaceAll('__domain__', toDomain(host));

type Edit = (text: string, platform: NewPlatform) => string;

const entry =
  (opening: string, toEntry: (platform: NewPlatform) => string): Edit =>
  (text, platform) =>
    insertEntry(text, opening, toEntry(platform));

const named = (toName: (platform: NewPlatform) => string) => (platform: NewPlatform) =>
  `${platform.id}: ${toName(platform)}`;

const quoted = (text: string): string => `'${text}'`;

/** What there is of platforms outside of their folders. */
const lists: Record<string, Edit[]> = {
  'shared/model/source.ts': [entry('platformIdSchema = z.enum([', ({ id }) => quoted(id))],
  'extension/platforms/index.ts': [
    entry('platforms: readonly Platform[] = [', ({ id }) => id),
    (text, { id }) => insertImport(text, `import { ${id} } from './${id}/index.ts';`),
  ],
  'extension/platforms/readers.ts': [
    entry(
      '() => Promise<PlatformReaders>>> = {',
      named(({ id }) => `async () => (await import('./${id}/read.ts')).${id}Readers`),
    ),
  ],
  'extension/platforms/examples.ts': [
    entry(
      'examples: Record<PlatformId, SourceExample[]> = {',
      named(({ id }) => `${id}Examples`),
    ),
    (text, { id }) => insertImport(text, `import { ${id}Examples } from './${id}/examples.ts';`),
  ],
  'extension/platforms/file-rules.ts': [
    entry(
      'fileRules: Record<PlatformId, FileRules> = {',
      named(({ id }) => `${id}Files`),
    ),
    (text, { id }) => insertImport(text, `import { ${id}Files } from './${id}/file-rules.ts';`),
  ],
  'extension/core/names/yt-dlp-fields.ts': [
    entry(
      'extractorKeys: Record<PlatformId, string> = {',
      named(() => "'Generic'"),
    ),
    entry(
      'extractors: Record<PlatformId, string> = {',
      named(() => "'generic'"),
    ),
    entry(
      'domains: Record<PlatformId, string> = {',
      named(({ host }) => quoted(toDomain(host))),
    ),
  ],
  'extension/exporters/yt-dlp-json.ts': [
    entry(
      "postUrls: Record<Item['platform'], string> = {",
      named(({ host }) => quoted(`https://${host}/post/`)),
    ),
  ],
  'native-host/allowed-hosts.ts': [
    entry(
      'Record<PlatformId, PlatformHosts>> = {',
      named(({ host }) => {
        const domain = toDomain(host);
        return `{ pages: ['${host}'], files: ['${host}', '*.${domain}'], cookies: ['${domain}'], extractors: 'generic' }`;
      }),
    ),
  ],
  'extension/platforms/README.md': [
    (text, { id, label }) => `${text.trimEnd()}\n\n## ${label}, file by file\n\n${toFileTable(id)}`,
  ],
  'README.md': [
    (text, { label }) =>
      insertAfterLast(
        text,
        /^\| (Reading|Asking) /,
        `| Reading ${label}'s pages | small hand-written pages; **not yet on the site itself** |`,
      ),
  ],
};

const toFileTable = (
  id: string,
): string => `| concern                     | files (in \`${id}/\`)                          |
| --------------------------- | --------------------------------------------- |
| addresses                   | \`urls.ts\` \`examples.ts\`                       |
| what a page says of itself  | \`linked-data.ts\`                              |
| one post                    | \`item.ts\`                                     |
| a stored page               | \`read-page.ts\`                                |
| inside a live page          | \`collector.ts\`                                |
| what files it serves        | \`file-rules.ts\`                               |
| the page button's places    | \`button-places.ts\`                           |
`;

/** Throws when the id or host is none, or the platform is there already. */
function check(root: string, { id, host }: NewPlatform): void {
  if (!/^[a-z][a-z0-9]{1,20}$/.test(id)) throw new Error(`"${id}" is no id: small letters and digits only.`);
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) throw new Error(`"${host}" is no name of a host.`);
  if (existsSync(join(root, 'extension/platforms', id)))
    throw new Error(`There is a platform ${id} already.`);
}

/** Writes it all below `root` and returns the paths that were written. Nothing is written unless everything can be. */
export async function writePlatform(root: string, platform: NewPlatform): Promise<string[]> {
  check(root, platform);
  const files = new Map<string, string>();
  for (const name of await readdir(templateFolder)) {
    const text = await readFile(join(templateFolder, name), 'utf8');
    files.set(`extension/platforms/${platform.id}/${name.slice(0, -suffix.length)}`, fill(text, platform));
  }
  for (const [path, edits] of Object.entries(lists)) {
    const text = await readFile(join(root, path), 'utf8');
    files.set(
      path,
      edits.reduce((changed, edit) => edit(changed, platform), text),
    );
  }
  await mkdir(join(root, 'extension/platforms', platform.id));
  for (const [path, text] of files) await writeFile(join(root, path), text);
  return [...files.keys()];
}
