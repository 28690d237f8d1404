/** Errors as they cross process borders and are stored; the codes and their sentences are in error-codes.ts. */
import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-codes.ts';

export const errorCodeSchema = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/** An error as it crosses a process border or is stored in a job. */
export const wireErrorSchema = z.strictObject({
  code: errorCodeSchema,
  message: z.string(),
  /** Small facts for the report: item id, HTTP status, path. Never cookies, tokens or query strings. */
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  retryable: z.boolean(),
});
export type WireError = z.infer<typeof wireErrorSchema>;
