/** What converting needs beside its screen. */
import type { ConvertEstimate, ConvertResult, ConvertWork, PickedFile } from '../core/convert.ts';

/** What does the work; the screen has it from its entrypoint. Everything throws AppError. */
export interface ConvertDesk {
  /** Looks what a file is. Throws `media.unsupported`. */
  look(file: File, signal: AbortSignal): Promise<PickedFile<File>>;
  estimate(work: ConvertWork<File>, signal: AbortSignal): Promise<ConvertEstimate>;
  /** `onPart` is told what part is done, 0 to 1. The result is among the downloads when this settles. */
  run(work: ConvertWork<File>, onPart: (part: number) => void, signal: AbortSignal): Promise<ConvertResult>;
}
