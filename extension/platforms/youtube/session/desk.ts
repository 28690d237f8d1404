/** What a collector has before it while it works in one page. */
import type { SourceKind } from '../../../../shared/model/source.ts';
import type { Json } from '../../../core/json.ts';
import type { PageAccess } from '../../platform.ts';
import type { Innertube } from './innertube.ts';

export interface Desk {
  page: PageAccess;
  tube: Innertube;
  /** The first page of the source resolved last: the job asks for it next, and once is enough. */
  kept: { browseId: string; kind: SourceKind; doc: Json } | null;
}
