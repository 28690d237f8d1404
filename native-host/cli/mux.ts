import { AppError } from '../../shared/app-error.ts';
import { type ContainerId, containerIdSchema } from '../../shared/protocol/media-commands.ts';
import { muxFiles } from '../media-jobs/mux.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { findFile, findOutput, type OutputFile, reportProduct, runMediaJob } from './media-files.ts';

/** The kind of file that the name asks for; null for a name without type. */
function toContainer({ type }: OutputFile): ContainerId | null {
  const { success, data } = containerIdSchema.safeParse(type);
  if (success) return data;
  if (type === '') return null;
  throw new AppError('input.invalid', `${type} is none of ${containerIdSchema.options.join(', ')}.`);
}

export const mux = defineCliCommand({
  name: 'mux',
  usage: `mux FILE [FILE…] --out FILE   puts the tracks of up to four files into one, as they are
  --out FILE           where it goes; its type, or none: the first of webm, mp4, mkv that holds all
  --title TEXT         written into the file; also --author, --date
  --cover FILE         a picture that players show`,
  options: {
    out: { type: 'string' },
    title: { type: 'string' },
    author: { type: 'string' },
    date: { type: 'string' },
    cover: { type: 'string' },
  },
  operands: { from: 1, to: 4 },
  async run({ values, operands, ...frame }) {
    const output = await findOutput(values.out);
    const { title = null, author = null, date = null } = values;
    const inputs = [];
    for (const name of operands)
      inputs.push({
        path: await findFile(name),
        take: ['video', 'audio', 'subtitle'] as const,
        language: null,
      });
    const order = {
      inputs: inputs.map((input) => ({ ...input, take: [...input.take] })),
      ...output,
      container: toContainer(output),
      metadata: { title, author, date, description: null, comment: null },
      chapters: null,
      cover: values.cover === undefined ? null : await findFile(values.cover),
    };
    const made = await runMediaJob(frame, output, (control) => muxFiles(order, control));
    return reportProduct(made, output);
  },
});
