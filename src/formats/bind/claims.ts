import { entries, HEAD_OCTETS, headText, kindOf } from './zone-entries.ts';
import { zoneNameFromPath, zoneNameFromText } from './zone-name.ts';

/** What of a file is looked at to tell whether it is a zone file. */
export interface Candidate {
  readonly path: string;
  /** Octets of the whole file. */
  readonly size: number;
  /** Reads at most that many octets from the start. */
  readonly head: (length: number) => Uint8Array;
}

/** How much a file's name says about it being a zone file. */
type Telling = 'zone' | 'likely' | 'nothing' | 'source' | 'never';

/** Endings of copies that editors and merges leave; what they hold is served nowhere. */
const LEFT_OVER = /(?:~|\.(?:bak|orig|old|save|sav|rej|sw[a-p]|tmp|dpkg-\w+|rpm\w+|disabled)|\.bak[.-]?\d*)$/;

/** Endings of files that are something else, whatever they show of zone files. */
const OTHER_FORMATS = new Set(
  (
    'adoc asc asm ash asp bash bat c cc cfg cjs class clj cmake cmd cnf conf cpp crt cs csr css csv cts cxx dart diff dll ' +
    'doc docx dockerfile dylib ejs elf elm eml env erl ex exe exs fish fs gem gif go gradle graphql groovy gz h hbs hcl ' +
    'hpp hs htm html ico ics ini ipynb j jar java jbk jnl jpeg jpg js json json5 jsonc jsonl jsonnet jsx key kt kts less ' +
    'lock log lua m4 mail map markdown md mdx mjs ml mov mp4 mts nix o odt pcap pdf pem php pid pl pm png po ' +
    'private properties proto ps ps1 py pyc pyi r raw rb rego rmd rpm rpz-passthru rs rst rtf sass sc scala scss service sh ' +
    'snap so socket sol sql sqlite sqlite3 sqlite-wal srt svg swift swiftpm tar tex tf tfplan tfstate tfvars tgz timer toml ts ' +
    'tsv tsx ttf vb vbs vue war wasm webp woff woff2 xls xlsx xml xsl xz yaml yml zip zones zsh zst'
  ).split(' '),
);

/** A description in another format, kept in a file that is named as a zone file. */
const OTHER_FORMAT_START = /^\s*(?:\{(?![{%#])|\[|<(?!%)|#!|---\s*$|%YAML|<\?)/m;

/** A line of YAML, of an environment file, of most languages' assignments. */
const ASSIGNMENT = /^\s*[\w.-]+\s*[:=](?:\s|$|["'\w])/;

/** Of `dig`, the answer to one question is no zone. */
const QUERY_OUTPUT = ';; ->>HEADER<<-';

/** How many lines of a file that only its content makes a zone file may be something else: one in so many. */
const FOREIGN_SHARE = 8;

/** Whether a file is a zone file, by its name and by what it holds. Only the start is read, and only where it matters. */
export function isZoneFile(candidate: Candidate): boolean {
  const telling = tellingOf(candidate.path);
  if (telling === 'never') return false;
  if (candidate.size === 0) return telling === 'zone' || (telling === 'likely' && isNamedAfterZone(candidate.path));
  const head = candidate.head(HEAD_OCTETS);
  // Named as a zone file and no text: the user should hear of it.
  if (head.includes(0)) return telling === 'zone';
  if (telling !== 'zone' && telling !== 'likely' && !mentionsZone(head, telling === 'source')) return false;
  return holdsZone(headText(head), candidate.path, telling);
}

/** Whether it holds what no text has; UTF-16 is told apart, because it can be mended by saving it again. */
export function isBinary(head: Uint8Array): boolean {
  return head.includes(0) && !isUtf16(head);
}

/** Whether a file that somebody says is a zone file can be one: it is text. */
export function isTextFile(candidate: Candidate): boolean {
  const head = candidate.head(HEAD_OCTETS);
  return isUtf16(head) || !isBinary(head);
}

function tellingOf(path: string): Telling {
  const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (base.startsWith('.') || LEFT_OVER.test(base) || /^(?:dsset|keyset)-/.test(base)) return 'never';
  // What Debian and Red Hat serve for zones that should be empty: only a configuration says which.
  if (base === 'db.empty' || base === 'named.empty') return 'never';
  const name = base.replace(/\.(?:j2|jinja2?|tmpl|tpl|erb|template|mustache)$/, '');
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  // Perl and Poland: `example.pl` can be the zone, and then it holds an SOA.
  if (OTHER_FORMATS.has(ending)) return zoneNameFromPath(path) === undefined ? 'never' : 'source';
  if (ending === 'zone' || ending === 'zonefile') return 'zone';
  if (isNamedAsZoneFile(base)) return 'likely';
  return zoneNameFromPath(path) === undefined ? 'nothing' : 'likely';
}

/** `example.com.db`, `db.example.com`, `192.0.2.rev`: the name says that it is a zone file. */
function isNamedAsZoneFile(path: string): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return /^(?:db|named|pri)\.|\.(?:db|dns|rev|hosts|arpa|signed)$/.test(base) && !/^(?:db|named)\.\w+\.conf/.test(base);
}

/** `example.com.db` but neither `test.db` nor `example.com`: a zone file even while it is empty. */
function isNamedAfterZone(path: string): boolean {
  return isNamedAsZoneFile(path) && zoneNameFromPath(path) !== undefined;
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

/** A quick look before the text is taken apart, because most files of a repository end here. */
function mentionsZone(head: Uint8Array, needsSoa: boolean): boolean {
  const octets = Buffer.from(head.buffer, head.byteOffset, head.length);
  if (octets.includes('SOA') || octets.includes('soa')) return true;
  return !needsSoa && (octets.includes('$ORIGIN') || octets.includes('$origin'));
}

function holdsZone(text: string, path: string, telling: Telling): boolean {
  if (
    OTHER_FORMAT_START.test(
      text
        .slice(0, 200)
        .split('\n')
        .find((line) => line.trim() !== '' && line[0] !== ';') ?? '',
    )
  )
    return false;
  if (telling !== 'zone' && text.includes(QUERY_OUTPUT)) return false;
  const { records, directives, foreign, assignments, hasSoa, hasRootNs } = count(text);
  // A list of the root servers.
  if (hasRootNs && !hasSoa) return false;
  const own = records + directives;
  switch (telling) {
    case 'zone':
      return own > 0 || foreign === 0 || assignments * 2 <= foreign;
    case 'likely':
      if (own === 0) return foreign === 0 && isNamedAfterZone(path);
      return own >= foreign || hasSoa || directives > 0;
    case 'source':
      return hasSoa && records > 1 && foreign * FOREIGN_SHARE <= own;
    default:
      return records > 0 && foreign * FOREIGN_SHARE <= own && (hasSoa || zoneNameFromText(text) !== undefined);
  }
}

function count(text: string) {
  const counts = { records: 0, directives: 0, foreign: 0, assignments: 0, hasSoa: false, hasRootNs: false };
  for (const entry of entries(text)) {
    const kind = kindOf(entry);
    if (kind.is === 'directive') {
      counts.directives++;
    } else if (kind.is === 'record') {
      counts.records++;
      if (kind.type === 'SOA') counts.hasSoa = true;
      if (kind.type === 'NS' && kind.owner === '.') counts.hasRootNs = true;
    } else if (kind.is === 'foreign') {
      counts.foreign++;
      if (ASSIGNMENT.test(entry.tokens.join(' '))) counts.assignments++;
    }
  }
  return counts;
}
