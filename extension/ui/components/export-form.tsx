import { useId } from 'preact/hooks';
import { type Quality, qualities } from '../../../shared/model/quality.ts';
import {
  type FormField,
  type FormOffer,
  type FormProblems,
  type FormValues,
  qualityMenu,
  toggleChoice,
  toggleList,
} from '../export-form.ts';
import { usePart } from '../hooks/use-part.ts';
import { useUnfolding } from '../hooks/use-refusals.ts';
import { texts } from '../texts/screen-texts.ts';
import { ChipGroup, Segments } from './choice.tsx';
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
  /** Says that a field's text is not taken, and that it is again. */
  refuse(field: FormField, problem: string | undefined): void;
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
  const { form } = texts;
  return (
    <>
      <Segments
        legend={offer.mediaTypes ? form.mediaOfAllKinds : form.media}
        value={values.withMedia}
        labels={[offer.mediaTypes ? form.withMediaOfAllKinds : form.withMedia, form.metadataOnly]}
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

/** The choices of an export: the essential ones in sight, the others one click away and summed up in a line. */
export function FormFields(props: FormFieldsProps) {
  const { values, offer, problems, change } = props;
  const More = usePart(async () => (await import('./more-fields.tsx')).MoreFields);
  const Summary = usePart(async () => (await import('./more-fields.tsx')).MoreSummary);
  // What is chosen in sight has its problem beside it.
  const { include: _include, ...folded } = problems;
  const [hidden] = Object.values(folded);
  const fold = useUnfolding(hidden);
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
      <details class="more" ref={fold}>
        <summary>
          <span>{texts.form.more}</span>
          <span class="more-summary">{hidden ?? (Summary && <Summary {...props} />)}</span>
          <Icon name="more" />
        </summary>
        <div class="more-fields">{More && <More {...props} />}</div>
      </details>
    </div>
  );
}
