import type { Place } from '../../model/place.ts';
import type { RecordTraits } from '../../model/record.ts';
import type { BlockValue } from './hcl/module/resource.ts';
import type { Value } from './hcl/value.ts';

/**
 * What the gate knows of one provider: which of its resources are zones, records and PTR settings, and how it reads their
 * arguments. To teach it a provider, write one of these and add it to `providers/index.ts`.
 */
export interface Provider {
  readonly zones: readonly ZoneResource[];
  readonly records: readonly RecordResource[];
  readonly pointers?: readonly PointerResource[];
}

/** A resource or data source that stands for a zone. */
export interface ZoneResource {
  readonly resource: string;
  /** The arguments that may hold the zone's domain name; the first that is there counts. */
  readonly name: readonly string[];
  /** A nested block that holds them instead, of a data source that searches. */
  readonly filter?: string;
  /** Lists of zones, each with `id` and `name`, that a data source has when it was read. */
  readonly found?: readonly string[];
  /** The argument with a name of another kind that records may give instead of the domain name. */
  readonly label?: string;
  /** Whether the Internet does not see the zone. */
  readonly isPrivate?: (block: BlockValue) => boolean;
  /** The argument with an address that the provider gives the zone's own name by itself. */
  readonly address?: string;
}

/**
 * How a provider takes the name of a record. `relative`: below the zone unless it has a final dot, `@` or nothing for the
 * zone itself. `absolute`: the whole name, with or without final dot. `dotted`: the whole name, refused without final
 * dot. `either`: the whole name where it lies in the zone, else relative. `suffix`: the whole name where it ends in the
 * letters of the zone's name, else relative.
 */
export type NameStyle = 'relative' | 'absolute' | 'dotted' | 'either' | 'suffix';

/**
 * How a provider takes a name that a record points to. `absolute`: the whole name, with or without final dot. `dotted`:
 * the same, but refused without final dot. `relative`: as in a zone file, below the zone where the final dot is missing.
 */
export type TargetStyle = 'absolute' | 'dotted' | 'relative';

/**
 * How a provider takes a text. `plain`: as it is to be published. `either`: the same, or in quotation marks as in a zone
 * file. `zone-file`: in quotation marks, without them every blank begins a new string. `route53`: what is between
 * quotation marks, the outermost of which Terraform adds where they are missing.
 */
export type TextStyle = 'plain' | 'either' | 'zone-file' | 'route53';

/** The data of one record as it is written: as in a zone file, or with the preference of an MX record apart. */
export interface WrittenData {
  readonly value: Value;
  readonly preference?: Value;
  /** The argument that the preference belongs into; undefined where both stand in one text. */
  readonly preferenceName?: string;
  /** Where the value is written, for values that do not say it themselves. */
  readonly place: Place;
}

/** A resource that stands for one record, or for all records of one name and type. */
export interface RecordResource {
  readonly resource: string;
  /** The argument that says which zone, and what a text in it is: its domain name, its id, or the label of the zone. */
  readonly zone: { readonly argument: string; readonly holds: 'name' | 'id' | 'label' };
  /** The arguments that may hold the owner's name. */
  readonly name: {
    readonly arguments: readonly string[];
    readonly style: NameStyle;
    /** What the provider adds to the resource when it makes it: the whole name, which tells the zone of a relative one. */
    readonly whole?: string;
  };
  /** The type, or the argument that holds it and what some words in it stand for. */
  readonly type:
    | { readonly is: string }
    | { readonly argument: string; readonly words?: Readonly<Record<string, string>> };
  readonly targets: TargetStyle;
  readonly texts: TextStyle;
  readonly values: (block: BlockValue, type: string) => readonly WrittenData[];
  /** Whether a second resource of the same name and type is refused, for the provider takes all their records in one. */
  readonly isWhole?: (block: BlockValue) => boolean;
  /** Whether the provider chooses between this resource and others of the same name and type for each question. */
  readonly isChoice?: (block: BlockValue) => boolean;
  readonly traits?: (block: BlockValue, type: string) => RecordTraits | undefined;
  /** Why the provider finds the data by itself, as the end of a sentence after “because”; undefined where it does not. */
  readonly isFound?: (block: BlockValue) => string | undefined;
  /** The nested blocks that are a record each; the resource itself where there is no such thing. */
  readonly entries?: string;
  readonly isPrivate?: boolean;
}

/** A resource that sets the PTR record of an address. */
export interface PointerResource {
  readonly resource: string;
  /** The nested blocks that hold the arguments, outermost first; the resource itself where there is no such thing. */
  readonly within?: readonly string[];
  /** The arguments that may hold the address; the first that is there counts. */
  readonly address: readonly string[];
  /** The argument that refers to the resource or data source which has the address, and the arguments for it there. */
  readonly holder?: { readonly argument: string; readonly address: readonly string[] };
  readonly target: readonly string[];
  /** Whether a name of one label sets no PTR record. */
  readonly isOnlyWhole?: boolean;
  /** Whether it is more than the setting of a PTR record, so that mistakes in it are none of the DNS. */
  readonly isHost?: boolean;
}
