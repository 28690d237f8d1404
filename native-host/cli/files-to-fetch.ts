/** What a person asks `fetch` for on the command line: addresses, and a path for each. */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { createNameRegistry, type NameRegistry, toFileName } from '../../shared/file-name.ts';

/** A file and the absolute path it gets. */
export interface FileToFetch {
  address: string;
  path: string;
}

/** One address a line; empty lines and those that begin with # are left out. Throws `input.unreadable`. */
export async function readAddressList(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('input.unreadable', `${path} cannot be read.`, { cause });
  });
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign of its own is part of the name.
    return text;
  }
}

/** What an address calls its file; the host's name for one that ends with a slash. */
function toName(address: string): string {
  const { hostname, pathname } = URL.parse(address) ?? { hostname: '', pathname: '' };
  return toFileName(decode(pathname.slice(pathname.lastIndexOf('/') + 1)) || hostname);
}

/** Gives every address a name of its own in the folder: the second `a.mp4` becomes `a_2.mp4`. */
export function planFiles(addresses: readonly string[], folder: string): FileToFetch[] {
  const registries = new Map<string, NameRegistry>();
  return addresses.map((address) => {
    const name = toName(address);
    const type = extname(name);
    const registry = registries.get(type) ?? createNameRegistry();
    registries.set(type, registry);
    const stem = registry.claim(type === '' ? name : name.slice(0, -type.length));
    return { address, path: join(resolve(folder), stem + type) };
  });
}
