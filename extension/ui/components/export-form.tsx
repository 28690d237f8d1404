import { useId } from 'preact/hooks';
import { type Quality, qualities } from '../../../shared/model/quality.ts';
import {
  type FormOffer,
  type FormProblems,
  type FormValues,
  needsExactDetails,
  qualityMenu,
  summariseChoices,
  toggleChoice,
  toggleList,
} from '../export-form.ts';
import { usePart } from '../hooks/use-part.ts';
import { texts } from '../texts/screen-texts.ts';
import { CheckRow, ChipGroup, FieldProblem, Segments } from './choice.tsx';
import { Icon } from './icon.tsx';
import { Notice } from './notice.tsx';

/** The words, and a height that was chosen elsewhere. */
const listQualities = (chosen: Quality): readonly Quality[] =>
  qualityMenu.some((word) => word === chosen) ? qualityMenu : [...qualityMenu, chosen];

/** The values of the form, what is offered and what is wrong with them. */
export interface FormFieldsProps {
  values: FormValues;
  offer: FormOffer;
  problems: FormProblems;
  /** False when the companion is known to be absent. */
  companion: boolean;
  change(change: Partial<FormValues>): void;
  openCompanionHelp(): void;
}

function QualityField({ values, change }: FormFieldsProps) {
  const id = useId();
  return (
    <div class="field-row">
      <label for={id}>{texts.form.quality}</label>
      <select
        id={id}
        value={values.quality}
        onChange={({ currentTarget }) =>
          change({
            quality: qualities.find((quality) => quality === currentTarget.value) ?? 'original',
          })
        }
      >
        {listQualities(values.quality).map((quality) => (
          <option key={quality} value={quality}>
            {texts.quality(quality)}
          </option>
        ))}
      </select>
    </div>
  );
}

function MediaFields(props: FormFieldsProps) {
  const { values, offer, companion, change, openCompanionHelp } = props;
  const canSave = companion || !offer.needsCompanion;
  return (
    <>
      <Segments
        legend={texts.form.media}
        value={values.withMedia}
        labels={[texts.form.withMedia, texts.form.metadataOnly]}
        onChange={(withMedia) => change({ withMedia })}
      />
      {values.withMedia && canSave && <QualityField {...props} />}
      {values.withMedia && !canSave && (
        <Notice tone="warn">
          {texts.form.noCompanion}{' '}
          <button type="button" class="link" onClick={openCompanionHelp}>
            {texts.companion.howToInstall}
          </button>
        </Notice>
      )}
    </>
  );
}

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

/** The choices of an export: the essential ones in sight, the others one click away and summed up in a line. */
export function FormFields(props: FormFieldsProps) {
  const { values, offer, problems, change } = props;
  const Archive = usePart(async () => (await import('./archive-fields.tsx')).ArchiveFields);
  const Media = usePart(async () => (await import('./media-fields.tsx')).MediaOptionFields);
  const hidden = problems.range ?? problems.maxItems ?? problems.formats;
  return (
    <div class="form">
      {offer.include.length > 0 && (
        <ChipGroup
          legend={texts.form.include}
          menu={offer.include}
          labels={texts.includes}
          chosen={values.include}
          problem={problems.include}
          toggle={(include) => change({ include: toggleChoice(values.include, include, offer.include) })}
        />
      )}
      {offer.lists.length > 0 && (
        <ChipGroup
          legend={texts.form.include}
          menu={offer.lists}
          labels={texts.lists}
          chosen={values.lists}
          problem={problems.include}
          toggle={(list) => change({ lists: toggleList(values.lists, list) })}
        />
      )}
      {offer.media && <MediaFields {...props} />}
      <details class="more">
        <summary>
          <span>{texts.form.more}</span>
          <span class="more-summary">{hidden ?? summariseChoices(values, offer)}</span>
          <Icon name="more" />
        </summary>
        <div class="more-fields">
          {offer.limits && <LimitFields {...props} />}
          {Media && <Media values={values} offer={offer} change={change} />}
          {Archive && <Archive values={values} problem={problems.formats} change={change} />}
          <ExtraFields {...props} />
        </div>
      </details>
    </div>
  );
}
