/** Who is looking at the page, from the page itself. The tokens that stand near it are never read. */
import { readModule } from '../documents/html.ts';
import { readPlain, seek } from '../documents/seek.ts';
import { readNumericId } from '../items/ids.ts';

/** The account, or the page it acts as; `id` is null when nobody is logged in. */
export interface Persona {
  id: string | null;
  name: string | null;
}

/** Reads the page's own statement of who is logged in; null when it makes none. */
export function readPersona(text: string): Persona | null {
  const stated = readModule(text, 'CurrentUserInitialData');
  const id = seek(stated, 'USER_ID');
  if (typeof id !== 'string') return null;
  const number = id === '0' ? null : readNumericId(id);
  return { id: number, name: number === null ? null : readPlain(seek(stated, 'NAME')) || null };
}
