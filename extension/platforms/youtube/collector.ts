import type { Collector, PageAccess } from '../platform.ts';
export function createCollector(_page: PageAccess): Collector {
  return {
    answer: async () => ({
      error: { code: 'bug.unexpected', message: '', context: {}, retryable: false },
      retryAfterSec: null,
    }),
  };
}
