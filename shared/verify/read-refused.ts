const systemCodes = [
  'EACCES',
  'EPERM',
  'EIO',
  'EBUSY',
  'EMFILE',
  'ENFILE',
  'ENXIO',
  'ENODEV',
  'ESTALE',
  'ETIMEDOUT',
];
/** Of browsers. */
const names = ['NotReadableError', 'NotAllowedError', 'NoModificationAllowedError'];

/** Whether the disk, or who owns a file, kept it from being read: that says nothing of what is in it. */
export function isReadRefused(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const code = 'code' in thrown ? thrown.code : null;
  const name = 'name' in thrown ? thrown.name : null;
  return systemCodes.some((known) => known === code) || names.some((known) => known === name);
}
