import type { Place } from '../../../model/place.ts';
import type { BoolValue, NullValue, NumberValue, StringValue } from './value.ts';

/** The syntax tree of HCL (native and JSON syntax alike). Every node is itself the place where it stands. */
export type Expression =
  | Literal
  | Template
  | Traversal
  | AttributeAccess
  | IndexAccess
  | Splat
  | SplatItem
  | Call
  | Conditional
  | Binary
  | Unary
  | TupleConstructor
  | ObjectConstructor
  | ForExpression;

export interface Literal extends Place {
  readonly kind: 'literal';
  readonly value: StringValue | NumberValue | BoolValue | NullValue;
}

/** Text with holes: `"a ${b} c"`. One interpolation alone is no template but the expression in it. */
export interface Template extends Place {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart = Expression | IfDirective | ForDirective;

/** `%{ if }…%{ else }…%{ endif }` */
export interface IfDirective extends Place {
  readonly kind: 'if-directive';
  readonly condition: Expression;
  readonly whenTrue: readonly TemplatePart[];
  readonly whenFalse: readonly TemplatePart[];
}

/** `%{ for k, v in … }…%{ endfor }` */
export interface ForDirective extends Place {
  readonly kind: 'for-directive';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

/** A name and the attribute names written right behind it: `local.hosts`, `aws_route53_zone.main.name`. */
export interface Traversal extends Place {
  readonly kind: 'traversal';
  readonly names: readonly string[];
}

export interface AttributeAccess extends Place {
  readonly kind: 'attribute';
  readonly target: Expression;
  readonly name: string;
}

export interface IndexAccess extends Place {
  readonly kind: 'index';
  readonly target: Expression;
  readonly key: Expression;
}

/** `target[*].rest` and `target.*.rest`; in `each` the element is the splat item. */
export interface Splat extends Place {
  readonly kind: 'splat';
  readonly target: Expression;
  readonly each: Expression;
}

export interface SplatItem extends Place {
  readonly kind: 'splat-item';
}

export interface Call extends Place {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** Whether the last argument ends in `…`: a list of arguments. */
  readonly expandsLast: boolean;
}

export interface Conditional extends Place {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export type BinaryOperator = '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export interface Binary extends Place {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Place {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

export interface TupleConstructor extends Place {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
}

export interface ObjectConstructor extends Place {
  readonly kind: 'object';
  readonly items: readonly ObjectItem[];
}

/** A key that is a bare word stands for itself, and is a literal here. */
export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for k, v in … : value if condition]`, and with a key `{for k, v in … : key => value...}`. */
export interface ForExpression extends Place {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  /** Whether values of the same key are collected in a list. */
  readonly groups: boolean;
  readonly condition: Expression | undefined;
}

export interface Attribute extends Place {
  readonly name: string;
  readonly namePlace: Place;
  readonly value: Expression;
}

export interface Block extends Place {
  readonly type: string;
  readonly labels: readonly string[];
  /** Type and labels, without the body. */
  readonly header: Place;
  readonly body: Body;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}
