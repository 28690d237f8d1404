import { useId } from 'preact/hooks';
import type { PresetOffer } from '../download-form.ts';
import { formatSize } from '../format-rows.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';

/** "1080p · mp4", as far as it says more than the preset's name. */
function describeOffer({ quality, preset }: PresetOffer): string {
  if (!preset) return '';
  const height = preset.height === null ? '' : `${preset.height}p`;
  return [height, quality === 'audio' ? '' : preset.container].filter(Boolean).join(' · ');
}

interface PresetListProps {
  offers: readonly PresetOffer[];
  /** Null when a line of the table is chosen instead. */
  chosen: PresetOffer | null;
  choose(offer: PresetOffer): void;
}

/** The presets with what they would be of this page, one of them on. */
export function PresetList({ offers, chosen, choose }: PresetListProps) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{texts.form.presets}</legend>
      <div class="presets">
        {offers.map((offer) => {
          const { quality, audioFormat, preset } = offer;
          const label = texts.preset(quality, audioFormat);
          return (
            <label key={label} class="preset">
              <input
                type="radio"
                name={name}
                checked={chosen?.quality === quality && chosen.audioFormat === audioFormat}
                onChange={() => choose(offer)}
              />
              <span class="preset-name">{label}</span>
              <span class="preset-facts">{describeOffer(offer)}</span>
              <span class="preset-size">{preset && formatSize(preset.bytes, preset.bytesEstimated)}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
