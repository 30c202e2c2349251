/** Terms with a lookup, of one check (RFC 7208 §4.6.4). */
export const MAX_LOOKUPS = 10;
/** Terms whose lookup has no answer (§4.6.4). */
export const MAX_VOID_LOOKUPS = 2;
/** MX records of one name (§4.6.4). */
export const MAX_MX = 10;
/** PTR records of one address that are looked at (§4.6.4, §5.5). */
export const MAX_PTR = 10;
