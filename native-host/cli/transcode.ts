import { AppError } from '../../shared/app-error.ts';
import { transcodePresetSchema } from '../../shared/protocol/media-commands.ts';
import { transcodeFile } from '../media-jobs/transcode.ts';
import { defineCliCommand } from './define-cli-command.ts';
import { findFile, findOutput, type OutputFile, reportProduct, runMediaJob } from './media-files.ts';

const presets = transcodePresetSchema.options.join(', ');

/** The kind of file that the name asks for; null: the preset's own. */
function toContainer({ type }: OutputFile): 'mp4' | 'webm' | 'mkv' | null {
  return type === 'mp4' || type === 'webm' || type === 'mkv' ? type : null;
}

export const transcode = defineCliCommand({
  name: 'transcode',
  usage: `transcode FILE --preset PRESET --out FILE   makes a smaller or more widely playable file
  --preset PRESET      ${presets}
  --out FILE           where it goes; mp4, webm or mkv, or what the preset says`,
  options: { out: { type: 'string' }, preset: { type: 'string' } },
  operands: { from: 1, to: 1 },
  async run({ values, operands: [name = ''], ...frame }) {
    const preset = transcodePresetSchema.safeParse(values.preset);
    if (!preset.success) throw new AppError('input.invalid', `Name a --preset: ${presets}.`);
    const output = await findOutput(values.out);
    const order = {
      input: await findFile(name),
      ...output,
      preset: preset.data,
      container: toContainer(output),
    };
    const made = await runMediaJob(frame, output, (control) => transcodeFile(order, control));
    return reportProduct(made, output);
  },
});
