/** JSON as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A resource or data source as a plan tells of it, before or after apply. */
export interface PlannedObject {
  /** As in `module.mail["a"].aws_route53_record.mx[0]`. */
  readonly address: string;
  /** The address of its module instance, `''` for the root. */
  readonly module: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: string | number | undefined;
  readonly values: JsonObject;
  /** `true` in the shape of the values where one is known only after apply. */
  readonly unknown: Json;
  /** `true` in the shape of the values where one is marked as sensitive. */
  readonly sensitive: Json;
  /** Why the object is not sure to be made; undefined where it is. */
  readonly deferred?: string;
  /** Set where Terraform only stops managing it. */
  readonly isForgotten?: true;
}

/** What `terraform show -json` says of a saved plan, as far as the gate needs it. */
export interface Plan {
  /** What is there after apply. */
  readonly planned: readonly PlannedObject[];
  /** What was there when the plan was made; undefined where Terraform managed nothing yet. */
  readonly prior: readonly PlannedObject[] | undefined;
  readonly configuration: ConfiguredModule | undefined;
}

/** A module of the configuration; Terraform tells what expressions refer to, and not what they are. */
export interface ConfiguredModule {
  /** By `type.name`, of data sources `data.type.name`. */
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  readonly calls: ReadonlyMap<string, ConfiguredCall>;
  /** What each output refers to. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
}

export interface ConfiguredResource {
  /** By argument or nested block, what it refers to: `aws_route53_zone.main.zone_id`, `var.zone`. */
  readonly arguments: ReadonlyMap<string, readonly string[]>;
  readonly each: readonly string[];
}

export interface ConfiguredCall {
  readonly arguments: ReadonlyMap<string, readonly string[]>;
  readonly each: readonly string[];
  readonly module: ConfiguredModule;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; everything else in it is passed over. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
