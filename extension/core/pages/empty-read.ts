import type { PageKind, PageRead } from './page-read.ts';

/** A page of which nothing was read but what it is. */
export const createEmptyRead = (page: PageKind): PageRead => ({
  page,
  items: [],
  comments: [],
  continuation: null,
  unknown: {},
  title: null,
  claimed: null,
  error: null,
});
