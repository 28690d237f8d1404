/** The contract of an exporter: one format, one file. It yields text and never touches disk, storage or the browser. */
import type { FileRecord, LeftOutFile, Manifest, Refusal } from '../../shared/model/archive.ts';
import type { Comment, Item } from '../../shared/model/item.ts';
import type { ExporterId } from '../../shared/model/job-options.ts';
import type { Observation } from '../../shared/model/observation.ts';
import type { SourceKind } from '../../shared/model/source.ts';
import type { ArchiveLayout } from '../core/names/archive-layout.ts';

/** A manifest without its list of files. */
export type ManifestHead = Omit<Manifest, 'files'>;

/** An item with what was saved of it. */
export interface ArchivedItem {
  item: Item;
  /** The lists in which it was seen. */
  seenIn: SourceKind[];
  /** True when everything that was asked for of it is in the archive. */
  saved: boolean;
  /** Files of this item in the archive, media first. */
  files: FileRecord[];
  refusals: Refusal[];
  /** Files that are larger than was wanted. */
  leftOut?: LeftOutFile[];
  /** What was seen of it at different times, oldest first; empty when nothing has changed. */
  history?: Observation[];
}

/** The archive as an exporter sees it; everything streams, so that a library of any size fits. */
export interface Archive {
  /** All of the manifest that is known before the files are. */
  head: ManifestHead;
  /** Where the files of an item are, and where those beside them go. */
  layout: ArchiveLayout;
  /** All items in their order; asked for once or more by each exporter, with the same result. */
  items(): AsyncIterable<ArchivedItem>;
  /**
   * All comments, grouped by item, in the order of the items but for those that only another export in the same folder
   * has; empty when they were not asked for.
   */
  comments(): AsyncIterable<Comment>;
}

/** A text file of the archive, in chunks of any size. */
export interface ArchiveFile {
  path: string;
  chunks: AsyncIterable<string>;
}

export interface Exporter {
  id: ExporterId;
  /** For the options: "Spreadsheet (CSV)". */
  label: string;
  /** One sentence: what opens it. */
  description: string;
  /** The files it makes, one after another; the caller writes each before asking for the next. */
  write(archive: Archive): AsyncIterable<ArchiveFile>;
}
