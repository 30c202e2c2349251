import type { MailRule } from '../proposal/proposal.ts';

/** Every rule, in the order of the documentation. */
export const RULES: readonly MailRule[] = [];
