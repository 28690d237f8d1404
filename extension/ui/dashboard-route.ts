/** Where in the dashboard one is, as the hash of its address, so that links, history and reloads work. */

export type DashboardRoute =
  | { view: 'jobs' }
  | { view: 'job'; jobId: string }
  /** Downloads, with the page that one wants something of. */
  | { view: 'downloads'; url: string | null }
  /** What the companion is and where it writes. */
  | { view: 'companion' }
  /** Looks at every hop on the way to the companion. */
  | { view: 'doctor' }
  /** What accounts were asked for and may be. */
  | { view: 'accounts' }
  /** Files of the user's own, made smaller, into sound, or put together. */
  | { view: 'convert' }
  /** Where exports go. */
  | { view: 'places' };

/** Of the page with downloads. */
export const downloadsHash = '#downloads';

/** The hash with its `#`; `dashboard.html` plus this is a link. */
export function toDashboardHash(route: DashboardRoute): string {
  switch (route.view) {
    case 'jobs':
      return '#';
    case 'job':
      return `#${encodeURIComponent(route.jobId)}`;
    case 'downloads':
      return route.url === null ? downloadsHash : `${downloadsHash}=${encodeURIComponent(route.url)}`;
    case 'companion':
    case 'doctor':
    case 'accounts':
    case 'convert':
    case 'places':
      return `#${route.view}`;
  }
}
