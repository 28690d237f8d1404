import { pickFolder } from '../choose-folder/pick-folder.ts';
import { defineCommand } from '../define-command.ts';

export const chooseFolder = defineCommand('choose-folder', async ({ purpose }, { host, signal }) => ({
  path: await pickFolder(purpose, { host, signal }),
}));
