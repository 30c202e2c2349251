/** `["a.b"]`, `[0]`: how one of several instances is told from the others. */
const KEY = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g;
/** The call at the end of a module's address. */
const LAST_CALL = /(?:^|\.)module\.([^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/;

/** The address of the block that an instance comes from: `module.mail.aws_route53_record.mx`. */
export function withoutKeys(address: string): string {
  return address.replace(KEY, '');
}

/** A module instance apart: the call's name, its key, and the address of the module that calls. Undefined for the root. */
export function callOf(
  module: string,
): { readonly name: string; readonly key: string | number | undefined; readonly caller: string } | undefined {
  const match = LAST_CALL.exec(module);
  if (match === null) return undefined;
  const [, name, key] = match;
  return { name, key: keyOf(key), caller: module.slice(0, match.index) };
}

/** The names of the calls that lead from the root to a module instance. */
export function callNames(module: string): readonly string[] {
  const names: string[] = [];
  for (let call = callOf(module); call !== undefined; call = callOf(call.caller)) names.unshift(call.name);
  return names;
}

/** The key that a bracket holds; undefined where there is none, or one that is computed. */
export function keyOf(bracket: string | undefined): string | number | undefined {
  if (bracket === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(bracket.slice(1, -1));
    return typeof key === 'string' || typeof key === 'number' ? key : undefined;
  } catch {
    return undefined;
  }
}
