import { me } from './boot.js';
import { button, el, link } from './dom.js';

/** The bar on top of every page. */
export function buildFrame(main) {
  const isIn = me.USER_ID !== '0';
  return el(
    'div',
    { class: 'comet' },
    el(
      'div',
      { role: 'banner', class: 'banner' },
      link('/', { 'aria-label': 'Facebook', class: 'logo' }, 'Testbed'),
      el('input', {
        type: 'search',
        'aria-label': 'Search Facebook',
        placeholder: 'Search Facebook',
        class: 'search',
      }),
      el(
        'div',
        { role: 'navigation', 'aria-label': 'Account Controls and Settings', class: 'account' },
        ...(isIn
          ? [
              link('/saved/', {}, 'Saved'),
              link('/stories/archive/', {}, 'Archive'),
              link('/me', { 'aria-label': 'Your profile' }, me.NAME),
            ]
          : [link('/login/', { class: 'primary' }, 'Log In')]),
        button('Menu', { class: 'round' }, '⋮⋮'),
      ),
    ),
    main,
  );
}
