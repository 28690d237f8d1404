/** Where a job's ZIP is made. Not a name a file of an archive can have, so the two cannot meet. */
export const zipFileName = '.zip';
