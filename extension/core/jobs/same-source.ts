/** What tells one page of a site from another. */
export interface PageKey {
  platform: string;
  kind: string;
  id: string;
}

/** Whether both are the same page. */
export const isSameSource = (one: PageKey, other: PageKey): boolean =>
  one.platform === other.platform && one.kind === other.kind && one.id === other.id;
