import { useEffect, useState } from 'preact/hooks';

/** Whether a media query holds now; renders again when that changes, as when the window is resized. */
export function useMediaQuery(query: string): boolean {
  const [list] = useState(() => matchMedia(query));
  const [matches, setMatches] = useState(list.matches);
  useEffect(() => {
    const update = () => setMatches(list.matches);
    list.addEventListener('change', update);
    update();
    return () => list.removeEventListener('change', update);
  }, [list]);
  return matches;
}
