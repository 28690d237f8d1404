import { z } from 'zod';

/** The settings of `ytcfg` that a request needs. Whatever is missing or of another type is as if it were not there. */
export const configSchema = z.object({
  INNERTUBE_CONTEXT: z
    .looseObject({ client: z.looseObject({}) })
    .optional()
    .catch(undefined),
  INNERTUBE_CONTEXT_CLIENT_NAME: z.number().int().optional().catch(undefined),
  INNERTUBE_CONTEXT_CLIENT_VERSION: z.string().optional().catch(undefined),
  INNERTUBE_CLIENT_VERSION: z.string().optional().catch(undefined),
  VISITOR_DATA: z.string().optional().catch(undefined),
  LOGGED_IN: z.boolean().optional().catch(undefined),
  SESSION_INDEX: z.union([z.string(), z.number()]).optional().catch(undefined),
  DELEGATED_SESSION_ID: z.string().optional().catch(undefined),
  STS: z.number().int().optional().catch(undefined),
});
export type PageConfig = z.infer<typeof configSchema>;
