/**
 * How long until a queue looks again after the library itself has failed, as on a full disk: what it could not write down
 * is still due, and would be begun at once, and again, as fast as it fails.
 */
export const libraryRestMs = 60_000;
