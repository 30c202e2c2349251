import type { SourceFile } from '../../../model/source-file.ts';
import { UsageError } from '../../../model/usage-error.ts';
import { isObject, type Json, type JsonObject, objectsOf, type Plan, type PlannedObject, textOf } from './plan.ts';
import { readConfiguration } from './read-configuration.ts';

/** Major versions of the format that are read; Terraform 0.12 began with 0, and 1 has been compatible since 1.0. */
const VERSIONS = /^[01]\./;
const HOW = 'Write it with “terraform plan -out=tfplan” and “terraform show -json tfplan > FILE”.';
/** A saved plan itself is a zip archive. */
const ZIP = 'PK\u0003\u0004';

/**
 * Reads the JSON of a plan (`terraform show -json`). Throws a UsageError that says what to do for anything else, and
 * for a plan of a run that failed, because it lacks what was not reached.
 */
export function readPlan(file: SourceFile): Plan {
  const json = parse(file);
  if (typeof json.format_version !== 'string') {
    throw wrong(file, '@level' in json ? LOG : 'it has no “format_version”');
  }
  if (!VERSIONS.test(json.format_version)) {
    const version = /^[\w.]{1,20}$/.test(json.format_version) ? ` version ${json.format_version}` : '';
    throw wrong(file, `its format${version} is not known here`);
  }
  if (isObject(json.values)) throw wrong(file, 'it is a state, not a plan');
  if (!isObject(json.planned_values) && !Array.isArray(json.resource_changes)) {
    throw wrong(file, 'it has neither “planned_values” nor “resource_changes”');
  }
  if (json.errored === true) {
    throw new UsageError(
      `The run of Terraform that wrote ${file.path} failed, so the plan lacks what it did not reach. Mend that first.`,
    );
  }
  const changes = objectsOf(json.resource_changes).filter(isCurrent);
  const byAddress = new Map(changes.map((change) => [textOf(change.address), change]));
  const { prior_state: state, planned_values: values } = json;
  const before =
    isObject(state) && isObject(state.values) ? objectsBelow(state.values) : changedObjects(changes, 'before');
  const after = isObject(values) ? objectsBelow(values, byAddress) : changedObjects(changes, 'after');
  // A plan that only refreshes has no changes and plans nothing; elsewhere somebody has taken them out.
  const tellsChanges = Array.isArray(json.resource_changes) || after.length === 0;
  const root = isObject(json.configuration) ? json.configuration.root_module : undefined;
  return {
    planned: [
      ...after,
      ...(tellsChanges ? untouched(before, after, byAddress) : []),
      ...deferred(json.deferred_changes),
    ],
    // Data sources are read, and stand in the state, before anything is managed.
    prior: before.some(({ mode }) => mode === 'managed') ? before : undefined,
    configuration: isObject(root) ? readConfiguration(root) : undefined,
  };
}

const LOG = 'it is the log of “terraform plan -json”';

function parse(file: SourceFile): JsonObject {
  if (file.text.startsWith(ZIP)) throw wrong(file, 'it is the plan itself and not its JSON');
  let json: Json;
  try {
    json = JSON.parse(file.text.replace(/^\ufeff/, '')) as Json;
  } catch {
    // Node's own message repeats what the file holds, and a plan may hold secrets.
    throw wrong(file, file.text.startsWith('{"@level"') ? LOG : 'it is no JSON');
  }
  if (!isObject(json)) throw wrong(file, 'it is no JSON object');
  return json;
}

function wrong({ path }: SourceFile, what: string): UsageError {
  return new UsageError(`${path} is no Terraform plan in JSON: ${what}. ${HOW}`);
}

/** All objects of a state or of planned values, with what the changes say is not known yet. */
function objectsBelow(state: JsonObject, changes?: ReadonlyMap<string, JsonObject>): PlannedObject[] {
  const found: PlannedObject[] = [];
  const open = [{ module: state.root_module, address: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { module, address } = next;
    if (!isObject(module)) continue;
    for (const resource of objectsOf(module.resources)) {
      if (!isCurrent(resource)) continue;
      const change = changes?.get(textOf(resource.address))?.change;
      found.push({
        ...identity(resource, address),
        values: isObject(resource.values) ? resource.values : {},
        unknown: isObject(change) ? (change.after_unknown ?? null) : null,
        sensitive: resource.sensitive_values ?? null,
      });
    }
    for (const child of objectsOf(module.child_modules)) open.push({ module: child, address: textOf(child.address) });
  }
  return found;
}

/** What the changes alone say, of a plan that was cut down to them. */
function changedObjects(changes: readonly JsonObject[], when: 'before' | 'after'): PlannedObject[] {
  return changes.flatMap((resource) => {
    const { change } = resource;
    if (!isObject(change)) return [];
    const stays = when === 'after' && isForgotten(resource);
    const values = change[stays ? 'before' : when];
    if (!isObject(values)) return [];
    const unknown = when === 'after' ? (change.after_unknown ?? null) : null;
    const sensitive = change[`${when}_sensitive`] ?? null;
    const object = { ...identity(resource, textOf(resource.module_address)), values, unknown, sensitive };
    return [stays ? { ...object, isForgotten: true as const } : object];
  });
}

/** False for what is left of an object that has been replaced: it has the address of the one in its place. */
function isCurrent({ deposed, deposed_key: key }: JsonObject): boolean {
  return textOf(deposed) === '' && textOf(key) === '';
}

/**
 * What stays as it is although the planned values do not have it: a plan for some targets, or one that only refreshes,
 * leaves out everything else, and a `removed` block may only make Terraform forget an object. Only what a change deletes
 * is gone.
 */
function untouched(
  before: readonly PlannedObject[],
  after: readonly PlannedObject[],
  changes: ReadonlyMap<string, JsonObject>,
): PlannedObject[] {
  const told = new Set(after.map(({ address }) => address));
  return before.flatMap((object) => {
    if (told.has(object.address)) return [];
    const change = changes.get(object.address);
    if (change === undefined) return [object];
    return isForgotten(change) ? [{ ...object, isForgotten: true as const }] : [];
  });
}

function isForgotten({ change }: JsonObject): boolean {
  return isObject(change) && String(change.actions) === 'forget';
}

/** Changes that Terraform leaves for a later plan, because too much is not known yet. */
function deferred(changes: Json | undefined): PlannedObject[] {
  const later = objectsOf(changes).flatMap(({ resource_change: change }) => (isObject(change) ? [change] : []));
  return changedObjects(later, 'after').map((one) => ({ ...one, deferred: 'Terraform leaves it for a later plan' }));
}

function identity(resource: JsonObject, module: string) {
  const { address, mode, type, name, index } = resource;
  return {
    address: textOf(address),
    module,
    mode: mode === 'data' ? ('data' as const) : ('managed' as const),
    type: textOf(type),
    name: textOf(name),
    key: typeof index === 'string' || typeof index === 'number' ? index : undefined,
  };
}
