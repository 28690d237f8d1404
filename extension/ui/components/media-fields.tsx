/** The less frequent choices of an export about files, captions and what is private. */
import { useId, useRef, useState } from 'preact/hooks';
import { audioFormats, imageQualities, mediaTypes } from '../../../shared/model/quality.ts';
import type { FormOffer, FormProblems, FormValues } from '../export-form.ts';
import { useRefusal } from '../hooks/use-refusals.ts';
import { choiceTexts as texts } from '../texts/choice-texts.ts';
import { CheckRow, ChipGroup, FieldProblem } from './choice.tsx';
import { FormatFields, WordField } from './format-fields.tsx';

interface MediaFieldsProps {
  values: FormValues;
  offer: FormOffer;
  problems: Pick<FormProblems, 'mediaTypes'>;
  change(change: Partial<FormValues>): void;
  /** Says that a field's text is not taken, and that it is again. */
  refuse(field: 'maxBytes' | 'languages', problem: string | undefined): void;
}

function FileFields({ values, offer, problems, change, refuse }: MediaFieldsProps) {
  return (
    <>
      {offer.mediaTypes && (
        <ChipGroup
          legend={texts.mediaTypesLegend}
          menu={mediaTypes}
          labels={texts.mediaTypes}
          chosen={values.mediaTypes}
          problem={problems.mediaTypes}
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
          names={texts.audioFormats}
          value={values.audioFormat ?? 'm4a'}
          none={null}
          choose={(audioFormat) => change({ audioFormat })}
        />
      )}
      <FormatFields values={values} change={change} refuse={refuse} />
    </>
  );
}

const languagePattern = /^\w[\w-]{0,39}$/;
/** As many as an export takes. */
const maxLanguages = 50;

const toLanguages = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

/** What is wrong with languages as typed. */
function findLanguageProblem(text: string): string | undefined {
  const languages = toLanguages(text);
  if (!languages.every((language) => languagePattern.test(language))) return texts.languagesInvalid;
  return languages.length > maxLanguages ? texts.languagesMany(maxLanguages) : undefined;
}

function LanguageField({ values, change, refuse }: MediaFieldsProps) {
  const id = useId();
  const remembered = useRef(values.subtitleLanguages).current;
  const [draft, setDraft] = useState(values.subtitleLanguages.join(', '));
  const problem = findLanguageProblem(draft);
  useRefusal(problem, (refusal) => refuse('languages', refusal));
  const write = (text: string) => {
    setDraft(text);
    // What was read while it was typed is not what is meant, and would be remembered.
    change({ subtitleLanguages: findLanguageProblem(text) === undefined ? toLanguages(text) : remembered });
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
