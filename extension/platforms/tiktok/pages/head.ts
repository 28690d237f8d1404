/** What a page or answer says about the list that it shows: its name and how many entries it claims to have. */
import { at, type Json, toObject, toText, toWhole } from '../../../core/json.ts';
import type { PageKind, PageRead } from '../../../core/pages/page-read.ts';
import { countUnknown } from '../documents/drift.ts';
import { toClaimed, toShownCount } from '../items/stats.ts';

export interface Head {
  page: PageKind;
  /** The endpoint that the entries come from. */
  path: string;
  /** What that endpoint is asked with. */
  identity: Record<string, string>;
  title: string | null;
  claimed: PageRead['claimed'];
}

interface HeadForm {
  key: string;
  page: PageKind;
  path: string;
  /** What requests call the id. */
  parameter: string;
  /** Paths to it, in every form it has had. */
  ids: string[][];
  /** Paths to its name. */
  titles: string[][];
}

const forms: HeadForm[] = [
  {
    key: 'userInfo',
    page: 'profile',
    path: 'post/item_list',
    parameter: 'secUid',
    ids: [['user', 'secUid']],
    titles: [['user', 'nickname']],
  },
  {
    key: 'challengeInfo',
    page: 'hashtag',
    path: 'challenge/item_list',
    parameter: 'challengeID',
    ids: [['challenge', 'id']],
    titles: [['challenge', 'title']],
  },
  {
    key: 'musicInfo',
    page: 'sound',
    path: 'music/item_list',
    parameter: 'musicID',
    ids: [['music', 'id']],
    titles: [['music', 'title']],
  },
  {
    key: 'mixInfo',
    page: 'playlist',
    path: 'mix/item_list',
    parameter: 'mixId',
    ids: [['id'], ['mixId']],
    titles: [['name'], ['mixName']],
  },
  {
    key: 'collectionInfo',
    page: 'collection',
    path: 'collection/item_list',
    parameter: 'collectionId',
    ids: [['collectionId']],
    titles: [['name']],
  },
];

/** Names of everything that is the head of a list. */
export const headKeys: readonly string[] = forms.map(({ key }) => key);

const countPaths = [['statsV2', 'videoCount'], ['stats', 'videoCount'], ['videoCount'], ['total']];

/** The head of a list, or null where there is none. */
export function readHead(doc: Json, counts: Map<string, number>): Head | null {
  const form = forms.find(({ key }) => doc[key] !== undefined && doc[key] !== null);
  if (!form) return null;
  const info = toObject(doc[form.key]);
  if (!info) {
    countUnknown(counts, form.key);
    return null;
  }
  const title = readFirst(info, form.titles);
  if (title === null) countUnknown(counts, `${form.key}.title`);
  const id = readFirst(info, form.ids);
  if (id === null) countUnknown(counts, `${form.key}.${form.parameter}`);
  const identity = id === null ? {} : { [form.parameter]: id };
  return { page: form.page, path: form.path, identity, title, claimed: readClaimed(info) };
}

/** The first text at one of these paths. */
function readFirst(info: Json, paths: string[][]): string | null {
  const texts = paths.map((path) => toText(at(info, ...path)));
  return texts.find((text) => text !== null)?.toWellFormed() ?? null;
}

function readClaimed(info: Json): PageRead['claimed'] {
  for (const path of countPaths) {
    const value = toWhole(at(info, ...path));
    if (value !== null) return toClaimed(toShownCount(value));
  }
  return null;
}
