/** The less frequent choices of a download, folded away and summed up in a line. */
import { useId, useState } from 'preact/hooks';
import type { PageVideo } from '../../../shared/protocol/download-commands.ts';
import {
  type DownloadField,
  type DownloadProblems,
  type DownloadValues,
  fitToEngine,
  isByBrowser,
  summariseDownloadOptions,
} from '../download-form.ts';
import { thumbnailMenu } from '../download-options.ts';
import { useUnfolding } from '../hooks/use-refusals.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { CheckRow, FieldProblem } from './choice.tsx';
import { FormatFields } from './format-fields.tsx';
import { Icon } from './icon.tsx';

interface DownloadFieldsProps {
  video: PageVideo;
  values: DownloadValues;
  problems: DownloadProblems;
  change(change: Partial<DownloadValues>): void;
  /** Says that a field's text is not taken, and that it is again. */
  refuse(field: DownloadField, problem: string | undefined): void;
}

/** A list longer than this gets a field to search it. */
const searchedFrom = 12;

function LanguageList({ video, values, change }: DownloadFieldsProps) {
  const [wanted, setWanted] = useState('');
  const { subtitleLanguages: chosen } = values;
  const shown = video.subtitles.filter(({ language, name }) =>
    `${language} ${name}`.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  const toggle = (language: string) =>
    change({
      subtitleLanguages: chosen.includes(language)
        ? chosen.filter((known) => known !== language)
        : [...chosen, language],
    });
  return (
    <>
      {video.subtitles.length > searchedFrom && (
        <input
          type="search"
          aria-label={texts.form.findLanguage}
          placeholder={texts.form.findLanguage}
          value={wanted}
          onInput={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      )}
      <ul class="language-list">
        {shown.map(({ language, name, automatic }) => (
          <li key={`${language} ${automatic}`}>
            <label class="check-row">
              <input type="checkbox" checked={chosen.includes(language)} onChange={() => toggle(language)} />
              <span>
                <bdi>{name || language}</bdi> {automatic && <small>{texts.form.automatic}</small>}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}

function SubtitleFields(props: DownloadFieldsProps) {
  const { video, values, change } = props;
  const isNone = video.kind === 'video' && video.subtitles.length === 0;
  return (
    <fieldset class="field">
      <legend class="spoken">{texts.form.subtitles}</legend>
      <CheckRow
        label={texts.form.withSubtitles}
        hint={isNone ? texts.form.noSubtitles : texts.form.withSubtitlesHint}
        checked={values.withSubtitles && !isNone}
        disabled={isNone}
        onChange={(withSubtitles) => change({ withSubtitles })}
      />
      {values.withSubtitles && !isNone && (
        <div class="nested">
          {video.subtitles.length > 0 && <LanguageList {...props} />}
          <CheckRow
            label={texts.form.embedSubtitles}
            checked={values.embedSubtitles}
            onChange={(embedSubtitles) => change({ embedSubtitles })}
          />
        </div>
      )}
    </fieldset>
  );
}

/** What the browser alone cannot do is shown as it would be, greyed, under the sentence that says what it needs. */
function FileFields({ video, values: wanted, change }: DownloadFieldsProps) {
  const id = useId();
  const alone = isByBrowser(video);
  const values = fitToEngine(wanted, video);
  const keepsFile = alone && video.formats.every(({ protocol }) => protocol === 'https');
  return (
    <div class="field">
      {alone && (
        <p class="hint" id={`${id}-alone`}>
          {texts.form.byBrowser}
        </p>
      )}
      <div class="field-row">
        <label for={id}>{texts.form.thumbnail}</label>
        <select
          id={id}
          disabled={alone}
          aria-describedby={alone ? `${id}-alone` : undefined}
          value={values.thumbnail}
          onChange={({ currentTarget }) =>
            change({ thumbnail: thumbnailMenu.find((entry) => entry === currentTarget.value) ?? 'none' })
          }
        >
          {thumbnailMenu.map((entry) => (
            <option key={entry} value={entry}>
              {texts.form.thumbnails[entry]}
            </option>
          ))}
        </select>
      </div>
      <CheckRow
        label={texts.form.embedMetadata}
        checked={values.embedMetadata}
        disabled={keepsFile}
        onChange={(embedMetadata) => change({ embedMetadata })}
      />
      <CheckRow
        label={texts.form.embedChapters}
        checked={values.embedChapters}
        disabled={alone}
        onChange={(embedChapters) => change({ embedChapters })}
      />
      <CheckRow
        label={texts.form.skipKnown}
        hint={texts.form.skipKnownHint}
        checked={values.skipKnown}
        disabled={alone}
        onChange={(skipKnown) => change({ skipKnown })}
      />
    </div>
  );
}

function SectionFields({ values, problems, change }: DownloadFieldsProps) {
  const id = useId();
  const { sections } = values;
  const set = (place: number, part: Partial<DownloadValues['sections'][number]>) =>
    change({ sections: sections.map((section, at) => (at === place ? { ...section, ...part } : section)) });
  return (
    <fieldset class="field">
      <legend>{texts.form.sections}</legend>
      {sections.map((section, place) => (
        <div key={place} class="section-row">
          {(['from', 'to'] as const).map((end) => {
            const label = end === 'from' ? texts.form.sectionFrom : texts.form.sectionTo;
            return (
              <label key={end}>
                {label}{' '}
                <input
                  type="text"
                  size={7}
                  placeholder={end === 'from' ? '0:00' : '1:30'}
                  aria-label={`${texts.form.section(place + 1)}, ${label}`}
                  aria-invalid={problems.sections !== undefined}
                  aria-describedby={`${id}-problem`}
                  value={section[end]}
                  onInput={({ currentTarget }) => set(place, { [end]: currentTarget.value })}
                />
              </label>
            );
          })}
          <button
            type="button"
            class="icon-button"
            aria-label={texts.form.removeSection(place + 1)}
            title={texts.form.removeSection(place + 1)}
            onClick={() => change({ sections: sections.filter((_, at) => at !== place) })}
          >
            <Icon name="cancel" />
          </button>
        </div>
      ))}
      <FieldProblem id={`${id}-problem`} problem={problems.sections} />
      {sections.length > 0 && <p class="hint">{texts.form.sectionsHint}</p>}
      {sections.length < 20 && (
        <button
          type="button"
          class="button"
          onClick={() => change({ sections: [...sections, { from: '', to: '' }] })}
        >
          {texts.form.addSection}
        </button>
      )}
    </fieldset>
  );
}

function LimitFields({ values, problems, change }: DownloadFieldsProps) {
  const id = useId();
  return (
    <div class="field">
      <div class="field-row">
        <label for={`${id}-rate`}>{texts.form.rateLimit}</label>
        <span class="range">
          <input
            id={`${id}-rate`}
            type="text"
            size={7}
            placeholder={texts.form.rateNone}
            aria-invalid={problems.rateLimit !== undefined}
            aria-describedby={`${id}-rate-problem`}
            value={values.rateLimit}
            onInput={({ currentTarget }) => change({ rateLimit: currentTarget.value })}
          />
          {texts.form.rateUnit(values.rateLimit)}
        </span>
      </div>
      <FieldProblem id={`${id}-rate-problem`} problem={problems.rateLimit} />
      <label class="wide-field">
        <span>{texts.form.template}</span>
        <input
          type="text"
          spellcheck={false}
          placeholder="%(uploader)s/%(title)s [%(id)s].%(ext)s"
          aria-invalid={problems.template !== undefined}
          aria-describedby={`${id}-template`}
          value={values.template}
          onInput={({ currentTarget }) => change({ template: currentTarget.value })}
        />
      </label>
      {problems.template ? (
        <FieldProblem id={`${id}-template`} problem={problems.template} />
      ) : (
        <p class="hint" id={`${id}-template`}>
          {texts.form.templateHint}
        </p>
      )}
    </div>
  );
}

/** Subtitles, thumbnail, what goes into the file, parts, speed, name. */
export function DownloadFields(props: DownloadFieldsProps) {
  const { video, values, problems } = props;
  const alone = isByBrowser(video);
  const [hidden] = Object.values(problems);
  const fold = useUnfolding(hidden);
  return (
    <details class="more" ref={fold}>
      <summary>
        <span>{texts.form.more}</span>
        <span class="more-summary">{hidden ?? summariseDownloadOptions(fitToEngine(values, video))}</span>
        <Icon name="more" />
      </summary>
      <div class="more-fields">
        <SubtitleFields {...props} />
        <FileFields {...props} />
        {video.kind === 'video' && !alone && <SectionFields {...props} />}
        <LimitFields {...props} />
        <FormatFields values={values} change={props.change} refuse={props.refuse} />
      </div>
    </details>
  );
}
