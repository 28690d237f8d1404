/** The wire between extension and companion: JSON frames on native messaging. See native-host/PROTOCOL.md. */
import { z } from 'zod';
import { wireErrorSchema } from '../wire-error.ts';

/** Raised when a command's request or response changes in a way the other side must know. */
export const protocolVersion = 3;

/** The oldest that is still understood. */
export const oldestProtocol = 3;

/** Name under which browsers know the companion. */
export const hostName = 'org.star_export.companion';

/** Frames from the host stay well under Chromium's limit of 1 MiB; frames to the host above it are refused. */
export const maxFrameBytes = 1024 * 1024;

/** extension → host */
export const requestFrameSchema = z.strictObject({
  id: z.string().min(1).max(64),
  command: z.string().min(1).max(64),
  params: z.unknown(),
});
export type RequestFrame = z.infer<typeof requestFrameSchema>;

/** host → extension: any number of events, then exactly one result or error, all with the request's id. */
export const replyFrameSchema = z.union([
  z.strictObject({ id: z.string(), event: z.unknown() }),
  z.strictObject({ id: z.string(), result: z.unknown() }),
  z.strictObject({ id: z.string().nullable(), error: wireErrorSchema }),
]);
export type ReplyFrame = z.infer<typeof replyFrameSchema>;
