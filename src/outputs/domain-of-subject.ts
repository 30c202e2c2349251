/** The names at which only a policy or a key of a domain stands. */
const IN_FRONT = /^(?:_dmarc|_mta-sts|_smtp\._tls|(?:[^.]+\.)*_domainkey)\.(?=[^.])/i;

/** The domain whose mail a finding's subject belongs to: DMARC, DKIM, MTA-STS and TLS-RPT records go with their domain. */
export function domainOfSubject(subject: string): string {
  return subject.replace(IN_FRONT, '');
}
