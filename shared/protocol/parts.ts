/** Pieces that several commands of the companion have in common. */
import { z } from 'zod';
import { fileTypes } from '../file-type.ts';
import { archivePathSchema } from '../model/archive.ts';

/** Name of an archive's folder, directly under the export root; made by `open-archive`. */
export const folderSchema = z.string().min(1).max(200);

/** A file by its place: in an archive, or below the folder for downloads. Absolute paths never cross the wire. */
export const fileRefSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('archive'), folder: folderSchema, path: archivePathSchema }),
  z.strictObject({ in: z.literal('downloads'), path: z.string().min(1).max(1000) }),
]);
export type FileRef = z.infer<typeof fileRefSchema>;

/** A cookie as the browser holds it. Only those of the job's platform are ever sent. */
export const cookieSchema = z.strictObject({
  name: z.string(),
  value: z.string(),
  domain: z.string(),
  path: z.string(),
  secure: z.boolean(),
  httpOnly: z.boolean(),
  hostOnly: z.boolean(),
  /** Epoch seconds; null for a session cookie. */
  expiresAt: z.number().nullable(),
});
export type Cookie = z.infer<typeof cookieSchema>;

/** What a site serves of one kind of file; see `FileRule`. */
export const fileRuleSchema = z.strictObject({
  types: z.array(z.enum(fileTypes)).readonly().nullable(),
  maxBytes: z.number().int().positive(),
});

/** For commands without events. */
export const none = z.never();
