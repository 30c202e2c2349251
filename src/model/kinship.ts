/**
 * How the views of two findings, one before and one after a change, are akin: `same` where one view has both, `possible`
 * where one of the views has no counterpart, so that it may have been renamed, `none` where both are there before and
 * after.
 */
export type Kinship = 'same' | 'possible' | 'none';
