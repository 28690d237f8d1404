/**
 * The platform of the pages a script runs in. The build makes a script for each platform and puts its definition here
 * (wxt.config.ts), so that no page carries the addresses of the others.
 */
export { youtubeButtonPlaces as places } from '../../platforms/youtube/button-places.ts';
export { youtube as platform } from '../../platforms/youtube/index.ts';
