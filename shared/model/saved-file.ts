/** A file among the browser's downloads, as it is noted before it is handed over. */
import { z } from 'zod';

export const savedFileSchema = z.strictObject({
  /** Its path below the folder of our downloads. */
  name: z.string(),
  /** SHA-256 in hex: of the file, or of what is in a ZIP by path and hash. */
  content: z.string(),
  bytes: z.number().int().nonnegative(),
  /** The object URL it was saved from, by which the browser knows the download. */
  url: z.string(),
});
export type SavedFile = z.infer<typeof savedFileSchema>;
