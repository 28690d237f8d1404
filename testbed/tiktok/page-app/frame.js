import { me } from './api.js';
import { el, icon } from './dom.js';

/** The bar at the side of every page. */
export function buildFrame(main) {
  const entries = [
    ['For You', '/foryou', 'nav-foryou'],
    ['Explore', '/explore', 'nav-explore'],
    ['Following', '/following', 'nav-following'],
    ['Profile', me ? `/@${me.uniqueId}` : '/login', 'nav-profile'],
  ];
  const search = el('input', {
    type: 'search',
    placeholder: 'Search',
    'data-e2e': 'search-user-input',
    class: 'search',
  });
  const links = entries.map(([title, href, name]) =>
    el('a', { href, 'data-e2e': name, class: 'nav-entry' }, icon('dot'), title),
  );
  const login = me
    ? []
    : [el('a', { href: '/login', 'data-e2e': 'nav-login-button', class: 'button primary' }, 'Log in')];
  const logo = el(
    'a',
    { href: '/', 'data-e2e': 'tiktok-logo', class: 'logo' },
    el('span', { class: 'logo-mark' }),
    'Testbed',
  );
  return el(
    'div',
    { class: 'body-container' },
    el('div', { class: 'side-nav', 'data-e2e': 'nav' }, logo, search, ...links, ...login),
    main,
  );
}
