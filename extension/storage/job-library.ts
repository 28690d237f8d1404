/** Everything jobs need of the library, in one place for the composition root. See `StorePort` in jobs/ports.ts. */
import { findKnown, iterateKnown, readBase, saveBase, saveKnown } from './base-store.ts';
import { forgetFiles, listPaths, listStoredFiles, saveArchiveFiles } from './file-store.ts';
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
import {
  addJob,
  changeJob,
  listJobs,
  listReports,
  listSteps,
  readJob,
  removeJob,
  savePlan,
  saveReport,
  saveStep,
} from './job-store.ts';
import { observeItems } from './observation-store.ts';

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
  listPaths,
  forgetFiles,
  readBase,
  findKnown,
  iterateKnown,
  saveKnown,
  saveBase,
  findItemKeys,
  observeItems,
};
