/** What the dashboard can do with places on the user's disk: pick them, ask for them, check what lies there. */
import type { ArchivePlace, PickedPlace } from '../../shared/model/job-options.ts';
import type { Difference } from '../../shared/verify/check-result.ts';

/** Where exports go from now on. */
export interface PlaceChoice {
  target: ArchivePlace;
  partGib: number | null;
}

/** What a check has found. */
export interface PlaceReport {
  /** The export that the archive is of; null where nothing says so. */
  jobId: string | null;
  checkedFiles: number;
  /** The first of them. */
  differences: Difference[];
  differenceCount: number;
  /** Names of ZIPs of the archive that were not chosen, as far as anything says so. */
  missingParts: string[];
}

/**
 * An archive to be looked at: ZIPs the user chose, of this export if nothing in them says otherwise; or a folder that was
 * picked before, with the archive's name in it.
 */
export type ArchiveToCheck = { zips: File[]; jobId: string } | { placeId: string; folder: string };

/** Told how far a check is, in files. */
export type OnChecked = (checked: number, total: number) => void;

/** Everything throws AppError. */
export interface PlaceDesk {
  /** False where the browser cannot write to places on the disk. */
  canPick: boolean;
  readChoice(): Promise<PlaceChoice>;
  saveChoice(choice: PlaceChoice): Promise<void>;
  /** Only within a click; null when the user chose none. */
  pick(kind: PickedPlace['kind']): Promise<PickedPlace | null>;
  /** Has the browser ask whether a place may still be written to, where it wants that. Only within a click. */
  ask(placeId: string): Promise<boolean>;
  check(archive: ArchiveToCheck, onChecked: OnChecked): Promise<PlaceReport>;
  /** Brings whole files of the user's ZIPs back into the browser's storage; gives their paths. */
  restore(zips: File[], jobId: string, onChecked: OnChecked): Promise<string[]>;
}
