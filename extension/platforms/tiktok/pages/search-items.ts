import type { Comment, Item } from '../../../../shared/model/item.ts';
import { type Json, toObject } from '../../../core/json.ts';
import { countUnknown } from '../documents/drift.ts';
import { type CommentPlace, readComments } from '../items/comments.ts';
import { isPost, readItem } from '../items/item.ts';
import { isUserInfo, readProfile } from '../items/profile.ts';

const maxDepth = 16;
const maxSteps = 50_000;

/** What the search came upon, in the order of the answer. */
export interface Findings {
  items: Item[];
  comments: Comment[];
}

/**
 * Looks for posts, users and comments wherever they are, in an answer of which no list is known. The name of each
 * list in which there are some is counted: it should have been known.
 */
export function searchItems(doc: Json, place: CommentPlace, counts: Map<string, number>): Findings {
  const found: Findings = { items: [], comments: [] };
  let steps = 0;
  const visit = (value: unknown, name: string, depth: number): void => {
    steps += 1;
    if (typeof value !== 'object' || value === null || depth > maxDepth || steps > maxSteps) return;
    if (take(value, found, { place, counts })) {
      countUnknown(counts, name);
      return;
    }
    const isList = Array.isArray(value);
    for (const [key, inner] of Object.entries(value)) visit(inner, isList ? name : key, depth + 1);
  };
  visit(doc, 'answer', 0);
  return found;
}

function take(value: unknown, found: Findings, { place, counts }: Sought): boolean {
  if (isPost(value)) found.items.push(readItem(value, counts));
  else if (isProfile(value)) found.items.push(readProfile(value, counts));
  else if (isComment(value)) found.comments.push(...readComments([value], place, counts));
  else return false;
  return true;
}

interface Sought {
  place: CommentPlace;
  counts: Map<string, number>;
}

function isProfile(value: unknown): value is Json {
  return isUserInfo(value) && 'uniqueId' in Object(value.user) && ('stats' in value || 'statsV2' in value);
}

function isComment(value: unknown): boolean {
  const json = toObject(value);
  return typeof json?.cid === 'string' && 'text' in json;
}
