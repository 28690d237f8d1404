/** What runs each kind of step. The compiler asks for a line here when a kind is added. */
import type { StepKind } from '../../../shared/model/job.ts';
import type { StepRunner } from '../run/step-context.ts';
import { runCollect } from './collect.ts';
import { runComments } from './comments.ts';
import { runDetails } from './details.ts';
import { runDownload } from './download.ts';
import { runEntries } from './entries.ts';
import { runFetch } from './fetch.ts';
import { runPack } from './pack.ts';
import { runResolve } from './resolve.ts';
import { runVerify } from './verify.ts';

export const stepRunners: Record<StepKind, StepRunner> = {
  resolve: runResolve,
  collect: runCollect,
  entries: runEntries,
  details: runDetails,
  comments: runComments,
  fetch: runFetch,
  download: runDownload,
  pack: runPack,
  verify: runVerify,
};
