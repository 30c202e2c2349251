import { domainToASCII } from 'node:url';
import { resolverFor } from '../dns/lookups.ts';
import { inspectSpf } from '../inspect-spf.ts';
import { formatAddress, parseAddress } from '../model/address.ts';
import { absolute, MAX_NAME_LENGTH, type Name, plain } from '../model/name.ts';
import { UsageError } from '../model/usage-error.ts';
import { jsonText } from '../outputs/json.ts';
import { spfText } from '../outputs/spf.ts';
import { treeMermaid } from '../outputs/spf-mermaid.ts';
import { givenPlans } from '../sources/given-plan.ts';
import { MAX_DEADLINE } from './check.ts';
import { type Command, type Io, numberOf, oneOf, parse } from './command.ts';
import { lookupProgress } from './progress.ts';
import { findRoots } from './roots.ts';

const OPTIONS = {
  ip: { type: 'string' },
  sender: { type: 'string' },
  helo: { type: 'string' },
  base: { type: 'string' },
  lookups: { type: 'string', default: 'live' },
  resolver: { type: 'string', multiple: true },
  deadline: { type: 'string', default: '60' },
  'terraform-plan': { type: 'string', multiple: true },
  format: { type: 'string', default: 'text' },
} as const;

const FORMATS = ['text', 'json', 'mermaid'] as const;

const HELP = `Usage: dns-mail-gate spf DOMAIN [PATH…] [OPTIONS]

Shows the SPF of a domain as the DNS files below the paths propose it: the include tree with what each term costs, and
the networks that may send mail. With --ip, what a receiver says of mail from that address, and the terms that decide.

  --ip ADDRESS                 judge mail from this address
  --sender MAILBOX             its envelope sender (MAIL FROM), default postmaster@DOMAIN
  --helo NAME                  the name that the server greets with (HELO), default DOMAIN
  --base REF|DIR               compare with a git ref or another folder
  --lookups live|offline|FILE  names outside the files: ask DNS (default), nobody, or a snapshot FILE
  --resolver ADDRESS[:PORT]    DNS server instead of the system's; repeatable
  --deadline SECONDS           for all live lookups together, default 60
  --terraform-plan FILE        plan JSON (terraform show -json); repeatable
  --format ${FORMATS.join('|')}   default text; mermaid is a flowchart that GitHub draws
`;

/** `spf`: shows the SPF of one domain. The verdict is in the output, not in the exit status. */
export const spfCommand: Command = { name: 'spf', summary: 'show the SPF of a domain', help: HELP, run };

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, OPTIONS);
  const [written, ...paths] = positionals;
  if (written === undefined) throw new UsageError('spf needs a domain: dns-mail-gate spf DOMAIN [PATH…].');
  const domain = domainOf(written);
  const format = oneOf('format', values.format, FORMATS);
  const mail = mailOf(values, domain);
  const deadline = numberOf('deadline', values.deadline, 0, MAX_DEADLINE);
  const progress = lookupProgress(io);
  const outside = resolverFor(values.lookups, io.cwd, { servers: values.resolver, deadline, progress: progress.show });
  const { root, head, base, warnings } = findRoots(paths, values.base, io.cwd);
  const plans = givenPlans(values['terraform-plan'] ?? [], io.cwd, root);

  const inspected = await inspectSpf({
    domain,
    head,
    base,
    plans,
    outside,
    needsFiles: paths.length + plans.length > 0,
    mail,
  });
  progress.end();
  for (const warning of [...warnings, ...inspected.warnings]) io.err(`dns-mail-gate: ${warning}\n`);
  switch (format) {
    case 'text':
      io.out(spfText(inspected.spf));
      break;
    case 'json':
      io.out(jsonText({ version: 1, ...inspected.spf }));
      break;
    case 'mermaid':
      io.out(treeMermaid(inspected.spf.tree));
  }
  return 0;
}

/** A domain as people write it, internationalised or not. */
function domainOf(written: string): Name {
  const ascii = /[^\x00-\x7f]/.test(written) ? domainToASCII(written) : written;
  const name = absolute(ascii);
  const isName = /^(?:[^\s.]{1,63}\.)+$/.test(name) && name.length <= MAX_NAME_LENGTH + 1;
  if (!isName || parseAddress(written) !== undefined) {
    throw new UsageError(`“${written}” is no domain name such as example.com.`);
  }
  return name;
}

function mailOf({ ip, sender, helo }: { ip?: string; sender?: string; helo?: string }, domain: Name) {
  if (ip === undefined) {
    if (sender !== undefined || helo !== undefined) throw new UsageError('--sender and --helo go with --ip ADDRESS.');
    return undefined;
  }
  const address = parseAddress(ip);
  if (address === undefined) throw new UsageError(`--ip takes an IPv4 or IPv6 address; “${ip}” is none.`);
  return {
    ip: formatAddress(address),
    sender: sender ?? `postmaster@${plain(domain)}`,
    helo: helo ?? plain(domain),
  };
}
