import { reverseName } from '../model/address.ts';
import type { Answer, Question, Resolver } from '../model/answer.ts';
import { type Effect, memo } from '../model/effect.ts';
import type { FileProblem } from '../model/file-problem.ts';
import { type Name, plain } from '../model/name.ts';
import type { QueryType } from '../model/record.ts';
import { type Rule, rule } from '../model/rule.ts';
import type { View } from '../model/view.ts';
import type { SpfResult } from '../spf/evaluate.ts';
import type { SpfTree } from '../spf/tree.ts';
import { type Ask, SharedWalks, walk } from '../spf/walk.ts';
import { type Blocklists, NO_BLOCKLISTS } from './blocklists.ts';
import { type HostAnswers, hostAnswers } from './host-answers.ts';
import { type MxRrset, mailDomains } from './mail-domains.ts';
import { findMailExchangers, type MailExchanger } from './mail-exchangers.ts';
import { findMailHosts, type MailAddress, type MailHosts } from './mail-hosts.ts';
import { findPointers, type Pointers } from './pointers.ts';
import { type SpfAnswers, spfAnswers, spfVerdict, withoutProxied } from './spf-answers.ts';
import { findSpfChanges, type SpfChanges } from './spf-change.ts';
import { findSpfDomains, parseEachOnce, type SpfDomains } from './spf-domains.ts';
import type { StsPolicyFile } from './sts-policies.ts';
import { findTagRecords, type TagRecords } from './tag-records.ts';
import type { Unanswered } from './unanswered.ts';

/** Who sends mail as a domain, declared in the policy file. */
export interface Sender {
  /** Domains, `*.` for everything below one. */
  readonly domains: readonly string[];
  readonly hosts: readonly Name[];
  readonly helo: readonly Name[];
  /** CIDR. */
  readonly networks: readonly string[];
}

/** Facts from the policy file that rules may use. */
export interface PolicyFacts {
  readonly senders: readonly Sender[];
  /** Allow-list of MX hosts by domain pattern; empty means any. */
  readonly mailExchangers: readonly { readonly domains: readonly string[]; readonly hosts: readonly string[] }[];
}

export const NO_POLICY: PolicyFacts = { senders: [], mailExchangers: [] };

/** One view of the tree under judgement, and everything a rule may ask of it. */
export interface Proposal {
  readonly view: View;
  /** The same view before the change; undefined where there is no base, and while base itself is judged. */
  readonly base: View | undefined;
  readonly policy: PolicyFacts;
  /** What the readers could not read, in the files of the judged zones. */
  readonly problems: readonly FileProblem[];
  /** The judged names that have an MX RRset, each with it, a null MX too. */
  readonly mailDomains: ReadonlyMap<Name, MxRrset>;
  /** The judged MX records that name a host, each with its RRset. */
  readonly mailExchangers: readonly MailExchanger[];
  /** Mail hosts of the view and their addresses (static: records and SPF terms, no lookups). */
  readonly mailHosts: MailHosts;
  /** The SPF records of the view, parsed once, and who includes whom. */
  readonly spfDomains: SpfDomains;
  /** The records of DMARC, DKIM, MTA-STS and TLS reporting. */
  readonly tagRecords: TagRecords;
  /** MTA-STS policies that the repository holds beside its DNS. */
  readonly stsPolicies: readonly StsPolicyFile[];
  /** PTR records of the judged reverse zones that need a look. */
  readonly pointers: Pointers;
  /**
   * The DNS after the merge. `subject` (the finding's subject, without final dot) is noted beside the question where the
   * answer is unknown, so that the report can say what could not be verified and for whom.
   */
  ask<T extends QueryType>(name: Name, type: T, subject: string): Effect<Answer<T>>;
  /** Both address families of a host, asked once for all rules. What stays open is not noted: `ask` again for a subject. */
  addressesOf(host: Name): Effect<HostAnswers>;
  /** The PTR records of a mail host's address, asked once for all rules; noted for the address where that stays open. */
  pointersAt(address: MailAddress): Effect<Answer<'PTR'>>;
  /** The static tree of a domain's SPF record; each domain is walked once. */
  spfTree(domain: Name): Effect<SpfTree>;
  /** What check_host() says of mail from an address in the name of a domain. */
  spfVerdict(domain: Name, address: string, helo?: Name): Effect<SpfResult>;
  /** The tree and the verdict before the change, walked and checked anew each time; undefined where there is no base. */
  readonly baseSpf: SpfAnswers | undefined;
  /** What the change does to SPF; nothing where there is no base. */
  readonly spfChanges: SpfChanges;
  /** The blocklists to ask about the addresses of mail hosts; they are asked outside the proposal. */
  readonly blocklists: Blocklists;
}

/** A rule over proposals. */
export type MailRule = Rule<Proposal>;

/** Gives a rule literal the type of its subjects: `defineRule<DnsRecord<'MX'>>({ … })`. */
export function defineRule<Subject>(definition: Rule<Proposal, Subject>): MailRule {
  return rule<Proposal, Subject>(definition);
}

export interface ProposalParts {
  readonly view: View;
  readonly base?: View;
  /** Answers for the base view, its zones first. */
  readonly baseResolver?: Resolver;
  readonly policy?: PolicyFacts;
  readonly problems?: readonly FileProblem[];
  /** Answers for the view: proposed zones first. */
  readonly resolver: Resolver;
  /** Where unanswered questions are noted. */
  readonly unanswered: Unanswered;
  /** None unless given. */
  readonly blocklists?: Blocklists;
  readonly stsPolicies?: readonly StsPolicyFile[];
}

/** Builds the proposal for one view. */
export function makeProposal(parts: ProposalParts): Proposal {
  const { view, resolver, unanswered } = parts;
  let domains: ReadonlyMap<Name, MxRrset> | undefined;
  let exchangers: readonly MailExchanger[] | undefined;
  let mailHosts: MailHosts | undefined;
  let spfDomains: SpfDomains | undefined;
  const parse = parseEachOnce();
  const shared = new SharedWalks();
  let tagRecords: TagRecords | undefined;
  let pointers: Pointers | undefined;
  let spfChanges: SpfChanges | undefined;

  // As `wait` does it, here and below: these are the innermost steps of all rules.
  function* ask<T extends QueryType>(name: Name, type: T, subject: string): Effect<Answer<T>> {
    const question: Question = { name, type };
    const asked = resolver(question);
    const answer = asked instanceof Promise ? ((yield asked) as Answer) : asked;
    if (answer.state === 'unknown') unanswered.note(question, answer, subject);
    return answer as Answer<T>;
  }

  /** What SPF of a domain asks. */
  function askFor(domain: Name): Ask {
    const subject = plain(domain);
    return function* <T extends QueryType>(name: Name, type: T): Effect<Answer<T>> {
      const question: Question = { name, type };
      const asked = resolver(question);
      const answer = asked instanceof Promise ? ((yield asked) as Answer) : asked;
      if (answer.state === 'unknown') unanswered.note(question, answer, subject);
      return withoutProxied(answer as Answer<T>);
    };
  }

  const policy = parts.policy ?? NO_POLICY;
  return {
    view,
    base: parts.base,
    policy,
    problems: parts.problems ?? [],
    blocklists: parts.blocklists ?? NO_BLOCKLISTS,
    get mailDomains() {
      domains ??= mailDomains(view);
      return domains;
    },
    get mailExchangers() {
      exchangers ??= findMailExchangers(this.mailDomains.values());
      return exchangers;
    },
    get mailHosts() {
      mailHosts ??= findMailHosts({
        view,
        resolver,
        policy,
        mailDomains: this.mailDomains.values(),
        spfDomains: this.spfDomains.byName.values(),
        pointers: this.pointers,
      });
      return mailHosts;
    },
    get spfDomains() {
      spfDomains ??= findSpfDomains(view, parse);
      return spfDomains;
    },
    get tagRecords() {
      tagRecords ??= findTagRecords(view);
      return tagRecords;
    },
    stsPolicies: parts.stsPolicies ?? [],
    get pointers() {
      pointers ??= findPointers(view);
      return pointers;
    },
    ask,
    addressesOf: hostAnswers(resolver),
    pointersAt: memo(({ address, parsed }: MailAddress) => ask(reverseName(parsed), 'PTR', address)),
    spfTree: memo((domain: Name) => walk(domain, askFor(domain), parse, shared)),
    spfVerdict: (domain, address, helo) => spfVerdict(domain, address, helo, askFor(domain), parse),
    baseSpf: parts.baseResolver && spfAnswers(parts.baseResolver, parse),
    get spfChanges() {
      spfChanges ??= findSpfChanges(this);
      return spfChanges;
    },
  };
}
