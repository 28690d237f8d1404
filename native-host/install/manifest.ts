/** The manifest through which a browser finds the companion: written by `install`, read by `doctor`. */
import { z } from 'zod';
import { hostName } from '../../shared/protocol/envelope.ts';
import type { ManifestKind } from './browsers.ts';

const isOrigin = (caller: string): boolean => caller.startsWith('chrome-extension://');

/** Only the exact callers of the settings are let in. `launcher` is an absolute path. */
export function buildManifest(kind: ManifestKind, launcher: string, origins: readonly string[]): string {
  const callers =
    kind === 'firefox'
      ? { allowed_extensions: origins.filter((origin) => !isOrigin(origin)) }
      : { allowed_origins: origins.filter(isOrigin) };
  const manifest = {
    name: hostName,
    description: 'Star Export companion',
    path: launcher,
    type: 'stdio',
    ...callers,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const common = {
  name: z.literal(hostName, `its name is not ${hostName}`),
  description: z.string('it has no description'),
  path: z.string('it names no program').min(1, 'it names no program'),
  type: z.literal('stdio', 'its type is not stdio'),
};

/** What a Chromium takes: one origin that is not exact, and it takes nothing of the file. */
const chromiumSchema = z.looseObject({
  ...common,
  allowed_origins: z.array(
    z.string().regex(/^chrome-extension:\/\/[a-p]{32}\/$/, 'one of its allowed_origins is not exact'),
    'it has no allowed_origins',
  ),
});

const firefoxSchema = z.looseObject({
  ...common,
  allowed_extensions: z.array(z.string(), 'it has no allowed_extensions'),
});

/** A manifest as the browser understands it. */
export interface ReadManifest {
  launcher: string;
  callers: string[];
}

/** Throws an Error with a phrase that says what is wrong, such as `it is not JSON`. */
export function parseManifest(kind: ManifestKind, text: string): ReadManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error('it is not JSON', { cause });
  }
  const read = (kind === 'chromium' ? chromiumSchema : firefoxSchema).safeParse(value);
  if (!read.success) throw new Error(read.error.issues[0]?.message ?? 'it is not a manifest');
  const { path, allowed_origins, allowed_extensions } = read.data;
  const callers = z.array(z.string()).parse(allowed_origins ?? allowed_extensions);
  return { launcher: path, callers };
}
