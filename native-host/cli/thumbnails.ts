import { join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { type Picture, pictureSchema } from '../../shared/protocol/media-commands.ts';
import { makeThumbnails } from '../media-jobs/thumbnails.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { findFile, findOutput, runMediaJob } from './media-files.ts';

interface Wishes {
  at?: string | undefined;
  width?: string | undefined;
  sheet?: string | undefined;
  animation?: boolean | undefined;
}

const toNumber = (text: string | undefined, usual: number | null): number | null =>
  text === undefined ? usual : Number(text === '' ? Number.NaN : text);

/** What is wrong where the field is. */
const sentences: Readonly<Record<string, string>> = {
  atSec: '--at is a number of seconds, such as 12.5.',
  columns: '--sheet is columns and rows, each 1 to 10, such as 4x3.',
  rows: '--sheet is columns and rows, each 1 to 10, such as 4x3.',
  width: '--width is 16 to 7680 pixels; of each picture on a sheet to 1920, of an animation to 1280.',
  format: '--out ends with .jpg, .png or .webp, and of an animation with .webp or .gif.',
};

/** The options as the command of the wire has them. Throws `input.invalid`. */
export function toPicture({ at, width, sheet, animation }: Wishes, format: string): Picture {
  const [columns, rows] = (sheet ?? '').split('x').map(Number);
  const wish = animation
    ? { kind: 'animation', pieces: 6, pieceSec: 0.7, fps: 10, width: toNumber(width, 320), format }
    : sheet === undefined
      ? { kind: 'frame', atSec: toNumber(at, null), width: toNumber(width, null), format }
      : { kind: 'sheet', columns, rows, width: toNumber(width, 320), format };
  const { success, data, error } = pictureSchema.safeParse(wish);
  if (success) return data;
  const field = String(error.issues[0]?.path[0]);
  throw new AppError('input.invalid', sentences[field]);
}

export const thumbnails = defineCliCommand({
  name: 'thumbnails',
  usage: `thumbnails FILE --out FILE   makes a picture of a video: jpg, png, webp; or gif for an animation
  --at SECONDS         of this moment; without: of the one that shows most
  --sheet 4x3          many on one sheet, columns and rows
  --animation          short pieces from all over the video
  --width PIXELS       of the picture, or of each on a sheet`,
  options: {
    out: { type: 'string' },
    at: { type: 'string' },
    sheet: { type: 'string' },
    animation: { type: 'boolean' },
    width: { type: 'string' },
  },
  operands: { from: 1, to: 1 },
  async run({ values, operands: [name = ''], ...frame }) {
    const output = await findOutput(values.out);
    const order = { input: await findFile(name), ...output, picture: toPicture(values, output.type) };
    const made = await runMediaJob(frame, output, (control) => makeThumbnails(order, control));
    const path = join(output.root.path, made.record.path);
    return { ok: true, lines: [`${path} ${made.width}×${made.height}`], json: { ...made, path } };
  },
});
