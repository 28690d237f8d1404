import { createWireError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { WireError } from '../../../shared/wire-error.ts';
import type { PageKind } from './page-read.ts';

/** A page's no: the kind of page it makes, and the error, with the platform's own words where it has some. */
export interface PageRefusal {
  page: PageKind;
  error: WireError;
}

/** What is not here makes a page that is `unavailable`. */
const kinds: Partial<Record<ErrorCode, PageKind>> = {
  'platform.login_required': 'login',
  'platform.consent_required': 'consent',
  'platform.rate_limited': 'rate_limited',
  'platform.page_changed': 'unknown',
  'input.not_supported': 'unknown',
  'input.unreadable': 'unknown',
  'net.failed': 'unknown',
};

/** The refusal of a code; `message` is what the platform says. */
export function createPageRefusal(
  code: ErrorCode,
  message?: string | null,
  context: WireError['context'] = {},
): PageRefusal {
  return {
    page: kinds[code] ?? 'unavailable',
    error: createWireError(code, message?.trim() || undefined, context),
  };
}
