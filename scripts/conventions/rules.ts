/** All conventions, by what they say. */
import { errorCodes } from '../../shared/error-codes.ts';
import { commands } from '../../shared/protocol/commands.ts';
import { findEmptyCatches, findMachinePaths, findSilencers, findUndocumentedExports } from './code-rules.ts';
import { findBrokenLinks, findLostFiles, findMissingDocuments } from './document-rules.ts';
import {
  findExportersThatMeet,
  findForbiddenImports,
  findImportsOfLaterRooms,
  findUntakenExports,
} from './import-rules.ts';
import {
  findUnlistedCodes,
  findUnlistedCommands,
  findUnlistedExporters,
  findUnlistedPlatforms,
} from './list-rules.ts';
import { findEarlySchemas } from './loading-rules.ts';
import { findEmptyExportNames, findEmptyFileNames } from './naming-rules.ts';
import type { Rule } from './project.ts';
import { findEmptyTests } from './test-rules.ts';

export const rules: [string, Rule][] = [
  ['rooms import only what the import table allows', findForbiddenImports],
  ['exporters do not import one another', findExportersThatMeet],
  ['rooms of a platform import only those before them', findImportsOfLaterRooms],
  ['what is exported is taken by another file', findUntakenExports],
  ['the popup and what runs in pages begin without zod and the sentences of errors', findEarlySchemas],
  ['files and folders have names that say something', findEmptyFileNames],
  ['exports have names that say something', findEmptyExportNames],
  ['no comment silences a checker', findSilencers],
  ['no error is caught and lost', findEmptyCatches],
  ['exported functions, classes and types of the product have a docblock', findUndocumentedExports],
  ['no file names a folder of one machine', findMachinePaths],
  ['every test can fail, and none is skipped without a reason', findEmptyTests],
  ['every platform is listed, documented and tested', findUnlistedPlatforms],
  ['every exporter is listed, documented and tested', findUnlistedExporters],
  ['every command is listed, documented and tested', findUnlistedCommands(Object.keys(commands))],
  ['every error code is used, documented and tested', findUnlistedCodes(errorCodes)],
  ['links in documents lead somewhere', findBrokenLinks],
  ['files that tables of documents name are there', findLostFiles],
  ['the documents of a project are there', findMissingDocuments],
];
