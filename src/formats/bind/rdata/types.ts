/**
 * How one field of a record's data is written. A `+` or `*` at the end says that the field takes all words to the end
 * of the record, at least one or any number; a `?` that it may be missing.
 */
export type Field =
  | 'ipv4'
  | 'ipv6'
  | 'name'
  | 'name*'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'period'
  | 'string'
  | 'string?'
  | 'string+'
  | 'word'
  | 'hex+'
  | 'hex'
  | 'salt'
  | 'base32'
  | 'base64'
  | 'base64+'
  | 'base64*'
  | 'type'
  | 'types*'
  | 'certificate'
  | 'algorithm'
  | 'time'
  | 'groups4'
  | 'eui48'
  | 'eui64'
  | 'gateway'
  | 'any'
  | 'any+'
  | 'any*';

/** A record type of the IANA registry. */
export interface TypeInfo {
  readonly number: number;
  readonly mnemonic: string;
  /** Its presentation format; undefined for a type that has none, and that only `\#` of RFC 3597 can write. */
  readonly fields: readonly Field[] | undefined;
  /** By field: whether it takes all words that are left, and whether it may be missing. */
  readonly takesRest: readonly boolean[];
  readonly mayMiss: readonly boolean[];
}

const NO_FORMAT = '-';
const OPT = 41;
const FIRST_META = 128;
const LAST_META = 255;

/** Number, mnemonic, fields; `-` for no presentation format. */
const TABLE = `
1 A ipv4
2 NS name
3 MD name
4 MF name
5 CNAME name
6 SOA name name u32 period period period period
7 MB name
8 MG name
9 MR name
10 NULL -
11 WKS ipv4 any+
12 PTR name
13 HINFO string string
14 MINFO name name
15 MX u16 name
16 TXT string+
17 RP name name
18 AFSDB u16 name
19 X25 string
20 ISDN string string?
21 RT u16 name
22 NSAP any
23 NSAP-PTR name
24 SIG type algorithm u8 period time time u16 name base64+
25 KEY any any any base64*
26 PX u16 name name
27 GPOS string string string
28 AAAA ipv6
29 LOC any+
30 NXT name any*
31 EID hex+
32 NIMLOC hex+
33 SRV u16 u16 u16 name
34 ATMA any
35 NAPTR u16 u16 string string string name
36 KX u16 name
37 CERT certificate u16 algorithm base64+
38 A6 any+
39 DNAME name
40 SINK any+
41 OPT -
42 APL any*
43 DS u16 algorithm u8 hex+
44 SSHFP u8 u8 hex+
45 IPSECKEY u8 u8 u8 gateway base64*
46 RRSIG type algorithm u8 period time time u16 name base64+
47 NSEC name types*
48 DNSKEY any u8 algorithm base64*
49 DHCID base64+
50 NSEC3 u8 u8 u16 salt base32 types*
51 NSEC3PARAM u8 u8 u16 salt
52 TLSA u8 u8 u8 hex+
53 SMIMEA u8 u8 u8 hex+
55 HIP u8 hex base64 name*
56 NINFO string+
57 RKEY any any algorithm base64+
58 TALINK name name
59 CDS u16 algorithm u8 hex+
60 CDNSKEY any u8 algorithm base64*
61 OPENPGPKEY base64+
62 CSYNC u32 u16 types*
63 ZONEMD u32 u8 u8 hex+
64 SVCB u16 name any*
65 HTTPS u16 name any*
66 DSYNC type any u16 name
67 HHIT base64+
68 BRID base64+
99 SPF string+
100 UINFO -
101 UID -
102 GID -
103 UNSPEC -
104 NID u16 groups4
105 L32 u16 ipv4
106 L64 u16 groups4
107 LP u16 name
108 EUI48 eui48
109 EUI64 eui64
128 NXNAME -
249 TKEY -
250 TSIG -
251 IXFR -
252 AXFR -
253 MAILB -
254 MAILA -
255 ANY -
256 URI u16 u16 string
257 CAA u8 word string
258 AVC string+
259 DOA u32 u32 u8 string base64+
260 AMTRELAY u8 u8 u8 gateway
261 RESINFO string+
262 WALLET string+
263 CLA string+
264 IPN u64
32768 TA u16 algorithm u8 hex+
32769 DLV u16 algorithm u8 hex+
`;

const TYPES = TABLE.trim().split('\n').map(typeInfo);
const BY_NUMBER = new Map(TYPES.map((type) => [type.number, type]));
const BY_MNEMONIC = new Map(TYPES.map((type) => [type.mnemonic, type]));

function typeInfo(line: string): TypeInfo {
  const [number, mnemonic, ...fields] = line.split(' ');
  const hasFormat = fields[0] !== NO_FORMAT;
  return {
    number: Number(number),
    mnemonic,
    fields: hasFormat ? (fields as Field[]) : undefined,
    takesRest: fields.map((field) => field.endsWith('+') || field.endsWith('*')),
    mayMiss: fields.map((field) => field.endsWith('?') || field.endsWith('*')),
  };
}

/** Every type of the registry that has a mnemonic. */
export const RECORD_TYPES: readonly TypeInfo[] = TYPES;

/** What is known of a type number; undefined for a number without a mnemonic. */
export function typeOf(number: number): TypeInfo | undefined {
  return BY_NUMBER.get(number);
}

/** Whether a number is for questions and pseudo records, so that no zone can hold it: RFC 6895 §3.1. */
export function isMetaType(number: number): boolean {
  return number === 0 || number === OPT || (number >= FIRST_META && number <= LAST_META);
}

/** The mnemonic of a type number, or `TYPEnnn` (RFC 3597 §5). */
export function mnemonicOf(number: number): string {
  return BY_NUMBER.get(number)?.mnemonic ?? `TYPE${number}`;
}

/** The number of a mnemonic or of `TYPEnnn` in any case; −1 for what is no type. */
export function typeNumber(mnemonic: string): number {
  const upper = mnemonic.toUpperCase();
  const known = BY_MNEMONIC.get(upper);
  if (known !== undefined) return known.number;
  if (upper === '*') return 255;
  const number = /^TYPE([0-9]{1,5})$/.exec(upper)?.[1];
  return number !== undefined && Number(number) <= 0xffff ? Number(number) : -1;
}
