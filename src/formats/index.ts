import type { Format } from '../model/format.ts';
import { bindFormat } from './bind/index.ts';
import { octodnsFormat } from './octodns/index.ts';
import { terraformFormat } from './terraform/index.ts';

/** Every format, asked in this order which files are its own; each with its own memory of one run. */
export function formats(): Format[] {
  return [bindFormat(), octodnsFormat(), terraformFormat()];
}
