/**
 * Recorded pages taken apart without any of the product's code: what stands in them, for tests to compare with what was
 * read. Late parts are put in place one after another, in the order in which they were recorded.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// A recorded page can hold anything: the tests step into it as the page's own code would.
export type Raw = { [key: string]: Raw } & { [index: number]: Raw } & Iterable<Raw>;

/** Where the recordings are; they are not part of the project. */
export const captureFolder = join(
  process.env.STAR_EXPORT_CAPTURES ?? join(import.meta.dirname, '../../../../../shared/captures'),
  'facebook',
);
export const hasCaptures = existsSync(captureFolder);
export const captureTitle = hasCaptures
  ? 'recorded pages'
  : `recorded pages: none in ${captureFolder}; STAR_EXPORT_CAPTURES names another folder`;

export function listCaptures(): string[] {
  if (!hasCaptures) return [];
  const names = readdirSync(captureFolder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(captureFolder, name)).isFile()).sort();
}

export const readCapture = (file: string): string => readFileSync(join(captureFolder, file), 'utf8');

/** The data of every result in a page, whole. */
export function openRaw(text: string): Raw[] {
  const results = new Map<string, Raw>();
  let unnamed = 0;
  const put = (name: string | null, document: Raw) => {
    const path = document.path as unknown as (string | number)[] | undefined;
    if (name === null && !path) unnamed += 1;
    const key = name ?? String(unnamed);
    if (!path) results.set(key, structuredClone(document.data) as Raw);
    else assignAt(results.get(key) as Raw, path, document.data as Raw);
  };
  const scripts = [...text.matchAll(/<script type="application\/json"[^>]*>(.*?)<\/script>/gs)];
  for (const [, source = ''] of scripts) findResults(JSON.parse(source) as Raw, null, put);
  if (scripts.length === 0) for (const line of toJsonLines(text)) if (line.data) put(null, line);
  return [...results.values()];
}

/** Every JSON value of a body that is one, or one to a line. */
export function toJsonLines(text: string): Raw[] {
  const parse = (source: string): Raw[] => {
    try {
      return [JSON.parse(source) as Raw];
    } catch {
      return [];
    }
  };
  const whole = parse(text);
  return whole.length > 0 ? whole : text.split('\n').flatMap(parse);
}

function findResults(value: Raw, name: string | null, put: (name: string | null, document: Raw) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const own = (value as unknown[]).find((entry) => typeof entry === 'string' && entry.startsWith('adp_')) as string | undefined;
    for (const entry of value as Raw[]) findResults(entry, own ?? name, put);
    return;
  }
  const box = (value as Raw).__bbox;
  if (box?.result?.data) put(name, box.result);
  else for (const inner of Object.values(value)) findResults(inner as Raw, name, put);
}

function assignAt(target: Raw, path: (string | number)[], data: Raw): void {
  let place = target;
  for (const step of path.slice(0, -1)) place = place[step as string] as Raw;
  const last = path.at(-1) as string;
  if (place[last] === undefined) place[last] = structuredClone(data);
  else assignDeep(place[last] as Raw, structuredClone(data));
}

function assignDeep(target: Raw, data: Raw): void {
  for (const [key, value] of Object.entries(data)) {
    const known = target[key];
    if (known && value && typeof known === 'object' && typeof value === 'object') assignDeep(known, value as Raw);
    else if (value !== null) target[key] = value as Raw;
  }
}

/** Every object below a value that a test holds for true, outermost first. */
export function findAll(value: unknown, test: (object: Raw, key: string) => boolean, key = ''): Raw[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = !Array.isArray(value) && test(value as Raw, key) ? [value as Raw] : [];
  return [...found, ...Object.entries(value).flatMap(([name, inner]) => findAll(inner, test, Array.isArray(value) ? key : name))];
}

/** The addresses in a DASH manifest, as an XML reader would give them. */
export const toBaseUrls = (xml: string): string[] =>
  [...xml.matchAll(/<BaseURL>(.*?)<\/BaseURL>/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
