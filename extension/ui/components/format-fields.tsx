/** Codec, kind of file and size: the same for exports and for single downloads. */
import { useId, useState } from 'preact/hooks';
import { type Codec, type Container, codecs, containers } from '../../../shared/model/quality.ts';
import { choiceTexts as texts } from '../texts/choice-texts.ts';
import { FieldProblem } from './choice.tsx';

/** The choices that are made here. */
export interface FormatWish {
  codec: Codec | null;
  container: Container | null;
  maxBytes: number | null;
}

interface WordFieldProps<Word extends string> {
  label: string;
  menu: readonly Word[];
  names: Record<Word, string>;
  value: Word | null;
  /** What no choice is called; null where one has to be made. */
  none: string | null;
  choose(word: Word | null): void;
}

/** One of a menu, or none of it. */
export function WordField<Word extends string>(props: WordFieldProps<Word>) {
  const id = useId();
  const { label, menu, names, value, none, choose } = props;
  return (
    <div class="field-row">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ currentTarget }) => choose(menu.find((word) => word === currentTarget.value) ?? null)}
      >
        {none !== null && <option value="">{none}</option>}
        {menu.map((word) => (
          <option key={word} value={word}>
            {names[word]}
          </option>
        ))}
      </select>
    </div>
  );
}

const bytesPerMegabyte = 1e6;

/** Megabytes as typed; null for none, undefined for what is no size. */
function toBytes(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const megabytes = Number(text.trim().replace(',', '.'));
  return megabytes > 0 && megabytes < 1e9 ? Math.ceil(megabytes * bytesPerMegabyte) : undefined;
}

interface FormatFieldsProps {
  values: FormatWish;
  change(change: Partial<FormatWish>): void;
}

function SizeField({ values, change }: FormatFieldsProps) {
  const id = useId();
  const [draft, setDraft] = useState(
    values.maxBytes === null ? '' : String(values.maxBytes / bytesPerMegabyte),
  );
  const problem = toBytes(draft) === undefined ? texts.maxSizeInvalid : undefined;
  // What is no size is only shown; the last good one stays chosen.
  const write = (text: string) => {
    setDraft(text);
    const maxBytes = toBytes(text);
    if (maxBytes !== undefined) change({ maxBytes });
  };
  return (
    <>
      <div class="field-row">
        <label for={id}>{texts.maxSize}</label>
        <span class="range">
          <input
            id={id}
            type="text"
            inputMode="decimal"
            size={6}
            placeholder={texts.maxSizeNone}
            aria-invalid={problem !== undefined}
            aria-describedby={`${id}-problem ${id}-hint`}
            value={draft}
            onInput={({ currentTarget }) => write(currentTarget.value)}
          />
          {texts.maxSizeUnit}
        </span>
      </div>
      <FieldProblem id={`${id}-problem`} problem={problem} />
      <p class="hint" id={`${id}-hint`}>
        {texts.maxSizeHint}
      </p>
    </>
  );
}

/** Which of several files of the same picture is taken, and how large one may be. */
export function FormatFields({ values, change }: FormatFieldsProps) {
  return (
    <div class="field">
      <WordField
        label={texts.codec}
        menu={codecs}
        names={texts.codecs}
        value={values.codec}
        none={texts.codecAny}
        choose={(codec) => change({ codec })}
      />
      <WordField
        label={texts.container}
        menu={containers}
        names={texts.containers}
        value={values.container}
        none={texts.containerAny}
        choose={(container) => change({ container })}
      />
      <SizeField values={values} change={change} />
    </div>
  );
}
