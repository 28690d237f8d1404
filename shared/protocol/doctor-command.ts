/** The command through which a browser and the companion look at themselves, hop by hop. */
import { z } from 'zod';
import { type FixAction, fixActions, type Hop, type HopId, hopIds } from '../doctor.ts';

const fixSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), text: z.string(), command: z.string() }),
  z.strictObject({
    kind: z.literal('action'),
    text: z.string(),
    action: z.enum(Object.keys(fixActions) as [FixAction, ...FixAction[]]),
  }),
  z.strictObject({ kind: z.literal('sentence'), text: z.string() }),
]);

/** One hop; its words are in shared/doctor.ts. */
const hopSchema: z.ZodType<Hop> = z.strictObject({
  id: z.enum(hopIds as [HopId, ...HopId[]]),
  state: z.enum(['ok', 'warning', 'failed']),
  text: z.string(),
  fix: fixSchema.nullable(),
});

export const doctorCommand = {
  /** Looks at everything from the browser's manifest to the disk; takes some seconds. */
  doctor: {
    request: z.strictObject({
      /** Any text; it comes back, so that the answer is known to belong to this look. */
      nonce: z.string().min(1).max(64),
      /** The browser that asks, by its name for `install`; null when it does not know. */
      browser: z.string().max(40).nullable(),
      /** The extension that asks. */
      extensionId: z.string().min(1).max(80),
      /** The extension's clock: epoch milliseconds. */
      nowMs: z.number().int().nonnegative(),
    }),
    /** Each hop as soon as it was looked at. */
    event: z.strictObject({ hop: hopSchema }),
    response: z.strictObject({
      nonce: z.string(),
      /** The companion's clock. */
      nowMs: z.number().int().nonnegative(),
      /** In the order in which they come. */
      hops: z.array(hopSchema),
    }),
  },
} as const;
