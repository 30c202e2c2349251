import type { Place } from '../../../../model/place.ts';
import type { EvaluationProblem } from '../problem-log.ts';
import type { UnknownValue, Value } from '../value.ts';

/** An argument as it is written and what it comes to. */
export interface AttributeValue extends Place {
  readonly name: string;
  readonly value: Value;
  readonly namePlace: Place;
}

/** A block with everything in it evaluated. It is itself the place of its header. */
export interface BlockValue extends Place {
  readonly type: string;
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** In file order, dynamic ones where they stand. */
  readonly blocks: readonly BlockValue[];
  /** Set where it is not known how many of the block there are: then it stands for any number of them. */
  readonly expansion?: UnknownValue;
}

/** One object that the configuration describes: of `count` and `for_each` there is one instance each. */
export interface ResourceInstance extends BlockValue {
  readonly mode: 'managed' | 'data';
  /** Such as `aws_route53_record`; `type` is the word `resource` or `data`. */
  readonly resourceType: string;
  readonly name: string;
  readonly key: string | number | undefined;
  /** As Terraform writes it: `module.mail["a"].aws_route53_record.mx[0]`. */
  readonly address: string;
  /** The address of the module instance, `''` for the root. */
  readonly module: string;
  /** The provider that is chosen, such as `aws.east`; undefined for the default one. */
  readonly provider: string | undefined;
  /** What could not be evaluated, by argument or type of nested block. */
  readonly mistakes?: Mistakes;
  /** Set where Terraform only stops managing it: it is there as before, unless something else has taken it over. */
  readonly isForgotten?: true;
}

/** Problems that are told only where somebody needs the value: a configuration is more than its DNS. */
export type Mistakes = ReadonlyMap<string, readonly EvaluationProblem[]>;

/** A call of a module that is not in the repository. */
export interface RemoteModule extends BlockValue {
  readonly name: string;
  readonly key: string | number | undefined;
  readonly address: string;
  /** As written, such as `terraform-aws-modules/route53/aws`; undefined where it is not plain text. */
  readonly source: string | undefined;
}

/** A `provider` block. */
export interface ProviderConfiguration extends BlockValue {
  /** Such as `aws`; with an alias `aws.east`. */
  readonly name: string;
  readonly module: string;
}

/** The nested blocks of one type, also where they are written as an argument: in JSON both look the same. */
export function blocksOf(block: BlockValue, type: string): readonly BlockValue[] {
  const attribute = block.attributes.get(type);
  const own = block.blocks.filter((inner) => inner.type === type);
  if (attribute === undefined) return own;
  const { value } = attribute;
  if (value.kind === 'unknown') return [...own, { ...emptyBlock(type, attribute), expansion: value }];
  const items = 'elements' in value ? value.elements : [value];
  return [...own, ...items.flatMap((item) => blockFrom(type, item, attribute) ?? [])];
}

function emptyBlock(type: string, { file, start, end }: Place): BlockValue {
  return { type, attributes: new Map(), blocks: [], file, start, end };
}

function blockFrom(type: string, value: Value, place: Place): BlockValue | undefined {
  if (value.kind === 'unknown') return { ...emptyBlock(type, place), expansion: value };
  if (!('entries' in value)) return undefined;
  const attributes = new Map<string, AttributeValue>();
  for (const [name, entry] of value.entries) {
    const { file, start, end } = ('place' in entry ? entry.place : entry.pieces[0]?.place) ?? value.place ?? place;
    attributes.set(name, { name, value: entry, namePlace: { file, start, end }, file, start, end });
  }
  return { ...emptyBlock(type, value.place ?? place), attributes };
}
