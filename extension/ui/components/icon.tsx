import { logoPaths } from '../logo.ts';

const outlines = {
  alert:
    'M12 8v5M12 16.5v.1M10.3 4.2 2.8 17.4A2 2 0 0 0 4.5 20.4h15a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z',
  back: 'M19 12H5M11 6l-6 6 6 6',
  cancel: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  export: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  folder:
    'M3 6.5A1.5 1.5 0 0 1 4.5 5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v8.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5Z',
  list: 'M4 6h16M4 12h16M4 18h16',
  minus: 'M7 12h10',
  more: 'M6 9l6 6 6-6',
  pause: 'M9 5.5v13M15 5.5v13',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  pointer: 'M6 3.5l12.5 8-5.6 1.3 3.4 6-2.6 1.5-3.4-6L6 18.5Z',
  toolbar: 'M3 5h18v14H3zM3 9.5h18M16.5 7.2h1.5',
  remove: 'M4 7h16M9.5 7V4.5h5V7M6 7l1 13h10l1-13M10 11v5M14 11v5',
  resume: 'M8 5.5v13l10.5-6.5Z',
  again: 'M4.5 12A7.5 7.5 0 1 0 7 6.4L4.5 8.5M4.5 4v4.5H9',
} as const;

export type IconName = keyof typeof outlines;

/** A line icon of 20 px in the colour of the text; always beside a text or a name, so hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={outlines[name]} />
    </svg>
  );
}

/** The mark of the product. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
      <path class="logo-star" d={logoPaths.star} />
      <path class="logo-chevron" d={logoPaths.chevron} />
    </svg>
  );
}
