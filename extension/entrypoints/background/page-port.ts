import { AppError } from '../../../shared/errors.ts';
import type { CollectorRequest } from '../../core/page-read.ts';
import type { PagePort } from '../../jobs/ports.ts';
import { askCollector } from '../../messaging/collector-tabs.ts';
import { findPlatform } from '../../platforms/index.ts';
import { requestLanes } from './request-lanes.ts';

/** Details are two requests of the page, the others one. */
const costOf = (request: CollectorRequest): number => (request.verb === 'details' ? 2 : 1);

/** Reads pages through tabs of the user's own browser, within the account's budget. */
export const pagePort: PagePort = {
  async ask(ref, request, signal) {
    const platform = findPlatform(ref.platform);
    if (!platform) throw new AppError('input.not_supported');
    await requestLanes.take(ref.platform, costOf(request), signal);
    const reply = await askCollector({ platform, ref, request, signal });
    const error = 'error' in reply ? reply.error : 'read' in reply ? reply.read.error : null;
    await requestLanes.note(ref.platform, error, 'error' in reply ? reply.retryAfterSec : null);
    return reply;
  },
};
