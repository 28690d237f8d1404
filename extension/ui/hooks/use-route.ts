import { useEffect, useState } from 'preact/hooks';
import { type DashboardRoute, toDashboardHash } from '../dashboard-route.ts';
import { parseDashboardHash } from '../parse-dashboard-hash.ts';

/** The place in the dashboard, and a way to another one; the browser's back button works. */
export function useRoute(): [DashboardRoute, (route: DashboardRoute) => void] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = (route: DashboardRoute) => {
    location.hash = toDashboardHash(route);
  };
  return [parseDashboardHash(hash), go];
}
