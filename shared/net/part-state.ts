/** What is written down beside an unfinished file, in the browser and by the companion. */
import { z } from 'zod';

export const partStateSchema = z.object({
  version: z.literal(1),
  /** Path of the address without its host and query, which change from one signed address to the next. */
  pathname: z.string(),
  /** Of the server: what `If-Range` sends back. */
  validator: z.string().min(1),
  totalBytes: z.number().int().positive(),
  /** What lies on the disk: from, and up to but without. */
  done: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().positive()])),
});

/** Which file a part is of, and what of it is there. */
export type PartState = z.infer<typeof partStateSchema>;

/** Whether a part of so many bytes can hold what is said to be there. */
export const isInside = ({ done, totalBytes }: PartState, partBytes: number): boolean =>
  done.every(([from, to]) => from < to && to <= Math.min(totalBytes, partBytes));
