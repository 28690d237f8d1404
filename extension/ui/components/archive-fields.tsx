import { useId, useState } from 'preact/hooks';
import { type FormOffer, type FormValues, toggleChoice } from '../export-form.ts';
import { useRefusal } from '../hooks/use-refusals.ts';
import { toNameExample } from '../name-example.ts';
import { archiveTexts, formatMenu, presetMenu } from '../texts/archive-texts.ts';
import { CheckRow, ChipGroup, FieldProblem } from './choice.tsx';

/** The part of the form that is about the archive itself. */
export interface ArchiveFieldsProps {
  values: FormValues;
  offer: Pick<FormOffer, 'platform'>;
  problem: string | undefined;
  change(change: Partial<FormValues>): void;
  /** Says that a field's text is not taken, and that it is again. */
  refuse(field: 'template', problem: string | undefined): void;
}

const firstTemplate = '%(upload_date>%Y)s/%(title)s [%(id)s].%(ext)s';

function NameFields({ values, offer: { platform }, change, refuse }: ArchiveFieldsProps) {
  const id = useId();
  const [draft, setDraft] = useState(values.nameTemplate);
  const chosen = draft === null ? values.preset : 'own';
  const example = toNameExample({ ...values, nameTemplate: draft }, platform);
  const problem = 'problem' in example ? example.problem : undefined;
  useRefusal(problem, (refusal) => refuse('template', refusal));
  const write = (template: string | null) => {
    setDraft(template);
    if ('path' in toNameExample({ ...values, nameTemplate: template }, platform))
      change({ nameTemplate: template });
  };
  return (
    <div class="field">
      <div class="field-row">
        <label for={id}>{archiveTexts.names}</label>
        <select
          id={id}
          value={chosen}
          onChange={({ currentTarget }) => {
            const preset = presetMenu.find((each) => each === currentTarget.value) ?? 'star-export';
            if (preset === 'own') return write(values.nameTemplate ?? firstTemplate);
            setDraft(null);
            change({ preset, nameTemplate: null });
          }}
        >
          {presetMenu.map((preset) => (
            <option key={preset} value={preset}>
              {archiveTexts.presets[preset]}
            </option>
          ))}
        </select>
      </div>
      {draft !== null && (
        <input
          class="name-template"
          type="text"
          aria-label={archiveTexts.template}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-problem ${id}-example`}
          spellcheck={false}
          maxLength={300}
          value={draft}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
      )}
      <FieldProblem id={`${id}-problem`} problem={problem} />
      {'path' in example && (
        <p class="hint" id={`${id}-example`}>
          {archiveTexts.example} <span class="name-example">{example.path}</span>
        </p>
      )}
    </div>
  );
}

/** Formats, names and folders. Loaded behind "More options", so that the popup is drawn without it. */
export function ArchiveFields(props: ArchiveFieldsProps) {
  const { values, problem, change } = props;
  return (
    <>
      <ChipGroup
        legend={archiveTexts.formatsLegend}
        menu={formatMenu}
        labels={archiveTexts.formats}
        chosen={values.formats}
        problem={problem}
        toggle={(format) => change({ formats: toggleChoice(values.formats, format, formatMenu) })}
      />
      <NameFields {...props} />
      <CheckRow
        label={archiveTexts.bag}
        hint={archiveTexts.bagHint}
        checked={values.bag}
        onChange={(bag) => change({ bag })}
      />
      <a class="link" href="/dashboard.html#places" target="_blank" rel="noreferrer">
        {archiveTexts.places}
      </a>
    </>
  );
}
