/** Everything jobs need of the library, in one place for the composition root. See `StorePort` in jobs/ports.ts. */
import { findKnown, iterateKnown, readBase, saveBase, saveKnown } from './base-store.ts';
import { forgetFiles, listStoredFiles, saveArchiveFiles } from './file-store.ts';
import {
  changeItem,
  changeItems,
  countCommentPages,
  findItemKeys,
  iterateComments,
  iterateItems,
  readItem,
  saveCollectedPage,
  saveCommentPage,
} from './item-store.ts';
import { addJob, changeJob, listReports, removeJob, savePlan, saveReport, saveStep } from './job-store.ts';
import { observeItems } from './observation-store.ts';
import { listJobs, listSteps, readJob } from './queries.ts';

export const jobLibrary = {
  addJob,
  changeJob,
  readJob,
  listJobs,
  removeJob,
  listSteps,
  savePlan,
  saveStep,
  saveReport,
  listReports,
  saveCollectedPage,
  readItem,
  iterateItems,
  changeItem,
  changeItems,
  saveCommentPage,
  countCommentPages,
  iterateComments,
  saveArchiveFiles,
  listStoredFiles,
  forgetFiles,
  readBase,
  findKnown,
  iterateKnown,
  saveKnown,
  saveBase,
  findItemKeys,
  observeItems,
};
