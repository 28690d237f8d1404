/** Key ranges for "everything of one job". Arrays sort after strings and numbers in IndexedDB, so `[]` is past them all. */
export const ofJob = (jobId: string): IDBKeyRange => IDBKeyRange.bound([jobId], [jobId, []]);

/** Everything of one item, by its ordinal. */
export const ofItem = (jobId: string, ordinal: number): IDBKeyRange =>
  IDBKeyRange.bound([jobId, ordinal], [jobId, ordinal, []]);

/** Everything of one job from a number on. */
export const ofJobFrom = (jobId: string, from: number): IDBKeyRange =>
  IDBKeyRange.bound([jobId, from], [jobId, []]);
