import type { Severity } from '../model/finding.ts';

/** What is wrong with one stretch of a text, UTF-16 offsets, `end` exclusive. */
export interface Defect {
  readonly start: number;
  readonly end: number;
  /** Where it is not an error. */
  readonly severity?: Exclude<Severity, 'error'>;
  /** What tells it from other defects of the same text, whatever else stands there. */
  readonly key: string;
  /** What follows “In the DMARC record of example.com, ”: `“p=rejct” asks for nothing that receivers know.` */
  readonly message: string;
  readonly advice: string;
  /** What to put in place of the stretch, where that is certain. */
  readonly replacement?: string;
}
