/** Everything jobs need of the library, in one place for the composition root. See `StorePort` in jobs/ports.ts. */
import { forgetFile, listStoredFiles, saveArchiveFile } from './file-store.ts';
import {
  changeItem,
  countCommentPages,
  iterateComments,
  iterateItems,
  saveCollectedPage,
  saveCommentPage,
  saveItemFile,
} from './item-store.ts';
import { addJob, changeJob, listReports, removeJob, savePlan, saveReport, saveStep } from './job-store.ts';
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
  iterateItems,
  changeItem,
  saveItemFile,
  saveCommentPage,
  countCommentPages,
  iterateComments,
  saveArchiveFile,
  listStoredFiles,
  forgetFile,
};
