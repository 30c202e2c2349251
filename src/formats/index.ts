import type { Format } from '../model/format.ts';

/** Every format, asked in this order which files are its own. */
export const FORMATS: readonly Format[] = [];
