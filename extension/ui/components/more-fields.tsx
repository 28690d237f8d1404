/** What "More options" of an export holds; loaded after the form is drawn. */
import { useId } from 'preact/hooks';
import { summariseChoices } from '../describe-choices.ts';
import { needsExactDetails } from '../export-form.ts';
import { choiceTexts as texts } from '../texts/choice-texts.ts';
import { ArchiveFields } from './archive-fields.tsx';
import { CheckRow, FieldProblem } from './choice.tsx';
import type { FormFieldsProps } from './export-form.tsx';
import { MediaOptionFields } from './media-fields.tsx';

function LimitFields({ values, problems, change }: FormFieldsProps) {
  const id = useId();
  const day = (field: 'from' | 'to') => (
    <input
      type="date"
      aria-label={`${texts.form.range}: ${texts.form[field]}`}
      aria-invalid={problems.range !== undefined}
      aria-describedby={`${id}-range`}
      value={values[field]}
      onInput={({ currentTarget }) => change({ [field]: currentTarget.value })}
    />
  );
  return (
    <div class="field">
      <div class="field-row">
        <span>{texts.form.range}</span>
        <span class="range">
          {day('from')} – {day('to')}
        </span>
      </div>
      <FieldProblem id={`${id}-range`} problem={problems.range} />
      <div class="field-row">
        <label for={`${id}-max`}>{texts.form.maxItems}</label>
        <span class="range">
          <input
            id={`${id}-max`}
            type="text"
            inputMode="numeric"
            size={6}
            placeholder={texts.form.all}
            aria-invalid={problems.maxItems !== undefined}
            aria-describedby={`${id}-max-problem`}
            value={values.maxItems}
            onInput={({ currentTarget }) => change({ maxItems: currentTarget.value })}
          />
          {texts.form.maxItemsUnit}
        </span>
      </div>
      <FieldProblem id={`${id}-max-problem`} problem={problems.maxItems} />
      <p class="hint">{texts.form.limitsNotKept}</p>
    </div>
  );
}

function ExtraFields({ values, offer, companion, change }: FormFieldsProps) {
  const forced = offer.limits && needsExactDetails(values);
  return (
    <fieldset class="field">
      <legend>{texts.form.extras}</legend>
      {offer.postDetails && (
        <>
          <CheckRow
            label={texts.form.exactDetails}
            hint={forced ? texts.form.exactDetailsForced : texts.form.exactDetailsHint}
            checked={values.exactDetails || forced}
            disabled={forced}
            onChange={(exactDetails) => change({ exactDetails })}
          />
          <CheckRow
            label={texts.form.comments}
            hint={texts.form.commentsHint}
            checked={values.comments}
            onChange={(comments) => change({ comments })}
          />
          <CheckRow
            label={texts.form.subtitles}
            checked={values.subtitles}
            onChange={(subtitles) => change({ subtitles })}
          />
        </>
      )}
      <CheckRow
        label={texts.form.thumbnails}
        checked={values.thumbnails}
        onChange={(thumbnails) => change({ thumbnails })}
      />
      <CheckRow
        label={texts.form.zip}
        hint={companion ? undefined : texts.form.zipForced}
        checked={values.zip || !companion}
        disabled={!companion}
        onChange={(zip) => change({ zip })}
      />
    </fieldset>
  );
}

/** What is chosen there, in a line. */
export const MoreSummary = ({ values, offer }: Pick<FormFieldsProps, 'values' | 'offer'>) => (
  <>{summariseChoices(values, offer)}</>
);

/** Limits, files, the archive, and what is saved beside the posts. */
export function MoreFields(props: FormFieldsProps) {
  const { values, offer, problems, change, refuse } = props;
  return (
    <>
      {offer.limits && <LimitFields {...props} />}
      <MediaOptionFields {...props} />
      <ArchiveFields
        values={values}
        offer={offer}
        problem={problems.formats}
        change={change}
        refuse={refuse}
      />
      <ExtraFields {...props} />
    </>
  );
}
