export * from './app-error.ts';
export { type ErrorCode, errorCodes } from './error-codes.ts';
export * from './wire-error.ts';
