/** The less frequent choices of an export about files, captions and what is private. */
import { useId, useState } from 'preact/hooks';
import { audioFormats, imageQualities, mediaTypes } from '../../../shared/model/quality.ts';
import type { FormOffer, FormValues } from '../export-form.ts';
import { choiceTexts as texts } from '../texts/choice-texts.ts';
import { CheckRow, ChipGroup, FieldProblem } from './choice.tsx';
import { FormatFields, WordField } from './format-fields.tsx';

interface MediaFieldsProps {
  values: FormValues;
  offer: FormOffer;
  change(change: Partial<FormValues>): void;
}

const soundNames = { m4a: 'M4A', mp3: 'MP3', opus: 'Opus' };

function FileFields({ values, offer, change }: MediaFieldsProps) {
  const hasPictures = !offer.needsCompanion;
  return (
    <>
      {hasPictures && (
        <ChipGroup
          legend={texts.mediaTypesLegend}
          menu={mediaTypes}
          labels={texts.mediaTypes}
          chosen={values.mediaTypes}
          toggle={(type) =>
            change({
              mediaTypes: mediaTypes.filter((one) => values.mediaTypes.includes(one) !== (one === type)),
            })
          }
        />
      )}
      {values.quality === 'audio' && (
        <WordField
          label={texts.audioFormat}
          menu={audioFormats}
          names={soundNames}
          value={values.audioFormat ?? 'm4a'}
          none={null}
          choose={(audioFormat) => change({ audioFormat })}
        />
      )}
      <FormatFields values={values} change={change} />
    </>
  );
}

const languagePattern = /^\w[\w-]{0,39}$/;

const toLanguages = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

function LanguageField({ values, change }: MediaFieldsProps) {
  const id = useId();
  const [draft, setDraft] = useState(values.subtitleLanguages.join(', '));
  const isSound = (text: string) => toLanguages(text).every((language) => languagePattern.test(language));
  const problem = isSound(draft) ? undefined : texts.languagesInvalid;
  const write = (text: string) => {
    setDraft(text);
    if (isSound(text)) change({ subtitleLanguages: toLanguages(text) });
  };
  return (
    <div class="field">
      <div class="field-row">
        <label for={id}>{texts.languages}</label>
        <input
          id={id}
          type="text"
          size={14}
          spellcheck={false}
          placeholder={texts.languagesAll}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem`}
          value={draft}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
      </div>
      <FieldProblem id={`${id}-problem`} problem={problem} />
      <CheckRow
        label={texts.automatic}
        checked={values.automaticSubtitles}
        onChange={(automaticSubtitles) => change({ automaticSubtitles })}
      />
    </div>
  );
}

/** Kinds, sizes and codecs of files, caption languages, private posts. */
export function MediaOptionFields(props: MediaFieldsProps) {
  const { values, offer, change } = props;
  return (
    <>
      {offer.media && values.withMedia && <FileFields {...props} />}
      <WordField
        label={texts.imageQuality}
        menu={imageQualities}
        names={texts.imageQualities}
        value={values.imageQuality}
        none={null}
        choose={(imageQuality) => change({ imageQuality: imageQuality ?? 'original' })}
      />
      {offer.postDetails && values.subtitles && <LanguageField {...props} />}
      {offer.postDetails && (
        <CheckRow
          label={texts.privateItems}
          hint={texts.privateItemsHint}
          checked={values.privateItems}
          onChange={(privateItems) => change({ privateItems })}
        />
      )}
    </>
  );
}
