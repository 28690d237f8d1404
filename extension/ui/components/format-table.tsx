import { useId, useState } from 'preact/hooks';
import { toShorterSide } from '../../../shared/model/quality.ts';
import { type FormatColumn, type FormatRow, formatSize, nameCodec, sortFormatRows } from '../format-rows.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';

const columns = Object.keys(texts.formats.columns) as FormatColumn[];
/** Left out where the screen is narrow. */
const wideOnly: readonly FormatColumn[] = ['fps', 'container'];

const namePicture = ({ format, tracks }: FormatRow): string => {
  if (tracks === 'audio') return texts.formats.audioOnly;
  const side = toShorterSide(format);
  if (side !== null) return `${side}p`;
  return format.note || texts.formats.unknownPicture;
};

function nameSound({ format, sound, tracks }: FormatRow): string {
  if (format.audioCodec !== null) {
    const language = format.language ? ` (${format.language})` : '';
    return `${nameCodec(format.audioCodec)}${language}`;
  }
  if (sound) return texts.formats.withSound(nameCodec(sound.audioCodec));
  return tracks === 'video' ? texts.formats.silent : '';
}

const renderers: Record<FormatColumn, (row: FormatRow) => string> = {
  picture: namePicture,
  fps: ({ format }) => (format.fps === null ? '' : String(Math.round(format.fps))),
  video: ({ format }) => nameCodec(format.videoCodec),
  audio: nameSound,
  size: ({ bytes, bytesEstimated }) => formatSize(bytes, bytesEstimated),
  container: ({ format }) => format.container,
};

interface Order {
  column: FormatColumn;
  descending: boolean;
}

function Header({ order, sort }: { order: Order | null; sort(column: FormatColumn): void }) {
  return (
    <tr>
      <th class="format-mark" />
      {columns.map((column) => {
        const label = texts.formats.columns[column];
        const direction = order?.descending ? 'descending' : 'ascending';
        return (
          <th
            key={column}
            scope="col"
            class={wideOnly.includes(column) ? 'wide-only' : undefined}
            aria-sort={order?.column === column ? direction : 'none'}
          >
            <button type="button" title={texts.formats.sortBy(label)} onClick={() => sort(column)}>
              {label}
            </button>
          </th>
        );
      })}
    </tr>
  );
}

/** Marks that matter before choosing. */
function Marks({ row: { format } }: { row: FormatRow }) {
  return (
    <>
      {format.hdr && <span class="mark">{texts.formats.hdr}</span>}
      {format.drm && <span class="mark">{texts.formats.drm}</span>}
    </>
  );
}

interface FormatTableProps {
  rows: readonly FormatRow[];
  /** The choice of the row that is on; null when a preset is. */
  chosen: string | null;
  choose(choice: string): void;
}

/** Every format of a page, to be sorted and chosen by mouse or keys: the rows are one group of radio buttons. */
export function FormatTable({ rows, chosen, choose }: FormatTableProps) {
  const name = useId();
  const [order, setOrder] = useState<Order | null>(null);
  const sort = (column: FormatColumn) =>
    setOrder({ column, descending: order?.column === column ? !order.descending : true });
  const sorted = order ? sortFormatRows(rows, order.column, order.descending) : rows;
  return (
    <div class="table formats">
      <table aria-label={texts.formats.name}>
        <thead>
          <Header order={order} sort={sort} />
        </thead>
        <tbody>
          {sorted.map((row) => {
            const { format, choice } = row;
            const label = [namePicture(row), nameCodec(format.videoCodec), format.container, format.id];
            return (
              <tr
                key={format.id}
                data-chosen={choice === chosen}
                data-disabled={format.drm}
                onClick={() => format.drm || choose(choice)}
              >
                <td class="format-mark">
                  <input
                    type="radio"
                    name={name}
                    aria-label={texts.formats.choose(label.filter(Boolean).join(', '))}
                    checked={choice === chosen}
                    disabled={format.drm}
                    onChange={() => choose(choice)}
                  />
                </td>
                {columns.map((column) => (
                  <td
                    key={column}
                    class={wideOnly.includes(column) ? 'wide-only' : undefined}
                    title={column === 'picture' ? format.note : undefined}
                  >
                    {renderers[column](row)}
                    {column === 'picture' && <Marks row={row} />}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
